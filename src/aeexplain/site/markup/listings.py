"""Code that stands in an article's text: coloured where its language is named, in a box that scrolls by keyboard too."""

import re
from html import escape, unescape
from unicodedata import east_asian_width

from aeexplain.errors import ExplainError
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.fences import read_fence
from aeexplain.site.markup.nodes import CodeBlock
from aeexplain.word_places import word_place

PRE = re.compile(r"<pre([^>]*)>(?:<code([^>]*)>(.*?)</code>|(?!<code)(.*?))</pre>", re.DOTALL)
LANGUAGE = re.compile(r"\bclass=\"language-([^\s\"]+)")
PIECE = re.compile(r"<[^>]*>|\n|[^<\n]+")
EMPTY = re.compile(r'<span class="[^"]*"></span>')
CLOSING = "</span>"
BOX, BOX_END = '<div class="listing">', "</div>"
DIRECTIVE = re.compile(r"\s*\{(?P<name>[A-Za-z][\w:-]*)\}")
NARROWEST = 24  # letters that have room in a list on a screen of 320 pixels: what is not wider never scrolls


def boxed(html: str) -> str:
    """Return HTML with every <pre> in a box: coloured where its <code> has a class `language-NAME`, focusable where wide."""
    return PRE.sub(_boxed, html)


def language_of(info: str) -> str:
    """Return the language that a fence's info names: python, {.python #id}, {python}; "" where it names none."""
    return read_fence(info, 0, str, ErrorList()).language


def check_language_of(info: str, where: str) -> None:
    """Raise ExplainError where a fence's info names a language that is not known."""
    if (directive := DIRECTIVE.match(info)) and not _is_known(directive["name"]):
        what = f"a directive of MyST, {{{directive['name']}}}"
        raise ExplainError(where, what, "write it in Markdown; of directives there are {note} and its kin")
    if language := language_of(info):
        from aeexplain.site.markup.highlight import check_language

        check_language(language, where)


def _is_known(language: str) -> bool:
    from aeexplain.site.markup.highlight import is_known

    return is_known(language)


def listing(code: CodeBlock) -> str:
    """Return a block of code as HTML: coloured and in its box, with its title, its lines' numbers, marks on lines."""
    language, fence = code.fence.language, code.fence
    named = f' class="language-{escape(language)}"' if language else ""
    pre = f"<pre><code{named}>{escape(code.text, quote=False)}</code></pre>"
    box = _lined(code, language, named) if fence.first_number is not None or fence.marked else boxed(pre)
    classes = " ".join(("listing", *fence.classes))
    label = f' id="{escape(fence.label)}"' if fence.label else ""
    if fence.title:
        inner = box.removeprefix(BOX).removesuffix(BOX_END)
        title = f"<figcaption>{escape(fence.title, quote=False)}</figcaption>"
        return f'<figure class="{escape(classes)}"{label}>{title}{inner}</figure>'
    return box.replace(BOX, f'<div class="{escape(classes)}"{label}>', 1)


def _lined(code: CodeBlock, language: str, named: str) -> str:
    """Return a block of code whose lines are elements: the numbers are no text, so that nobody copies them."""
    fence = code.fence
    source = escape(code.text.removesuffix("\n"), quote=False)
    lines = split_lines(_coloured(language, source))
    width = 0 if fence.first_number is None else len(str(fence.first_number + len(lines) - 1))
    made = []
    for index, line in enumerate(lines):
        tag = "mark" if index + 1 in fence.marked else "span"
        number = "" if fence.first_number is None else f' data-line="{fence.first_number + index:{width}}"'
        made.append(f'<{tag} class="line"{number}>{line}</{tag}>')
    reached = _reachable(code.text, language, width + 2 if width else 1)
    return f"{BOX}<pre{reached}><code{named}>{''.join(made)}</code></pre>{BOX_END}"


def split_lines(html: str) -> list[str]:
    """Return coloured code line by line, with their ends; a colour that goes on over an end is given anew behind it."""
    lines, colour = [""], ""
    for piece in PIECE.findall(html):
        if piece.startswith("<"):
            colour = piece if piece != CLOSING else ""
        lines[-1] += piece
        if piece == "\n":
            lines[-1] += CLOSING if colour else ""
            lines.append(colour)
    return [EMPTY.sub("", line) for line in lines]


def _boxed(match: re.Match[str]) -> str:
    on_pre, on_code, code, bare = match.groups()
    if "tabindex" in on_pre:
        return match[0]
    if code is None:
        return f"{BOX}<pre{on_pre}{_reachable(bare, '')}>{bare}</pre>{BOX_END}"
    named = LANGUAGE.search(on_code)
    language = unescape(named[1]) if named else ""
    shown = _coloured(language, code.removesuffix("\n"))
    return f"{BOX}<pre{on_pre}{_reachable(code, language)}><code{on_code}>{shown}</code></pre>{BOX_END}"


def _coloured(language: str, code: str) -> str:
    """Return code, which is HTML, with colours; as it is where the author's own elements stand in it."""
    if not language or "<" in code:
        return code
    from aeexplain.site.markup.highlight import highlighted_as  # with Pygments, which few articles need

    return highlighted_as(language, unescape(code))


def _reachable(code: str, language: str, beside: int = 0) -> str:
    """Return the attributes by which a keyboard reaches code that may have to scroll; none for narrow code.

    beside: how many letters wide its lines' numbers are.
    """
    lines = unescape(re.sub(r"<[^>]*>", "", code)).splitlines()
    if max(map(_width, lines), default=0) + beside <= NARROWEST:
        return ""
    label = ", ".join(filter(None, (word_place("code_box"), _name(language))))
    return f' tabindex="0" role="group" aria-label="{escape(label)}"'


def _name(language: str) -> str:
    if not language:
        return ""
    from aeexplain.site.markup.highlight import language_name

    return language_name(language)


def _width(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)
