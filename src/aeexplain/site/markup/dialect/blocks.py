"""Blocks that CommonMark does not know: displays, directives, folds, captions of tables; and fences that somebody closed."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence

from aeexplain.site.markup.dialect.callouts import FENCED, Opening, callout, push
from aeexplain.site.markup.token_patterns import NUMBERED, STANDING

# By what a display begins with: what ends it, and how it reads in whole.
DISPLAYS = (
    (re.compile(r"\$\$"), "$$", rf"\$\$(?P<shown>(?:\\.|[^\\$]|\$(?!\$))+?)\$\${NUMBERED}"),
    (re.compile(r"\\\["), r"\]", rf"\\\[(?P<shown>(?:\\(?!\]).|[^\\])+)\\\]{NUMBERED}"),
    (re.compile(r"\\\\\["), r"\\]", rf"\\\\\[(?P<shown>(?:(?!\\\\\]).)+)\\\\\]{NUMBERED}"),
    (
        re.compile(rf"\\begin\{{(?P<env>(?:{STANDING})\*?)\}}"),
        r"\end{%s}",
        rf"(?P<shown>\\begin\{{(?P<env>(?:{STANDING})\*?)\}}.*\\end\{{(?P=env)\}}){NUMBERED}",
    ),
)
WHOLE = {closing: re.compile(rf"\s*{pattern}\s*", re.DOTALL) for _, closing, pattern in DISPLAYS}
BARE = re.compile(rf"(?P<shown>.*?){NUMBERED}", re.DOTALL)
MARK = re.compile(r":::(?!:)")
BEHIND_DIRECTIVE = re.compile(r":::(?!:)|::(?!more\b)[a-z]|```|~~~")
DIRECTIVE = re.compile(r"::(?!:)")
CAPTION = re.compile(r"Table:(?:[ \t]|$)")
BEHIND_CAPTION = re.compile(r"\||:::|\[\^")
INTERRUPTS = ["paragraph", "reference", "blockquote", "list"]


def add_blocks(md: MarkdownIt) -> None:
    """Have a parser read the article's own blocks."""
    rules = md.block.ruler
    rules.before("table", "caption", _caption, {"alt": []})
    rules.before("caption", "directive", _directive, {"alt": INTERRUPTS})
    rules.before("directive", "fold", _fold, {"alt": INTERRUPTS})
    rules.before("fold", "callout", callout, {"alt": INTERRUPTS})
    rules.before("fold", "display", _display, {"alt": ["paragraph", "reference"]})
    rules.at("fence", _fence, {"alt": INTERRUPTS})


def whole_display(text: str) -> re.Match[str]:
    """Return how the text of a display reads; one without marks, as between fences, is TeX alone."""
    found = next(filter(None, (pattern.fullmatch(text) for pattern in (*WHOLE.values(), BARE))), None)
    if found is None:
        raise RuntimeError("a display's rule and its pattern differ")
    return found


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push(state: StateBlock, kind: str, start: int, end: int) -> bool:
    """Push the lines from `start` to `end` as one token that holds them."""
    token = state.push(kind, "", 0)
    token.content = state.getLines(start, end, state.blkIndent, False)
    token.map = [start, end]
    state.line = end
    return True


def _display(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = _text(state, start)
    if not first.startswith(("$$", "\\")) or state.is_code_block(start):
        return False
    for opening, closing, _ in DISPLAYS:
        if found := opening.match(first):
            mark = closing % found["env"] if "%" in closing else closing
            last = _closing_line(state, start, end, mark, found.end())
            if last is None:
                return False
            text = state.getLines(start, last + 1, state.blkIndent, False).lstrip()
            # What stands in a paragraph and in one line is left to it, which goes on behind.
            if (silent and last == start) or not WHOLE[closing].fullmatch(text):
                return False
            return silent or _push(state, "display", start, last + 1)
    return False


def _closing_line(state: StateBlock, start: int, end: int, mark: str, at: int) -> int | None:
    """Return the line of a block in which a mark stands, searched from `at` in the first line; None where there is none."""
    for line in range(start, end):
        if line > start and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        if mark in _text(state, line)[at:]:
            return line
        at = 0
    return None


def _paragraph_end(state: StateBlock, start: int, end: int, other: re.Pattern[str]) -> int:
    """Return the line behind a paragraph that begins at `start`; what begins as `other` says is none of it."""
    line = start + 1
    while line < end and not state.isEmpty(line) and not other.match(_text(state, line)):
        line += 1
    return line


def _fold(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not MARK.match(_text(state, start)) or state.is_code_block(start):
        return False
    return silent or _push(state, "fold" if state.level == 0 else "nested_fold", start, start + 1)


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not DIRECTIVE.match(_text(state, start)) or state.is_code_block(start):
        return False
    kind = "directive" if state.level == 0 else "nested_directive"
    return silent or _push(state, kind, start, _paragraph_end(state, start, end, BEHIND_DIRECTIVE))


def _caption(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.level or not CAPTION.match(_text(state, start)) or state.is_code_block(start):
        return False
    return silent or _push(state, "caption", start, _paragraph_end(state, start, end, BEHIND_CAPTION))


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a fence as CommonMark does, and note one that is never closed: it takes the rest of the text."""
    if not fence(state, start, end, silent):
        return False
    if not silent:
        token, mark, behind = state.tokens[-1], state.tokens[-1].markup, state.line
        last = _text(state, behind - 1).rstrip(" \t")
        closed = behind - 1 > start and set(last) == {mark[0]} and len(last) >= len(mark)
        token.meta = {"closed": closed}
        if closed and (found := FENCED.match(token.info.strip())):
            state.tokens.pop()
            push(state, Opening(found["name"], found["title"]), start, behind - 1, behind)
    return True
