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
from aeexplain.site.markup.token_patterns import BRACED_LOCATOR, CITED, LABEL_AT_END, Token

NEXT_CITED = re.compile(r";(?=[^;]*@)")
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
    label = re.sub(r"\Atbl[-:]|\Atab-", "tab:", found["label"]) if found else ""
    if not found or not re.fullmatch(r"tab:[\w.-]*\w", label):
        raise ExplainError(token.where, "a table's caption without a label", "end it with {#tab:NAME}")
    text = token["title"][: found.start()].rstrip()
    return TableCaption(label, token.scanned("title", "a caption", text), token.where)


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
    """`@key`, perhaps with `[p. 3]` or `[p. 3; @other]` behind it."""
    return _narrative(token)


def nameless(token: Token) -> Node:
    """`-@key`, the year alone."""
    return _narrative(token, nameless=True)


def _narrative(token: Token, nameless: bool = False) -> Citation:
    first, *others = NEXT_CITED.split(token["at"])
    after = token.scanned("at", "a citation", first).strip(" ,\n") if first else ""
    cited = [Cited(token["key"].strip("{}"), "", after, token.where, nameless)]
    start = len(first) + 1
    for part in others:
        cited.append(_cited(token, part, start, "at"))
        start += len(part) + 1
    return Citation(tuple(cited), narrative=True)


def citation(token: Token) -> Node:
    """`[see @key, p. 3; @other]`."""
    start, cited = 0, []
    for part in token["cited"].split(";"):
        cited.append(_cited(token, part, start))
        start += len(part) + 1
    return Citation(tuple(cited), narrative=False)


def _cited(token: Token, part: str, start: int, group: str = "cited") -> Cited:
    where = token.at(token.match.start(group) + start + len(part) - len(part.lstrip()))
    found = CITED.fullmatch(part)
    if not found:
        raise ExplainError(where, f"{part.strip()!r} cites nothing", "write [@key; @other, p. 3]")
    before = token.scanned(group, "a citation", found["before"], start)
    behind = BRACED_LOCATOR.sub(r"\g<before>  \g<inside>", found["after"], count=1)
    behind = behind if BRACED_LOCATOR.match(found["after"]) else found["after"]
    after = token.scanned(group, "a citation", behind, start + found.start("after"))
    key = found["key"].strip("{}")
    return Cited(key, before.strip(), after.strip(" ,\n"), where, bool(found["dash"]))


HANDLERS: dict[str, Callable[[Token], Node]] = {
    each.__name__: each
    for each in (
        *(display, inline, figure, fold, table, notecall),
        *(metric, reference, texref, narrative, nameless, citation),
    )
}
