"""Code that stands in an article's text: coloured where its language is named, in a box that scrolls by keyboard too."""

import re
from html import escape, unescape
from unicodedata import east_asian_width

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import CodeBlock
from aeexplain.word_places import word_place

PRE = re.compile(r"<pre([^>]*)>(?:<code([^>]*)>(.*?)</code>|(?!<code)(.*?))</pre>", re.DOTALL)
LANGUAGE = re.compile(r"\bclass=\"language-([^\s\"]+)")
INFO = re.compile(r"\s*(?:\{(?P<braced>[^}\n]*)\}|\.?(?P<word>[^\s{]*))")
NAMED = re.compile(r"\s*\.?([A-Za-z][^\s.#={}]*)(?=[\s}]|\Z)|[^}]*?\s\.([^\s.#=]+)")
DIRECTIVE = re.compile(r"\s*\{(?P<name>[A-Za-z][\w:-]*)\}")
NARROWEST = 24  # letters that have room in a list on a screen of 320 pixels: what is not wider never scrolls


def boxed(html: str) -> str:
    """Return HTML with every <pre> in a box: coloured where its <code> has a class `language-NAME`, focusable where wide."""
    return PRE.sub(_boxed, html)


def language_of(info: str) -> str:
    """Return the language that a fence's info names: python, {.python #id}, {python}; "" where it names none."""
    found = INFO.match(info)
    if found is None:
        return ""
    if found["braced"] is None:
        return found["word"] or ""
    named = NAMED.match(found["braced"])
    return named[1] or named[2] if named else ""


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
    """Return a block of code as HTML: coloured and in its box."""
    language = language_of(code.language)
    named = f' class="language-{escape(language)}"' if language else ""
    return boxed(f"<pre><code{named}>{escape(code.text, quote=False)}</code></pre>")


def _boxed(match: re.Match[str]) -> str:
    on_pre, on_code, code, bare = match.groups()
    if "tabindex" in on_pre:
        return match[0]
    if code is None:
        return f'<div class="listing"><pre{on_pre}{_reachable(bare, "")}>{bare}</pre></div>'
    named = LANGUAGE.search(on_code)
    language = unescape(named[1]) if named else ""
    shown = _coloured(language, code.removesuffix("\n"))
    return f'<div class="listing"><pre{on_pre}{_reachable(code, language)}><code{on_code}>{shown}</code></pre></div>'


def _coloured(language: str, code: str) -> str:
    """Return code, which is HTML, with colours; as it is where the author's own elements stand in it."""
    if not language or "<" in code:
        return code
    from aeexplain.site.markup.highlight import highlighted_as  # with Pygments, which few articles need

    return highlighted_as(language, unescape(code))


def _reachable(code: str, language: str) -> str:
    """Return the attributes by which a keyboard reaches code that may have to scroll; none for narrow code."""
    lines = unescape(re.sub(r"<[^>]*>", "", code)).splitlines()
    if max(map(_width, lines), default=0) <= NARROWEST:
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
