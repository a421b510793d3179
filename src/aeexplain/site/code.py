"""Python source as HTML, coloured by classes."""

from html import escape
from itertools import groupby
from operator import itemgetter

from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType, is_token_subtype

# The first that a token belongs to counts. What has no colour gets no element, or code would be most of a page.
CLASSES = (
    (Comment, "remark"),
    (String.Doc, "remark"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (String, "value"),
    (Number, "value"),
    (Name.Function, "defined"),
    (Name.Class, "defined"),
)


def highlighted(source: str) -> str:
    """Return Python source as HTML spans, to stand inside <pre><code>; everything in it is escaped."""
    tokens = ((_class(kind), text) for kind, text in PythonLexer().get_tokens(source))
    runs = ((name, "".join(text for _, text in run)) for name, run in groupby(tokens, key=itemgetter(0)))
    return "".join(map(_html, runs)).rstrip("\n")


def _class(kind: _TokenType) -> str | None:
    return next((name for parent, name in CLASSES if is_token_subtype(kind, parent)), None)


def _html(run: tuple[str | None, str]) -> str:
    name, text = run
    return f'<span class="{name}">{escape(text, quote=False)}</span>' if name else escape(text, quote=False)
