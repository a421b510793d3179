"""`::demo name caption`: a figure."""

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import FigureCall, Node
from aeexplain.site.markup.token_patterns import Token


def demo(token: Token) -> Node:
    """Return the figure that is called, with its caption; without a name: ExplainError."""
    name, *caption = token["rest"].split(maxsplit=1)[:2] or [""]
    if not name:
        raise ExplainError(token.where, "a demo without a name", "write ::demo NAME and its caption")
    text = caption[0].rstrip() if caption else ""
    start = token["rest"].index(text, len(name))
    return FigureCall(name, token.scanned("rest", "a caption", text, start), token.where)
