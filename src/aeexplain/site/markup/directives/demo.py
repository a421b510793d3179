"""`::demo name {#id option=value} caption`: a figure; lines of it that begin with `::more` go into its fold."""

import re

from aeexplain.errors import ExplainError
from aeexplain.site.markup.figure_head import read_head
from aeexplain.site.markup.nodes import FigureCall, Node
from aeexplain.site.markup.token_patterns import Token

BEHIND = re.compile(r"\s(\{\s*#[^{}\n]*\})\s*\Z")
MORE = re.compile(r"^::more(?:[ \t]+|$)", re.MULTILINE)


def demo(token: Token) -> Node:
    """Return the figure that is called, with its caption and what stands in its fold.

    Without a name, or with braces that cannot be read: ExplainError.
    """
    rest = token["rest"]

    def at(index: int) -> str:
        return token.at(token.match.start("rest") + index)

    head = read_head(rest, lambda index: at(index) if index else token.where)
    marks = list(MORE.finditer(rest, head.end))
    ends = [*(mark.start() for mark in marks), len(rest)]
    text = rest[head.end : ends[0]].strip()
    start = rest.index(text, head.end)
    if behind := BEHIND.search(text):
        hint = f"write it behind the name: ::demo {head.name} {behind[1]}"
        raise ExplainError(at(start + behind.start(1)), "a figure's id behind its caption", hint)
    places = {key: at(index) for key, index in head.starts.items()}
    caption = token.scanned("rest", "a caption", text, start)
    parts = zip((mark.end() for mark in marks), ends[1:], strict=True)
    more = tuple(
        token.scanned("rest", "what stands in a fold", rest[first:end].rstrip(), first)
        for first, end in parts
        if rest[first:end].strip()
    )
    return FigureCall(head.name, caption, token.where, head.label, head.options, places, more)
