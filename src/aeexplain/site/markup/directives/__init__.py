"""Directives: lines `::name rest`, and `::: name rest` … `:::` around what they hold. One directive is one file here."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.markup.dialect.callouts import KINDS, read_opening
from aeexplain.site.markup.directives.deeper import deeper
from aeexplain.site.markup.directives.demo import demo
from aeexplain.site.markup.directives.image import image
from aeexplain.site.markup.nodes import FoldClosing, FoldOpening, Node
from aeexplain.site.markup.token_patterns import STATEMENTS, Token

DIRECTIVES: dict[str, Callable[[Token], Node]] = {"demo": demo, "image": image}
CONTAINERS: dict[str, Callable[[Token, str, int], FoldOpening]] = {"deeper": deeper}
SHOWN = re.compile(r"[:\s]*(?P<name>\{[^}]*\}?|\S*)")
MARK = re.compile(r":::[ \t]*(?P<name>\S*)[ \t]*(?P<rest>.*)")


def read_directive(token: Token) -> Node:
    """Return what a directive calls; one of an unknown name: ExplainError that names its neighbour."""
    name = token["directed"]
    if name in CONTAINERS:
        what = f"{name!r} begins with three colons, for it holds text"
        raise ExplainError(token.where, what, f"write ::: {name} TITLE, and ::: where it ends")
    if name not in DIRECTIVES:
        raise ExplainError(token.where, f"no directive named {name!r}", did_you_mean(name, DIRECTIVES))
    return DIRECTIVES[name](token)


def read_container(token: Token) -> FoldOpening | FoldClosing:
    """Return where something that holds text begins or ends; what is neither: ExplainError."""
    found = MARK.match(token["fold"])
    name = found["name"] if found else ""
    if not found or not name:
        return FoldClosing(token.where)
    if name in DIRECTIVES:
        raise ExplainError(
            token.where, f"{name!r} begins with two colons, for it holds no text", f"write ::{name}"
        )
    if name not in CONTAINERS:
        raise _unknown(token)
    return CONTAINERS[name](token, found["rest"], found.start("rest"))


def _unknown(token: Token) -> ExplainError:
    """Return what is wrong with a mark that begins nothing."""
    named = SHOWN.match(token["fold"])
    shown = named["name"] if named else ""
    if opening := read_opening(token["fold"].strip()):
        return ExplainError(token.where, f"{opening.name!r} is not closed", "end it with a line :::")
    words = re.sub(r"[^\w-]+", " ", shown).split()
    known = (*CONTAINERS, *STATEMENTS, *(f"callout-{kind}" for kind in KINDS))
    near = next((found for word in words for found in get_close_matches(word, known, n=1)), "")
    written = f"{{.{near}}}" if near.startswith("callout-") else near
    hint = f"did you mean {written!r}?" if near else f"there are: {', '.join(known)}"
    return ExplainError(token.where, f"nothing named {shown!r:.60} can hold text", hint)
