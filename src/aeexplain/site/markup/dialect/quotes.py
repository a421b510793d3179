"""Quotes that name their source: a last paragraph or a last line that begins with a dash."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

SOURCE = re.compile(r"(?:^|\n)[ ]*(?:—|---?|&mdash;)[ ]+(?=\S)([^\n]*)\Z")


def sources(state: StateCore) -> None:
    """Set each quote's source below it, in a figure: HTML wants that outside of the quote."""
    found: list[Token] = []
    opened: list[int] = []
    for token in state.tokens:
        found.append(token)
        if token.type == "blockquote_open":
            opened.append(len(found) - 1)
        elif token.type == "blockquote_close":
            start = opened.pop()
            if source := _source(found, start):
                found.insert(start, Token("quote_open", "figure", 1, {"class": "quote"}, block=True))
                found += _caption(source)
    state.tokens = found


def _source(tokens: list[Token], start: int) -> Token | None:
    """Take the source out of the quote that begins at `start` and return it; None where it has none, or nothing else."""
    if len(tokens) - start < 5:
        return None
    opening, last, closing = tokens[-4:-1]
    if closing.type != "paragraph_close" or last.type != "inline" or opening.level != tokens[start].level + 1:
        return None
    found = SOURCE.search(last.content)
    words = last.content[: found.start()].strip() if found else ""
    if found is None or not (words or len(tokens) - start > 5):
        return None
    first = (last.map or [0, 0])[0] + last.content.count("\n", 0, found.start(1))
    if words:
        last.content = words
    else:
        del tokens[-4:-1]
    return Token("inline", "", 0, content=found[1].strip(), map=[first, first + 1], children=[], block=True)


def _caption(source: Token) -> list[Token]:
    return [
        Token("quote_source_open", "figcaption", 1, block=True),
        source,
        Token("quote_source_close", "figcaption", -1, block=True),
        Token("quote_close", "figure", -1, block=True),
    ]
