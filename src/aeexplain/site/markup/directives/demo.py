"""`::demo name caption`: a figure; lines of it that begin with `::more` go into its fold."""

import re

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import FigureCall, Node
from aeexplain.site.markup.token_patterns import Token

MORE = re.compile(r"^::more(?:[ \t]+|$)", re.MULTILINE)


def demo(token: Token) -> Node:
    """Return the figure that is called, with its caption and what stands in its fold; without a name: ExplainError."""
    name, *caption = token["rest"].split(maxsplit=1)[:2] or [""]
    if not name:
        raise ExplainError(token.where, "a demo without a name", "write ::demo NAME and its caption")
    start = token["rest"].index(caption[0], len(name)) if caption else len(token["rest"])
    marks = list(MORE.finditer(token["rest"], start))
    ends = [*(mark.start() for mark in marks), len(token["rest"])]
    text = token["rest"][start : ends[0]].rstrip()
    further = [
        _scanned(token, "what stands in a fold", mark.end(), end)
        for mark, end in zip(marks, ends[1:], strict=True)
    ]
    return FigureCall(
        name, token.scanned("rest", "a caption", text, start), token.where, tuple(filter(None, further))
    )


def _scanned(token: Token, what: str, start: int, end: int) -> str:
    return token.scanned("rest", what, token["rest"][start:end].rstrip(), start)
