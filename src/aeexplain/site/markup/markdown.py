"""Markdown to HTML, for text from which everything else was set aside (see scan)."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import markdown as python_markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.site.markup.block_quotes import Quotes
from aeexplain.site.markup.folds.fold_elements import misplaced_marks
from aeexplain.site.markup.html_tree import Tree, heading_id
from aeexplain.site.markup.inlines import Inlines
from aeexplain.site.markup.listings import Listings
from aeexplain.site.markup.lost_words import losses
from aeexplain.site.markup.nodes import Scanned
from aeexplain.site.markup.numbered_lists import Lists
from aeexplain.site.markup.placeholders import BLOCK_ALONE, PLACEHOLDER, apart, number

EXTENSIONS = ["tables", "fenced_code", "attr_list", "sane_lists", "smarty"]

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


def convert(body: Scanned, where: str) -> Text:
    """Return an article's body as HTML, placeholders kept; what is nested too deeply, or would be lost: ExplainError."""
    toc = TocExtension(slugify=lambda text, _: heading_id(text, body.nodes))
    converter = _converter(toc, Tree(body))
    try:
        html = converter.convert(body.markdown)
    except RecursionError:
        raise ExplainError(
            where, "lists or quotes are nested too deeply", "nest them ten deep at most"
        ) from None
    if lost := [*misplaced_marks(body, html), *losses(body, html, where)]:
        raise ExplainErrors(lost)
    tokens: list[Mapping[str, Any]] = getattr(converter, "toc_tokens", [])
    return Text(apart(html), tuple(_section(token) for token in tokens))


def to_html(text: str) -> str:
    """Return markdown as HTML, placeholders kept."""
    return _shared().reset().convert(text)


@lru_cache(4096)
def inline_html(text: str) -> str:
    """Return one paragraph of markdown as HTML without its <p>: a caption, a note."""
    html = to_html(text)
    return html[3:-4] if html.startswith("<p>") and html.count("<p>") == 1 else html


def fill(html: str, filling: Fill) -> str:
    """Return HTML with each placeholder replaced by what `filling` gives for its number, a figure's with its paragraph."""
    html = BLOCK_ALONE.sub(lambda match: filling(number(match[1])), html)
    return PLACEHOLDER.sub(lambda match: filling(number(match[1])), html)


def words(html: str) -> int:
    """Return how many words HTML shows."""
    return len(re.sub(r"<[^>]*>", " ", html).split())


@cache
def _shared() -> python_markdown.Markdown:
    return _converter()


def _converter(*extensions: Extension) -> python_markdown.Markdown:
    """Return a converter; its lists of names are asked for each element, so they are made sets."""
    converter = python_markdown.Markdown(
        extensions=[*EXTENSIONS, Lists(), Inlines(), Listings(), Quotes(), *extensions], output_format="html"
    )
    converter.block_level_elements = frozenset(converter.block_level_elements)  # type: ignore[assignment]
    return converter


def _section(token: Mapping[str, Any]) -> Section:
    unlinked = re.sub(r"</?a\b[^>]*>", "", token["html"])
    name = unicodedata.normalize("NFC", token["id"])
    return Section(name, unlinked, token["level"], tuple(_section(each) for each in token["children"]))
