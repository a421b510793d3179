"""Directives: lines `::name rest` that an article calls something by. One directive is one file here."""

from collections.abc import Callable

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.markup.directives.demo import demo
from aeexplain.site.markup.nodes import Node
from aeexplain.site.markup.token_patterns import Token

DIRECTIVES: dict[str, Callable[[Token], Node]] = {"demo": demo}


def read_directive(token: Token) -> Node:
    """Return what a directive calls; one of an unknown name: ExplainError that names its neighbour."""
    name = token["directed"]
    if name not in DIRECTIVES:
        raise ExplainError(token.where, f"no directive named {name!r}", did_you_mean(name, DIRECTIVES))
    return DIRECTIVES[name](token)
