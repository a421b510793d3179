"""Citations as author and year, each linked to its reference, and the list of references at the end."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from html import escape
from string import ascii_lowercase

from aeexplain.errors import did_you_mean
from aeexplain.site.content.articles import BIBLIOGRAPHY
from aeexplain.site.content.cross_references import is_label
from aeexplain.site.content.works import Work
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.slugs import fragment
from aeexplain.site.markup.nodes import Citation, Cited
from aeexplain.site.markup.nodes import Reference as LabelReference
from aeexplain.word_places import word_place

YEAR = re.compile(r"\d{4}[a-z]?\Z")


@dataclass(frozen=True)
class Reference:
    """A work as the article cites it: by `names` and `year`, which tell it from all others; `places` are the ids there."""

    work: Work
    names: str
    year: str
    places: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """`Hinton & Salakhutdinov 2006`."""
        return f"{self.names} {self.year}"

    @property
    def spoken(self) -> str:
        """The names as a sentence has them: `Hinton and Salakhutdinov`."""
        return word_place("and").join(self.names.split(" & ")) if len(self.work.authors) == 2 else self.names

    @property
    def authors(self) -> str:
        """All the authors, last names first, as the list is sorted."""
        people = [", ".join(filter(None, name)) for name in self.work.authors if name[0] != "others"]
        if len(people) < len(self.work.authors):
            return ", ".join(people) + word_place("et_al")
        return word_place("and").join(filter(None, (", ".join(people[:-1]), people[-1])))

    @property
    def title(self) -> str:
        """The title, closed by a full stop where it brings no mark of its own."""
        return self.work.title if self.work.title.endswith(("?", "!", ".")) else f"{self.work.title}."


def references(works: Mapping[str, Work]) -> dict[str, Reference]:
    """Return a reference for each work, by key, in the order of the list; same names and year get a, b, ..."""
    ordered = sorted(works.values(), key=lambda work: (_names(work).casefold(), work.year, work.title))
    alike = Counter((_names(work), work.year) for work in ordered)
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for work in ordered:
        name = _names(work), work.year
        letter = _letters(seen[name]) if alike[name] > 1 else ""
        seen[name] += 1
        found[work.key] = Reference(work, name[0].replace(ET_AL, word_place("et_al")), work.year + letter)
    return found


def citation_html(
    citation: Citation,
    known: Mapping[str, Reference],
    errors: ErrorList,
    keys: Collection[str] = (),
    refer: Callable[[LabelReference], str] | None = None,
) -> str:
    """Return a citation as HTML, and note its place in each reference; unknown keys go to `errors`.

    keys: those of the whole bibliography, of which an unknown one may mean another. Where there is none, `@name` in a
    sentence is a name and no citation, unless it ends with a year. refer: gives the HTML of a reference within the article,
    which Quarto writes as a citation.
    """
    if refer and all(is_label(each.key) and each.key not in keys for each in citation.cited):
        return _references(citation, refer)
    first = citation.cited[0]
    if citation.narrative and not keys and not YEAR.search(first.key):
        return _name(citation)
    cited_html = []
    for cited in citation.cited:
        if cited.key not in known:
            beside = f"write {BIBLIOGRAPHY} beside the article, or \\@{cited.key} for an at sign"
            hint = did_you_mean(cited.key, keys) if keys else beside
            errors.add(cited.where, f"no reference named {cited.key!r}", hint)
            continue
        reference = known[cited.key]
        label = reference.year if cited.nameless else reference.label
        if citation.narrative and cited is first and not cited.nameless:
            label = f"{reference.spoken} ({reference.year}" + (")" if _is_alone(citation) else "")
        cited_html.append(_link(cited, reference, label))
    shown = "; ".join(cited_html)
    if not citation.narrative or first.nameless:
        return f"({shown})"
    return shown if _is_alone(citation) else f"{shown})"


def _is_alone(citation: Citation) -> bool:
    """Tell whether nothing stands between a narrative citation's parentheses but the year."""
    return len(citation.cited) == 1 and not citation.cited[0].after


def _references(citation: Citation, refer: Callable[[LabelReference], str]) -> str:
    """Return references within the article, parted as they were written."""
    shown = []
    for cited in citation.cited:
        before = f"{cited.before} " if cited.before else ""
        between = " [{}]" if citation.narrative else ", {}"
        after = between.format(cited.after) if cited.after else ""
        shown.append(f"{before}{refer(LabelReference(cited.key, cited.where))}{after}")
    return "; ".join(shown)


def _name(citation: Citation) -> str:
    """Return what begins with an at sign and cites nothing, as it was written."""
    first, *others = citation.cited
    behind = "; ".join((first.after, *(f"@{each.key}" for each in others)))
    return f"{'-' if first.nameless else ''}@{escape(first.key)}" + (f" [{behind}]" if behind else "")


def _link(cited: Cited, reference: Reference, label: str) -> str:
    count = len(reference.places) + 1
    place = f"cite-{cited.key}-{count}"
    reference.places.append(place)
    target = escape(fragment(f"ref-{cited.key}"))
    link = f'<cite class="citation"><a href="#{target}" id="{place}" role="doc-biblioref">{escape(label)}</a></cite>'
    before = f"{cited.before} " if cited.before else ""
    return before + link + (f", {cited.after}" if cited.after else "")


def _letters(count: int) -> str:
    """Return a, b, ..., z, aa, ab, ... for 0, 1, ..."""
    before, last = divmod(count, len(ascii_lowercase))
    return (_letters(before - 1) if before else "") + ascii_lowercase[last]


ET_AL = " et al."


def _names(work: Work) -> str:
    last = [name for name, _ in work.authors]
    if len(last) > 2 or "others" in last:
        return f"{last[0]}{ET_AL}"
    return " & ".join(last)
