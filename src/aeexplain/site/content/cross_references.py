"""Cross references: what a label points at, how the text calls it, and that no two things share a name."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.slugs import fragment, meant
from aeexplain.site.markup.markdown import Section, Text
from aeexplain.site.markup.nodes import (
    FigureCall,
    Formula,
    Heading,
    Image,
    Reference,
    Scanned,
    Statement,
    TableCaption,
)
from aeexplain.site.markup.token_patterns import LABELLED
from aeexplain.word_places import word_place

# Ids of the page around an article: those to which its text may lead, and all.
LINKED = ("content", "contents", "references")
RESERVED = (*LINKED, "cite", "aeexplain-page")
SECTION = "sec:"
# Our kinds by what Quarto begins labels with.
KINDS = {"tbl": "tab", **{kind: kind for kind in LABELLED.split("|")}}
OTHERS_LABEL = re.compile(rf"(?P<kind>{'|'.join(KINDS)})[-:](?P<name>.+)")
GIVEN_BY = {"fig": "figure", "tab": "table", "eq": "display"}  # the token that gives a label of each kind
OWN_NAME = "give this heading its own name at its end: {#sec:NAME}"


@dataclass(frozen=True)
class Target:
    """What a label points at: its id on the page, how a link calls it (HTML), and its number, or 0 for what has none.

    tag: what calls a display instead of a number, HTML with placeholders.
    """

    id: str
    text: str
    number: int = 0
    tag: str = ""

    def styled(self, style: str) -> str:
        """Return how LaTeX would call it: by its number or its tag alone, where it has one."""
        shown = self.tag or (str(self.number) if self.number else "")
        return style.format(shown) if style and shown else self.text


def targets(body: Scanned, text: Text, errors: ErrorList, cites: bool = True) -> dict[str, Target]:
    """Return every label of an article with its target; what bears the name of another goes to `errors`.

    cites: the page has a list of references; where it has none, a section may be called so.
    """
    headings = list(zip(body.headings, _sections(text), strict=False))
    reserved = RESERVED if cites else tuple(name for name in RESERVED if name != "references")
    _check_unique(body, headings, errors, reserved)
    found = {
        label: Target(id, word_place(noun.lower(), number=n), n) for label, id, noun, n, _ in _numbered(body)
    }
    for formula in body.of(Formula):
        if formula.label and formula.tag:
            named = word_place("equation", number=formula.tag)
            found[formula.label] = Target(formula.label, named, tag=formula.tag)
    for _, section in headings:
        found[SECTION + section.id.removeprefix(SECTION)] = Target(section.id, section.html)
    return found


def reference_html(reference: Reference, known: Mapping[str, Target], refused: Collection[str] = ()) -> str:
    """Return a cross reference as HTML; unknown label: ExplainError with its place.

    Where tokens that could give the label were refused, there is nothing more to say.
    """
    label = found_label(reference.label, known)
    if label is None:
        ours = next(iter(_variants(reference.label)), reference.label)
        kind, _, _ = ours.partition(":")
        if GIVEN_BY.get(kind) in refused:
            return ""
        same = [label for label in known if label.startswith(f"{kind}:")]
        hint = did_you_mean(ours, same or known)
        if ours != reference.label and not same:
            hint = (
                f"write @{ours}, and {{#{ours}}} behind what it names, or \\@{reference.label} for an at sign"
            )
        raise ExplainError(reference.where, f"no label named {reference.label!r}", hint)
    target = known[label]
    shown = target.styled(reference.style)
    return f'<a class="reference" href="#{escape(fragment(target.id))}">{shown}</a>'


def is_label(key: str) -> bool:
    """Tell whether the key of a citation is one of Quarto's labels, such as `fig-track`."""
    return bool(OTHERS_LABEL.fullmatch(key))


def found_label(label: str, known: Collection[str]) -> str | None:
    """Return the label or id among those known that one means, `fig-track` as `fig:track` too; None where there is none."""
    return next((each for form in (label, *_variants(label)) if (each := meant(form, known))), None)


def _variants(label: str) -> Iterator[str]:
    """Yield how else a label may be written where it is given."""
    if parts := OTHERS_LABEL.fullmatch(label):
        kind, name = KINDS[parts["kind"]], parts["name"]
        own = name.removeprefix(f"{parts['kind']}-")
        for each in dict.fromkeys((own, f"{parts['kind']}-{own}")):
            yield f"{kind}:{each}"
        yield f"{parts['kind']}-{own}"


def ids(html: str) -> list[str]:
    """Return every id that HTML gives, in its order."""
    return [unescape(each) for each in re.findall(r'<[^>]*?\sid="([^"]*)"', html)]


def check_shared(body: Scanned, text: Text, composed: str, errors: ErrorList) -> None:
    """Note every heading and figure whose id something else of the composed article has too: a note, a reference, a control."""
    counts = Counter(ids(composed))
    twice = {id for id, count in counts.items() if count > 1}
    for figure in body.figures:
        if own := sorted(id for id in twice if id == figure.id or id.startswith(f"{figure.id}-")):
            what = f"its name makes the id {own[0]!r}, which something else on the page has, too"
            errors.add(figure.id_where, what, f"give it another: ::demo {figure.name} {{#other}}")
    for heading, section in zip(body.headings, _sections(text), strict=False):
        if counts[section.id] > 1:
            what = f"the name {section.id!r} is something else's on the page, too"
            errors.add(heading.where, what, OWN_NAME)


def former_ids(body: Scanned, taken: Collection[str]) -> dict[str, str]:
    """Return what leads to figures beside their ids: id → the name of its demo, where nothing on the page has that name.

    Links that were made when a figure was called as its demo lead to the first one of that demo.
    """
    own = {call.id for call in body.figures}
    first: dict[str, str] = {}
    for call in body.figures:
        first.setdefault(call.name, call.id)
    unused = (name for name in first if name not in own and name not in taken and name not in RESERVED)
    return {first[name]: name for name in unused}


def _numbered(body: Scanned) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield label, id, noun, number and place of whatever is counted."""
    figures = (
        each
        for each in body.nodes
        if isinstance(each, FigureCall) or (isinstance(each, Image) and each.label)
    )
    for n, figure in enumerate(figures, 1):
        if isinstance(figure, FigureCall):
            yield f"fig:{figure.id}", figure.id, "Figure", n, figure.id_where
        elif isinstance(figure, Image):
            yield figure.label, figure.label, "Figure", n, figure.where
    for n, table in enumerate(body.of(TableCaption), 1):
        yield table.label, table.label, "Table", n, table.where
    for statement in body.of(Statement):
        if statement.label:
            noun = statement.kind.capitalize()
            yield statement.label, statement.id, noun, statement.number, statement.where
    n = 0
    for formula in body.of(Formula):
        if formula.label:
            n += not formula.tag
            yield formula.label, formula.label, "Equation", n, formula.where


def _sections(text: Text) -> Iterator[Section]:
    for section in text.sections:
        yield from section.all()


def _check_unique(
    body: Scanned, headings: list[tuple[Heading, Section]], errors: ErrorList, reserved: Collection[str]
) -> None:
    """Note every name that is given twice."""
    taken: dict[str, str] = {}
    unnamed = {call.where for call in body.figures if not call.label}
    for _, name, noun, _, where in _numbered(body):
        if name in taken and where in unnamed:
            what = f"the demo {name!r} stands twice in this article, first at {taken[name]}"
            errors.add(where, what, f"give one an id: ::demo {name} {{#other}}")
        elif name in taken:
            called = "id" if noun == "Figure" else "label"
            errors.add(
                where, f"the {called} {name!r} is given twice, first at {taken[name]}", "choose another"
            )
        elif name in reserved:
            errors.add(where, f"the name {name!r} is the page's own", "choose another")
        taken.setdefault(name, where)
    for heading, section in headings:
        name = heading.label or section.id
        names = (name, SECTION + name.removeprefix(SECTION))
        owner = "the page itself" if name in reserved else next((taken[n] for n in names if n in taken), "")
        if owner:
            errors.add(heading.where, f"the name {name!r} is taken by {owner}", OWN_NAME)
        taken |= dict.fromkeys(names, heading.where)
