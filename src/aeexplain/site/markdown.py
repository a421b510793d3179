"""Markdown to HTML, for text whose formulas and demos are set aside (see scan)."""

import re
from collections.abc import Callable

import markdown as python_markdown

from aeexplain.site.scan import FIGURE, MATH, number, placeholders

EXTENSIONS = ["tables", "fenced_code", "footnotes", "attr_list", "sane_lists", "smarty", "toc"]

Fill = Callable[[int], str]


def to_html(text: str) -> str:
    """Return markdown as HTML, placeholders kept."""
    return python_markdown.markdown(text, extensions=EXTENSIONS, output_format="html")


def inline_html(text: str) -> str:
    """Return one paragraph of markdown as HTML without its <p>: a caption, a title."""
    html = to_html(text)
    return html[3:-4] if html.startswith("<p>") and html.count("<p>") == 1 else html


def fill(html: str, formula: Fill, figure: Fill) -> str:
    """Return HTML with each placeholder replaced by what `formula` or `figure` gives for its number."""
    html = _alone(FIGURE).sub(lambda match: figure(number(match[1])), html)
    return placeholders(MATH).sub(lambda match: formula(number(match[1])), html)


def _alone(kind: str) -> re.Pattern[str]:
    return re.compile(rf"<p>\s*{placeholders(kind).pattern}\s*</p>")
