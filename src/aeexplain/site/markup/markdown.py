"""An article's HTML of the tokens that it was read as (see scan): sections, folds, notes beside what calls them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from aeexplain.site.core.slugs import fragment, slug, spelt
from aeexplain.site.markup.dialect.parser import parser
from aeexplain.site.markup.nodes import FigureCall, FoldOpening, Formula, Node, NoteCall, NoteText, Scanned
from aeexplain.site.markup.placeholders import INLINE, PLACEHOLDER, number, numbers, placeholder

Fill = Callable[[int], str]


@dataclass(frozen=True)
class Section:
    """A heading as the contents tell it: its id, its words as HTML with placeholders, and the headings under it."""

    id: str
    html: str
    level: int
    sections: "tuple[Section, ...]"

    def all(self) -> "Iterator[Section]":
        """Yield this section and all within it, in the order of the text."""
        yield self
        for section in self.sections:
            yield from section.all()


@dataclass(frozen=True)
class Text:
    """An article's HTML with placeholders, and its sections."""

    html: str
    sections: tuple[Section, ...]


def convert(body: Scanned) -> Text:
    """Return an article's body as HTML, placeholders kept."""
    headings = _named(body)
    blocks = _with_folds(_blocks(body), body.nodes)
    return Text("\n".join(_boxed(blocks)), _sections(headings))


def fill(html: str, filling: Fill) -> str:
    """Return HTML with each placeholder replaced by what `filling` gives for its number."""
    return PLACEHOLDER.sub(lambda match: filling(number(match[1])), html)


def words(html: str) -> int:
    """Return how many words HTML shows."""
    return len(re.sub(r"<[^>]*>", " ", html).split())


# --- Headings --------------------------------------------------------------------------------------------------------


def _named(body: Scanned) -> list[Section]:
    """Give each heading its id, and return those that make sections, none of them within another yet."""
    tokens = body.tokens
    places = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    taken = {label for at in places if (label := tokens[at].meta.get("label"))}
    found = []
    for at in places:
        opening, inline = tokens[at], tokens[at + 1]
        label = opening.meta.get("label") or _unique(heading_id(_words(inline), body.nodes), taken)
        name = unicodedata.normalize("NFC", label)
        opening.attrSet("id", name)
        if opening.level == 0:
            found.append(Section(name, _unlinked(_html([inline])), int(opening.tag[1]), ()))
    return found


def heading_id(text: str, nodes: Sequence[Node]) -> str:
    """Return the id of a heading by its text with placeholders; of one without words by its TeX, its signs' names."""

    def tex(index: int) -> str:
        node = nodes[index]
        return f" {node.tex} " if isinstance(node, Formula) else " "

    return slug(PLACEHOLDER.sub("", text)) or spelt(
        PLACEHOLDER.sub(lambda match: tex(number(match[1])), text)
    )


def _words(inline: Token) -> str:
    """Return the text of a heading, with placeholders."""
    parts = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type != "html_inline":
            parts.append(child.content)
    return "".join(parts)


def _unique(name: str, taken: set[str]) -> str:
    """Return a name that nothing has yet, as GitHub gives it: the second `results` is `results-1`."""
    found, count = name, 0
    while found in taken or not found:
        count += 1
        found = f"{name}-{count}" if name else f"section-{count}"
    taken.add(found)
    return found


def _unlinked(html: str) -> str:
    return re.sub(r"</?a\b[^>]*>", "", html)


def _sections(headings: Sequence[Section]) -> tuple[Section, ...]:
    """Return headings with those under each within it."""
    found, at = [], 0
    while at < len(headings):
        end = at + 1
        while end < len(headings) and headings[end].level > headings[at].level:
            end += 1
        own = headings[at]
        found.append(Section(own.id, own.html, own.level, _sections(headings[at + 1 : end])))
        at = end
    return tuple(found)


# --- Blocks ----------------------------------------------------------------------------------------------------------


@dataclass
class _Block:
    """A block of the article: its HTML, and whether a figure is in it; `mark` is that of a fold which stands for itself."""

    html: str
    has_figure: bool = False
    mark: int | None = None


def _html(tokens: Sequence[Token]) -> str:
    md = parser()
    return str(md.renderer.render(tokens, md.options, {}))


def _blocks(body: Scanned) -> Iterator[_Block]:
    """Yield the blocks of the text; what stands between an opening and a closing tag of HTML is one of them."""
    notes = {node.name: index for index, node in enumerate(body.nodes) if isinstance(node, NoteText)}
    together: list[_Block] = []
    for tokens in _outermost(body.tokens):
        first = tokens[0]
        if first.type == "fold":
            block = _Block("", mark=first.meta["node"])
        else:
            html = _html(tokens).rstrip("\n")
            shown = [body.nodes[index] for index in numbers(html)]
            figure = any(isinstance(node, FigureCall) for node in shown)
            html = _anchored(html, first) if first.type == "heading_open" else _noted(html, shown, notes)
            block = _Block(html, figure)
        left_open = first.type == "html_block" and first.meta["open"]
        if left_open or together:
            together.append(block)
        if not together:
            yield block
        elif first.type == "html_block" and not left_open:
            yield _Block("\n".join(each.html for each in together), any(each.has_figure for each in together))
            together = []
    yield from together


def _outermost(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the tokens of each block that stands in no other."""
    start = depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth <= 0:
            yield tokens[start : at + 1]
            start, depth = at + 1, 0


def _anchored(html: str, opening: Token) -> str:
    """Return a heading with a link to itself beside it, which bears the heading's own name."""
    name = str(opening.attrs["id"])
    link = f'<a aria-labelledby="{escape(name)}" class="anchor" href="#{escape(fragment(name))}">#</a>'
    return f'<div class="heading">{html}{link}</div>'


def _noted(html: str, shown: Sequence[Node], notes: dict[str, int]) -> str:
    """Return a block with the notes beside it that it is the first to call; these go from `notes`."""
    called = dict.fromkeys(node.name for node in shown if isinstance(node, NoteCall) and node.name in notes)
    if not called:
        return html
    texts = "".join(placeholder(INLINE, notes.pop(name)) for name in called)
    return f'<div class="noted">{html}<div class="notes">{texts}</div></div>'


def _with_folds(blocks: Iterator[_Block], nodes: Sequence[Node]) -> Iterator[_Block]:
    """Yield the blocks with those of each fold in one element; marks without a partner go."""
    fold: list[_Block] | None = None
    opening = ""
    for block in blocks:
        if block.mark is None and fold is None:
            yield block
        elif block.mark is None and fold is not None:
            fold.append(block)
        else:
            if fold is not None:
                yield _fold(opening, fold)
            node = nodes[block.mark or 0]
            fold = [] if isinstance(node, FoldOpening) else None
            if isinstance(node, FoldOpening):
                given = f' id="{escape(node.label)}"' if node.label else ""
                summary = placeholder(INLINE, block.mark or 0)
                opening = f'<details class="deeper"{given}>\n<summary>{summary}</summary>'
    if fold is not None:
        yield _fold(opening, fold)


def _fold(opening: str, blocks: Sequence[_Block]) -> _Block:
    html = "\n".join((opening, *(block.html for block in blocks), "</details>"))
    return _Block(html, any(block.has_figure for block in blocks))


def _boxed(blocks: Iterator[_Block]) -> Iterator[str]:
    """Yield the HTML of the blocks, those between figures in boxes; as they are where there is no figure."""
    listed = list(blocks)
    if not any(block.has_figure for block in listed):
        yield from (block.html for block in listed)
        return
    prose: list[str] = []
    for block in (*listed, None):
        if block is not None and not block.has_figure:
            prose.append(block.html)
            continue
        if prose:
            yield "\n".join(('<div class="prose">', *prose, "</div>"))
            prose = []
        if block is not None:
            yield block.html
