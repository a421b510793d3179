"""What each kind of token sets aside: one function a node; what cannot be read is refused with its place."""

import re
from collections.abc import Callable

from aeexplain.errors import ExplainError
from aeexplain.site.markup.directives import read_container, read_directive
from aeexplain.site.markup.nodes import (
    Citation,
    Cited,
    Metric,
    Node,
    NoteCall,
    Reference,
    TableCaption,
)
from aeexplain.site.markup.tex import display, inline
from aeexplain.site.markup.token_patterns import CITED, LABEL_AT_END, Token

STYLES = {"eqref": "({})", "ref": "{}"}


def figure(token: Token) -> Node:
    """`::name rest`, a directive."""
    return read_directive(token)


def fold(token: Token) -> Node:
    """`::: deeper Title` or `:::`."""
    return read_container(token)


def table(token: Token) -> Node:
    """`Table: caption {#tab:name}`."""
    found = LABEL_AT_END.search(token["title"])
    if not found or not re.fullmatch(r"tab:[\w.-]*\w", found["label"]):
        raise ExplainError(token.where, "a table's caption without a label", "end it with {#tab:NAME}")
    text = token["title"][: found.start()].rstrip()
    return TableCaption(found["label"], token.scanned("title", "a caption", text), token.where)


def notecall(token: Token) -> Node:
    """`[^name]`."""
    return NoteCall(token["called"], token.where)


def metric(token: Token) -> Node:
    """`{{ call }}`."""
    return Metric(token["call"].strip(), token.where)


def reference(token: Token) -> Node:
    """`@fig:name` and the other kinds of label."""
    return Reference(token["label"], token.where)


def texref(token: Token) -> Node:
    r"""`\eqref{eq:name}`, `\ref{fig:name}` and their kin; what has no kind is an equation's."""
    label = token["label"].strip()
    if not label:
        raise ExplainError(token.where, "a reference to nothing", rf"write \{token['command']}{{eq:NAME}}")
    return Reference(label if ":" in label else f"eq:{label}", token.where, STYLES.get(token["command"], ""))


def narrative(token: Token) -> Node:
    """`@key`."""
    return Citation((Cited(token["key"], "", "", token.where),), narrative=True)


def citation(token: Token) -> Node:
    """`[see @key, p. 3; @other]`."""
    start, cited = 0, []
    for part in token["cited"].split(";"):
        cited.append(_cited(token, part, start))
        start += len(part) + 1
    return Citation(tuple(cited), narrative=False)


def _cited(token: Token, part: str, start: int) -> Cited:
    where = token.at(token.match.start("cited") + start + len(part) - len(part.lstrip()))
    found = CITED.fullmatch(part)
    if not found:
        raise ExplainError(where, f"{part.strip()!r} cites nothing", "write [@key; @other, p. 3]")
    before = token.scanned("cited", "a citation", found["before"], start)
    after = token.scanned("cited", "a citation", found["after"], start + found.start("after"))
    return Cited(found["key"], before.strip(), after.strip(" ,\n"), where)


HANDLERS: dict[str, Callable[[Token], Node]] = {
    each.__name__: each
    for each in (
        *(display, inline, figure, fold, table, notecall),
        *(metric, reference, texref, narrative, citation),
    )
}
