"""`{% include "part.md" %}`, alone in its line: what another file holds stands here, read as blocks of the article."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from aeexplain.errors import ExplainError
from aeexplain.site.core.text import PRIVATE, UNPRINTABLE
from aeexplain.site.markup.dialect.context import Context, context_of
from aeexplain.site.markup.limits import LONGEST, check_bounds
from aeexplain.site.markup.token_handlers import HANDLERS

NAME = r"""(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s"'%{}]+))"""
INCLUDE = re.compile(
    rf"\{{%-?[ \t]*include(?:_relative)?[ \t]+{NAME}[ \t]*(?P<more>[^%\n]*?)[ \t]*-?%\}}[ \t]*\Z"
)
ANYWHERE = re.compile(rf"\{{%-?[ \t]*include(?:_relative)?[ \t]+{NAME}")
UNFIT = (
    (PRIVATE, "a private-use character, which the builder keeps for itself"),
    (UNPRINTABLE, "a character that no page can show"),
)
IN_ITS_PLACE = "\ufffd"
DEEPEST = 10  # files that include one another
FORM = '{% include "FILE" %}'


def name_of(found: re.Match[str]) -> str:
    """Return the name of the file that an include names."""
    return next(found[each] for each in ("double", "single", "bare") if found[each] is not None)


def add_includes(md: MarkdownIt, interrupts: list[str]) -> None:
    """Have a parser read other files where an article includes them."""
    md.block.ruler.before("paragraph", "include", _include, {"alt": interrupts})


def fit(text: str, line: Callable[[int, int], str], context: Context) -> str:
    """Return a text without characters that no article may hold, each kind of which is noted at its first place."""
    text = text.replace("\r", " ")  # which would end a line for the parser alone
    for kind, what in UNFIT:
        if found := kind.search(text):
            row, start = text.count("\n", 0, found.start()), text.rfind("\n", 0, found.start()) + 1
            context.errors.add(line(row, found.start() - start), what, "remove it")
            text = kind.sub(IN_ITS_PLACE, text)
    return text


def _include(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = INCLUDE.match(text) if text.startswith("{%") and not state.is_code_block(start) else None
    if found is None or silent:
        return found is not None
    context = context_of(state)
    where = context.line(start, max(context.lines[start].find("{%"), 0))
    state.line = start + 1
    before = len(context.errors)
    with context.errors.collecting():
        _read(state, context, found, where)
    if len(context.errors) > before:
        context.refused |= {*HANDLERS, "note", "heading", "link", "image"}  # for what it holds is not known
    return True


def _read(state: StateBlock, context: Context, found: re.Match[str], where: str) -> None:
    """Read the blocks of a file into the article's; in `context.lines` its lines follow all others."""
    if found["more"]:
        what = f"{found['more']!r:.40} behind the name of a file that is included"
        raise ExplainError(where, what, f"write {FORM}: it takes no parameters")
    file, text = context.included(name_of(found), where)
    _check_depth(context, file, where)
    context.characters += len(text)
    if context.characters > LONGEST:
        what = f"the article has more than {LONGEST:,} characters with what it includes"
        raise ExplainError(where, what, "make it two articles")
    check_bounds(text, file, 1)
    text = fit(text, lambda row, column: f"{file}:{row + 1}:{column + 1}", context)
    first = len(context.lines)
    context.origins.append((first, file, 1))
    context.lines.extend(text.split("\n"))
    context.including.append(file)
    inner = StateBlock(text, state.md, state.env, state.tokens)
    # Its lines are numbered behind those of the article, as places are looked up.
    for marks in (inner.bMarks, inner.eMarks, inner.tShift, inner.sCount, inner.bsCount):
        marks[:0] = [0] * first
    inner.lineMax += first
    inner.level, inner.parentType = state.level, state.parentType
    state.md.block.tokenize(inner, first, inner.lineMax)
    context.including.pop()


def _check_depth(context: Context, file: str, where: str) -> None:
    if file in (context.where, *context.including):
        raise ExplainError(where, f"{file} includes itself", "remove one of the includes")
    if len(context.including) >= DEEPEST:
        what = f"files that include one another more than {DEEPEST} deep"
        raise ExplainError(where, what, "include them from the article")
