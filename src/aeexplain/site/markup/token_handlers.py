"""What each kind of token sets aside: one function a node; what cannot be read is refused with its place."""

import re
from collections.abc import Callable

from aeexplain.errors import ExplainError
from aeexplain.site.markup.directives import read_container, read_directive
from aeexplain.site.markup.nodes import (
    Citation,
    Cited,
    Formula,
    Image,
    Link,
    Metric,
    Node,
    NoteCall,
    NoteText,
    Reference,
    TableCaption,
)
from aeexplain.site.markup.token_patterns import CITED, LABEL_AT_END, PUNCTUATION, Token

ESCAPED = re.compile(rf"\\({PUNCTUATION})")


def display(token: Token) -> Node:
    """`$$TeX$$`, perhaps with `{#eq:name}`."""
    label = token.match["numbered"]
    if label is not None and not re.fullmatch(r"eq:[\w.-]*\w", label):
        raise ExplainError(token.where, f"{label!r} is no label of an equation", "write {#eq:NAME}")
    return Formula(token["shown"], True, token.place("shown"), label or "")


def inline(token: Token) -> Node:
    """`$TeX$`."""
    return Formula(token["tex"], False, token.place("tex"))


def figure(token: Token) -> Node:
    """`::name rest`, a directive."""
    return read_directive(token)


def fold(token: Token) -> Node:
    """`::: deeper Title` or `:::`."""
    return read_container(token)


def foldamid(token: Token) -> Node:
    """The same within a list, a quote or a line, where it is refused."""
    hint = "write it at the beginning of a line, outside of lists and quotes"
    raise ExplainError(token.where, "a fold neither begins nor ends within something else", hint)


def table(token: Token) -> Node:
    """`Table: caption {#tab:name}`."""
    found = LABEL_AT_END.search(token["title"])
    if not found or not re.fullmatch(r"tab:[\w.-]*\w", found["label"]):
        raise ExplainError(token.where, "a table's caption without a label", "end it with {#tab:NAME}")
    text = token["title"][: found.start()].rstrip()
    return TableCaption(found["label"], token.scanned("title", "a caption", text), token.where)


def note(token: Token) -> Node:
    """`[^name]: text`."""
    if token["more"]:
        what = f"the note {token['note_name']!r} has more than one paragraph"
        raise ExplainError(token.where, what, "shorten it to one")
    return NoteText(token["note_name"], token.scanned("note_text", "a note").strip(), token.where)


def notecall(token: Token) -> Node:
    """`[^name]`."""
    return NoteCall(token["called"], token.where)


def image(token: Token) -> Node:
    """`![alt](source)`."""
    source = token["source"] or token["source_angle"]
    return Image(ESCAPED.sub(r"\1", source), ESCAPED.sub(r"\1", token["alt"]), token.where)


def link(token: Token) -> Node:
    """The target in `[text](target)` or in `[name]: target`."""
    group = next(name for name in ("target_angle", "target", "defined") if token.match[name] is not None)
    return Link(ESCAPED.sub(r"\1", token[group]), token.place(group))


def metric(token: Token) -> Node:
    """`{{ call }}`."""
    return Metric(token["call"].strip(), token.where)


def reference(token: Token) -> Node:
    """`@fig:name` and the other kinds of label."""
    return Reference(token["label"], token.where)


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
    where = token.at(token.offset + token.match.start("cited") + start + len(part) - len(part.lstrip()))
    found = CITED.fullmatch(part)
    if not found:
        raise ExplainError(where, f"{part.strip()!r} cites nothing", "write [@key; @other, p. 3]")
    before = token.scanned("cited", "a citation", found["before"], start)
    after = token.scanned("cited", "a citation", found["after"], start + found.start("after"))
    return Cited(found["key"], before.strip(), after.strip(" ,\n"), where)


HANDLERS: dict[str, Callable[[Token], Node]] = {
    each.__name__: each
    for each in (
        *(display, inline, figure, fold, foldamid, table, note, notecall),
        *(image, link, metric, reference, narrative, citation),
    )
}
