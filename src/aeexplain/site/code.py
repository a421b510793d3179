"""Python source as HTML, coloured by classes."""

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer


def highlighted(source: str) -> str:
    """Return Python source as HTML spans, to stand inside <pre><code>; everything in it is escaped."""
    return highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
