"""Nothing that an author wrote is lost without a word: what Markdown would leave out of the page is an error with its place."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import FoldClosing, Link, NoteCall, NoteText, Scanned
from aeexplain.site.markup.placeholders import numbers

WORD = re.compile(r"[^\W_]+")
# A link's address elsewhere, under a name; the name where it is used: they are there for Markdown alone.
DEFINITION = re.compile(r"^[ >]*\[[^\]\n]+\]:[^\n]*(?:\n[ \t]*[\"'(][^\n]*)?$", re.MULTILINE)
NAME = re.compile(r"\][ \n]?\[[^\[\]]*\]")


def losses(body: Scanned, html: str, where: str) -> Iterator[ExplainError]:
    """Yield an error for each node of an article and each word that its HTML lacks."""
    shown = set(numbers(html))
    notes = {node.name: index for index, node in enumerate(body.nodes) if isinstance(node, NoteText)}
    for index in numbers(body.markdown):
        node = body.nodes[index]
        if isinstance(node, NoteCall) and notes.get(node.name, index) not in shown:
            what = f"the note {node.name!r} cannot be called from here"
            yield ExplainError(node.where, what, "call it from the text, outside of HTML")
        elif index not in shown and not isinstance(node, Link | FoldClosing):
            place = getattr(node, "where", where)
            yield ExplainError(place, "would be shown nowhere", "set it apart by empty lines")
    wanted = Counter(_words(NAME.sub("]", DEFINITION.sub("", body.markdown))))
    there = Counter(_words(html))
    if wanted - there:
        there |= Counter(_words(unescape(html)))
    for word in wanted - there:
        place = f"{where}:{_line(body, word)}"
        hint = "a row of a table with more cells than its head is cut off, for example"
        yield ExplainError(place, f"the word {word!r:.40} would be shown nowhere", hint)


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if not word.isdigit()]  # numbers of lists are Markdown's


def _line(body: Scanned, word: str) -> int:
    """Return the last line in which an article has a word."""
    found = [*re.finditer(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", body.source)]
    return body.first_line + (body.source.count("\n", 0, found[-1].start()) if found else 0)
