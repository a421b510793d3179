"""Markdown's elements as HTML, with what the page adds around them: boxes for tables, boxes to tick, marks of callouts."""

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from aeexplain.word_places import word_place

TABLE = f'<div aria-label="{word_place("table_box")}" class="scroll" role="group" tabindex="0"><table>\n'
CAPTIONED = (
    '<figure class="table" id="{0}"><figcaption id="{0}-caption">{1}</figcaption>'
    '<div aria-labelledby="{0}-caption" class="scroll" role="group" tabindex="0"><table aria-labelledby="{0}-caption">\n'
)


class Renderer(RendererHTML):
    """The renderer of a parser; its methods are called by the names of tokens."""

    def aside(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return the placeholder of what was set aside."""
        return f"{tokens[idx].content}\n" if tokens[idx].block else tokens[idx].content

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return text, in which quotes are quotes."""
        return escape(tokens[idx].content, quote=False)

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return code within a paragraph, in which quotes are quotes."""
        return f"<code>{escape(tokens[idx].content, quote=False)}</code>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Begin a table in a box that scrolls."""
        caption = tokens[idx].meta
        return CAPTIONED.format(escape(caption["label"]), caption["placeholder"]) if caption else TABLE

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """End a table and its box, and the figure around it where it has a caption."""
        return "</table></div></figure>\n" if tokens[idx].meta else "</table></div>\n"

    def quote_source_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Begin the line that says whom a quote quotes."""
        return "<figcaption>— "

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Begin an item, with a box that nobody can change where it is a task."""
        html, token = self.renderToken(tokens, idx, options, env), tokens[idx]
        if "checked" not in token.meta:
            return html
        label = word_place("done" if token.meta["checked"] else "to_do")
        checked = f'{" checked" if token.meta["checked"] else ""} aria-label="{label}"'
        return f'{html}<input type="checkbox" disabled{checked}> '

    def alert_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Begin a callout."""
        given = tokens[idx].meta
        id = f' id="{escape(given["id"])}"' if given.get("id") else ""
        return f'<div class="callout"{id} role="note" data-kind="{given["kind"].lower()}">\n'

    def statement_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Begin a theorem with its kind, number and title."""
        token = tokens[idx]
        id = f' id="{escape(token.meta["id"])}"' if token.meta["id"] else ""
        kind = token.meta["kind"]
        return (
            f'<div class="statement"{id} data-kind="{kind}">\n<p class="statement-kind">{token.content}</p>\n'
        )

    def alert_title_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Begin the word that says what a callout is: that of the page's language, unless the author has given one."""
        kind, title = tokens[idx - 1].meta["kind"].lower(), tokens[idx + 1]
        if title.content == kind.capitalize():
            for child in title.children or []:
                child.content = word_place(kind)
        return '<p class="callout-kind">'
