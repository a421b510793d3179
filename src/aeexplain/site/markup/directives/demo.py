"""`::demo name {#id option=value} caption`: a figure."""

import re

from aeexplain.errors import ExplainError
from aeexplain.site.markup.figure_head import read_head
from aeexplain.site.markup.nodes import FigureCall, Node
from aeexplain.site.markup.token_patterns import Token

BEHIND = re.compile(r"\s(\{\s*#[^{}\n]*\})\s*\Z")


def demo(token: Token) -> Node:
    """Return the figure that is called, with its caption; without a name, or with braces that cannot be read: ExplainError."""
    rest = token["rest"]

    def at(index: int) -> str:
        return token.at(token.offset + token.match.start("rest") + index)

    head = read_head(rest, lambda index: at(index) if index else token.where)
    text = rest[head.end :].strip()
    start = rest.index(text, head.end)
    if behind := BEHIND.search(text):
        hint = f"write it behind the name: ::demo {head.name} {behind[1]}"
        raise ExplainError(at(start + behind.start(1)), "a figure's id behind its caption", hint)
    places = {key: at(index) for key, index in head.starts.items()}
    caption = token.scanned("rest", "a caption", text, start)
    return FigureCall(head.name, caption, token.where, head.label, head.options, places)
