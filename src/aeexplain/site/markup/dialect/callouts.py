"""Callouts and theorems as other generators write them: Quarto's and MyST's containers and fences, the boxes of MkDocs.

GitHub's own callouts, `> [!NOTE]`, are markdown-it's. All become one kind of token, and theorems and their kin another.
"""

import re
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock

from aeexplain.site.markup.dialect.attributes import AT_END, BRACES, Attributes, read_attributes
from aeexplain.site.markup.token_patterns import STATEMENTS

KINDS = {
    "note": "note info seealso abstract summary",
    "tip": "tip hint success",
    "important": "important",
    "warning": "warning attention",
    "caution": "caution danger error failure bug",
}
KIND = {name: kind for kind, names in KINDS.items() for name in names.split()}
NAMES = "|".join(KIND)
FENCED = re.compile(rf"\{{(?P<name>{NAMES})\}}[ \t]*(?P<title>[^\n]*)")
CONTAINER = re.compile(
    rf":{{3,}}[ \t]*(?:(?P<braces>\{{[^{{}}\n]*\}})|(?P<bare>{NAMES}|{'|'.join(STATEMENTS)})(?![\w-]))[ \t]*(?P<title>[^\n]*)"
)
MYST = re.compile(rf"\{{(?P<name>{NAMES})(?![\w-])(?P<rest>[^}}\n]*)\}}")
BOX = re.compile(rf"!!![ \t]+(?P<name>{NAMES})(?![\w-])[^\n\"]*(?:\"(?P<title>[^\"\n]*)\")?[ \t]*\Z")
COLONS = re.compile(r":{3,}[ \t]*(?P<more>\S?)")
TITLE = re.compile(r"title=(?:\"([^\"]*)\"|'([^']*)')")
OPTION = re.compile(r":[\w-]+:")
HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.*?)(?:[ \t]+#+)?[ \t]*\Z")
BY_PREFIX = {prefix: kind for kind, prefix in STATEMENTS.items() if prefix}
NOTHING = Attributes("", (), ())


@dataclass(frozen=True)
class Opening:
    """How a container begins: its name, its title, and the id that it is given, each "" for none.

    takes_heading: a heading that comes first in it is its title, as Quarto has it.
    """

    name: str
    title: str
    id: str = ""
    takes_heading: bool = False


def read_opening(line: str) -> Opening | None:
    """Return how a line begins a callout or a theorem; None where it does not."""
    found = CONTAINER.match(line)
    if found is None:
        return None
    if found["bare"]:
        behind = AT_END.search(found["title"])
        given = (read_attributes(behind) if behind else None) or NOTHING
        title = found["title"][: behind.start()] if behind else found["title"]
        return Opening(found["bare"], _title(given) or title.strip(), given.id, found["bare"] in STATEMENTS)
    if myst := MYST.fullmatch(found["braces"]):
        written = TITLE.search(myst["rest"])
        title = next(filter(None, written.groups()), "") if written else found["title"]
        return Opening(myst["name"], title.strip())
    braces = BRACES.fullmatch(found["braces"])
    given = (read_attributes(braces) if braces else None) or NOTHING
    name = _name(given)
    return Opening(name, _title(given) or found["title"].strip(" :\t"), given.id, True) if name else None


def _name(given: Attributes) -> str:
    """Return what classes or the id of a container of Quarto's say that it is, "" for nothing that is known."""
    for each in given.classes:
        if each.removeprefix("callout-") in KIND and each.startswith("callout-"):
            return each.removeprefix("callout-")
        if each in STATEMENTS:
            return each
    prefix = re.match(r"(\w+)[-:]", given.id)
    return BY_PREFIX.get(prefix[1], "") if prefix else ""


def _title(given: Attributes) -> str:
    values = dict(given.values)
    return (values.get("title") or values.get("name") or "").strip()


def callout(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a container or a box, a rule of markdown-it."""
    text = _text(state, start)
    if not text.startswith((":::", "!!!")) or state.is_code_block(start):
        return False
    if opening := read_opening(text):
        last = _container_end(state, start, end)
        if last is None:
            return False
        return silent or push(state, opening, start, last, last + 1)
    if found := BOX.match(text):
        last = _box_end(state, start, end)
        if silent:
            return True
        state.blkIndent += 4
        push(state, Opening(found["name"], found["title"] or ""), start, last, last)
        state.blkIndent -= 4
        return True
    return False


def push(state: StateBlock, opening: Opening, start: int, last: int, behind: int) -> bool:
    """Push a container whose text goes from the line behind `start` to that before `last`, and go on in the line `behind`."""
    first, titled, title = start + 1, start, opening.title.strip()
    while first < last and OPTION.match(_text(state, first)):
        first += 1
    if opening.takes_heading and not title:
        begins = next((line for line in range(first, last) if not state.isEmpty(line)), last)
        if begins < last and (heading := HEADING.match(_text(state, begins))):
            first, titled, title = begins + 1, begins, AT_END.sub("", heading["title"])
    closing = _push_head(state, opening, title, titled, (start, behind))
    kept, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, first, last)
    state.lineMax, state.line = kept, behind
    state.push(closing, "div", -1)
    return True


def _push_head(state: StateBlock, opening: Opening, title: str, titled: int, lines: tuple[int, int]) -> str:
    """Push what begins a container whose title stands in the line `titled`, and return the token that ends it."""
    if opening.name in STATEMENTS:
        token = state.push("statement_open", "div", 1)
        token.meta = {"kind": opening.name, "title": title, "id": opening.id}
        token.content, token.map = _text(state, titled), list(lines)
        token.meta["titled"] = titled
        return "statement_close"
    kind = KIND[opening.name]
    token = state.push("alert_open", "div", 1)
    token.meta, token.map = {"kind": kind, "id": opening.id}, list(lines)
    state.push("alert_title_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = title or kind.capitalize(), [], [titled, titled + 1]
    state.push("alert_title_close", "p", -1)
    return "alert_close"


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _container_end(state: StateBlock, start: int, end: int) -> int | None:
    """Return the line that closes a container; None where none does."""
    depth = 0
    for line in range(start, end):
        if line > start and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        if found := COLONS.match(_text(state, line)):
            depth += 1 if found["more"] else -1
            if not depth:
                return line
    return None


def _box_end(state: StateBlock, start: int, end: int) -> int:
    """Return the line behind a box: the first that is not indented."""
    line = start + 1
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + 4):
        line += 1
    return line
