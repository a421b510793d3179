"""Source code as HTML, coloured by classes."""

from collections.abc import Iterable
from difflib import get_close_matches
from html import escape
from itertools import chain, groupby
from operator import itemgetter

from pygments.lexer import Lexer
from pygments.lexers import PythonLexer, TextLexer, get_all_lexers, get_lexer_by_name
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Operator,
    String,
    _TokenType,
    is_token_subtype,
)
from pygments.util import ClassNotFound

from aeexplain.errors import ExplainError, did_you_mean

DIAGRAMS = {"mermaid", "plantuml", "puml", "tikz", "d2", "vega-lite", "vega"}
# The first that a token belongs to counts. What has no colour gets no element, or code would be most of a page.
CLASSES = (
    (Comment.Preproc, "keyword"),
    (Comment, "remark"),
    (String.Doc, "remark"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Tag, "keyword"),
    (Literal, "value"),
    (Name.Function, "defined"),
    (Name.Class, "defined"),
    (Name.Attribute, "defined"),
    (Generic.Heading, "defined"),
    (Generic.Subheading, "defined"),
    (Generic.Prompt, "remark"),
    (Generic.Deleted, "keyword"),
    (Generic.Inserted, "value"),
)


def highlighted(source: str) -> str:
    """Return Python source as HTML spans, to stand inside <pre><code>; everything in it is escaped."""
    return _spans(PythonLexer().get_tokens(source)).rstrip("\n")


def highlighted_as(language: str, source: str) -> str:
    """Return source in a language as HTML spans whose text is the source, to the character.

    A language that is not known, and code that its lexer would change: the source without colours.
    """
    lexer = _lexer(language)
    tokens = list(lexer.get_tokens(f"{source}\n")) if lexer else []  # some lexers want the last line ended
    if "".join(text for _, text in tokens) != f"{source}\n":
        return escape(source, quote=False)
    texts = [(kind, text) for kind, text in tokens if text]
    kind, last = texts[-1]
    return _spans([*texts[:-1], (kind, last.removesuffix("\n"))])


def language_name(language: str) -> str:
    """Return what a language is called in a sentence; "" for plain text and for one that is not known."""
    lexer = _lexer(language)
    return "" if lexer is None or isinstance(lexer, TextLexer) else lexer.name


def is_known(language: str) -> bool:
    """Tell whether code in a language can be coloured."""
    return _lexer(language) is not None


def check_language(language: str, where: str) -> None:
    """Raise ExplainError where code is said to be in a language that is not known; "" is none."""
    if language.lower() in DIAGRAMS:
        hint = "put it beside the article as SVG, ![what it shows](file.svg), or write text for its code"
        raise ExplainError(where, f"no diagram is drawn of {language!r}", hint)
    if language and _lexer(language) is None:
        known = chain.from_iterable(aliases for _, aliases, _, _ in get_all_lexers())
        near = get_close_matches(language.lower(), known, n=1)
        hint = did_you_mean(near[0], near) if near else "write text for code without colours"
        raise ExplainError(where, f"no language named {language!r}", hint)


def _lexer(language: str) -> Lexer | None:
    """Return the lexer of a language by any of its short names, one that keeps white space at both ends."""
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _spans(tokens: Iterable[tuple[_TokenType, str]]) -> str:
    named = ((_class(kind), text) for kind, text in tokens)
    runs = ((name, "".join(text for _, text in run)) for name, run in groupby(named, key=itemgetter(0)))
    return "".join(map(_html, runs))


def _class(kind: _TokenType) -> str | None:
    return next((name for parent, name in CLASSES if is_token_subtype(kind, parent)), None)


def _html(run: tuple[str | None, str]) -> str:
    name, text = run
    if not text:
        return ""
    return f'<span class="{name}">{escape(text, quote=False)}</span>' if name else escape(text, quote=False)
