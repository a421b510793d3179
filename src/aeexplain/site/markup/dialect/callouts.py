"""Callouts as other generators write them: Quarto's and MyST's containers and fences, the boxes of MkDocs.

GitHub's own, `> [!NOTE]`, are markdown-it's. All become one kind of token.
"""

import re

from markdown_it.rules_block import StateBlock

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
    rf":{{3,}}[ \t]*(?:\{{(?:[.]callout-)?(?P<braced>{NAMES})(?P<rest>[^}}\n]*)\}}|(?P<bare>{NAMES})(?![\w-]))"
    r"[ \t]*(?P<title>[^\n]*)"
)
BOX = re.compile(rf"!!![ \t]+(?P<name>{NAMES})(?![\w-])[^\n\"]*(?:\"(?P<title>[^\"\n]*)\")?[ \t]*\Z")
COLONS = re.compile(r":{3,}[ \t]*(?P<more>\S?)")
TITLE = re.compile(r"title=(?:\"([^\"]*)\"|'([^']*)')")
OPTION = re.compile(r":[\w-]+:")


def callout(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a container or a box, a rule of markdown-it."""
    text = _text(state, start)
    if not text.startswith((":::", "!!!")) or state.is_code_block(start):
        return False
    if found := CONTAINER.match(text):
        last = _container_end(state, start, end)
        if last is None:
            return False
        given = TITLE.search(found["rest"] or "")
        title = next(filter(None, given.groups()), "") if given else found["title"]
        return silent or push(state, found["braced"] or found["bare"], title, start, last, last + 1)
    if found := BOX.match(text):
        last = _box_end(state, start, end)
        if silent:
            return True
        state.blkIndent += 4
        push(state, found["name"], found["title"] or "", start, last, last)
        state.blkIndent -= 4
        return True
    return False


def push(state: StateBlock, name: str, title: str, start: int, last: int, behind: int) -> bool:
    """Push a callout whose text goes from the line behind `start` to that before `last`, and go on in the line `behind`."""
    kind = KIND[name]
    opening = state.push("alert_open", "div", 1)
    opening.meta, opening.map = {"kind": kind}, [start, behind]
    state.push("alert_title_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = title.strip() or kind.capitalize(), [], [start, start + 1]
    state.push("alert_title_close", "p", -1)
    first = start + 1
    while first < last and OPTION.match(_text(state, first)):
        first += 1
    kept, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, first, last)
    state.lineMax, state.line = kept, behind
    state.push("alert_close", "div", -1)
    return True


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
