"""What stands within a paragraph beyond CommonMark: formulas, citations, references, numbers, calls of notes."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from aeexplain.site.markup.dialect.context import Context, context_of
from aeexplain.site.markup.dialect.foreign import FOREIGN, latex_hint
from aeexplain.site.markup.dialect.includes import ANYWHERE, FORM
from aeexplain.site.markup.dialect.macros import definitions, kept
from aeexplain.site.markup.tex import display, inline
from aeexplain.site.markup.token_handlers import HANDLERS
from aeexplain.site.markup.token_patterns import LIKE_A_DISPLAY, LIKE_A_FORMULA, TOKENS, Token

LIQUID_CITE = re.compile(r"\{%-?\s*cite\s+(?P<keys>[\w:.+/-]+(?:\s+[\w:.+/-]+)*?)\s*-?%\}")
CITING = ("citation", "narrative", "nameless")
BARRED = {
    "a heading": {*CITING, "reference", "texref", "notecall", "image"},
    "a fold's title": {*CITING, "reference", "texref", "notecall", "link", "image"},
    "a caption": {"notecall", "image"},
    "a note": {"notecall", "image"},
    "a citation": {"notecall", *CITING, "image"},
    "a tag": {*CITING, "reference", "texref", "notecall", "link", "image"},
    "a link": {"notecall", *CITING, "reference", "texref"},
}
FORMULAS = {"display", "inline", "bracketed", "parenthesised", "environment"}
KINDS = {"bracketed": "display", "environment": "display", "parenthesised": "inline"}
IN_ALT = "an image's text"
CLOSE_IT = r"close it, or write \$ for a dollar sign"
IN_A_TABLE = r"a bar ends a cell: write \| for one in a formula"


def add_inlines(md: MarkdownIt, scan: Callable[[Context, MarkdownIt, str, int, str], str]) -> None:
    """Have a parser read them; `scan` gives the HTML of a part of the text."""

    def token(state: StateInline, silent: bool) -> bool:
        return _token(state, silent, scan)

    md.inline.ruler.before("escape", "token", token)
    md.inline.ruler.before("token", "foreign", _foreign)


def is_barred(state: StateInline, kind: str, start: int, end: int) -> bool:
    """Tell whether something cannot stand where it stands, and note that."""
    context = context_of(state)
    inside = "a link" if state.linkLevel and context.inside != IN_ALT else context.inside
    if kind not in BARRED.get(inside, ()) and kind not in BARRED.get(context.inside, ()):
        return False
    inside = inside if kind in BARRED.get(inside, ()) else context.inside
    what = f"{state.src[start:end].splitlines()[0]!r} cannot stand in {inside}"
    context.refuse(start, what, "move it into the text", kind)
    return True


def _token(
    state: StateInline, silent: bool, scan: Callable[[Context, MarkdownIt, str, int, str], str]
) -> bool:
    for kind, pattern in TOKENS.get(state.src[state.pos], ()):
        found = pattern.match(state.src, state.pos, state.posMax)
        if found and kind in CITING and _is_a_link(state, found):
            found = pattern.match(state.src, state.pos, found.start("locator"))
        if found and _counts(kind, found):
            if not silent:
                _put(state, kind, found, scan)
            state.pos = found.end()
            return True
    return False


def _is_a_link(state: StateInline, found: re.Match[str]) -> bool:
    """Tell whether what stands between brackets behind a key is the name of a link that is defined."""
    name = found.groupdict().get("at")
    return name is not None and normalizeReference(name) in state.env.get("references", {})


def _counts(kind: str, found: re.Match[str]) -> bool:
    """Tell whether what stands between backslashed brackets or parentheses is a formula."""
    if kind == "bracketed":
        return bool(LIKE_A_DISPLAY.search(found["shown"]))
    return kind != "parenthesised" or bool(LIKE_A_FORMULA.search(found["tex"]))


def _put(
    state: StateInline,
    kind: str,
    found: re.Match[str],
    scan: Callable[[Context, MarkdownIt, str, int, str], str],
) -> None:
    context = context_of(state)
    if kind == "money":
        state.append_pending("$")
    elif context.inside == IN_ALT:
        state.append_pending(
            found["shown" if "shown" in found.groupdict() else "tex"] if kind in FORMULAS else found[0]
        )
    elif kind in ("dollar", "brace", "shortcode", "latex"):
        _refuse_token(context, kind, found)
    elif not is_barred(state, kind, found.start(), found.end()):
        handler = HANDLERS[KINDS.get(kind, kind)]
        token = Token(
            found,
            context.at,
            lambda text, at, inside: scan(context, state.md, text, at, inside),
            context.starts,
            context.escapes,
        )
        with context.errors.collecting():
            macros = (
                definitions(next(found[each] for each in ("shown", "tex") if each in found.groupdict()))
                if handler in (display, inline)
                else None
            )
            if macros is None:
                state.push("aside", "", 0).content = context.add(handler(token))
            else:
                kept(context.macros, macros, token.where)
            return
        context.refused.add(kind)


def _refuse_token(context: Context, kind: str, found: re.Match[str]) -> None:
    at = found.start()
    match kind:
        case "dollar" if context.row and context.row_is_refused:
            return
        case "dollar":
            hint = IN_A_TABLE if context.row else CLOSE_IT
            context.refuse(at, "a formula is not closed", hint, "display")
        case "brace":
            context.refuse(
                at, "a number is not closed", r"close it with }}, or write \{{ for two braces", "display"
            )
        case "shortcode":
            what = f"a command of another generator, {found[0].splitlines()[0]!r:.40}"
            hint = r"write what it gives, or \{ for a brace"
            if cited := LIQUID_CITE.match(found[0]):
                hint = f"write [{'; '.join(f'@{key}' for key in cited['keys'].split())}]"
            context.refuse(at, what, f"write {FORM} alone in its line" if ANYWHERE.match(found[0]) else hint)
        case _:
            context.refuse(
                at, f"a command of LaTeX in the text, \\{found['command']}", latex_hint(found["command"])
            )


def _follows(context: Context, text: str) -> bool:
    """Tell whether something is but the rest of a display that is refused already."""
    return text.startswith("{#eq:") and "display" in context.refused


def _foreign(state: StateInline, silent: bool) -> bool:
    """Refuse what other dialects read as something, and this one would show as it stands."""
    for pattern, what, hint in FOREIGN.get(state.src[state.pos], ()):
        if found := pattern.match(state.src, state.pos, state.posMax):
            if not silent and not _follows(context_of(state), found[0]):
                context_of(state).refuse(state.pos, f"{what}, {found[0].splitlines()[0]!r:.40}", hint)
            state.pos = found.end()
            return True
    return False
