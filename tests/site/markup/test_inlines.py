"""Trying fewer patterns must not change what Markdown makes of a text."""

import markdown as python_markdown
from hypothesis import given
from hypothesis import strategies as st

from aeexplain.site.markup.inlines import NEEDS
from aeexplain.site.markup.markdown import EXTENSIONS, to_html

PIECES = [
    "a",
    "Bee",
    " ",
    "  \n",
    "\n\n",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "[",
    "]",
    "](x)",
    "![",
    "<b>",
    "</b>",
]
PIECES += [
    "<https://a.org>",
    "<a@b.org>",
    "&amp;",
    "&",
    '"',
    "'",
    "'90s",
    "--",
    "---",
    "...",
    "\\",
    "\\*",
    "<!--x-->",
]
PIECES += [
    "- ",
    "# ",
    "1. ",
    "| a | b |\n|---|---|\n| c | d |\n",
    "{#id}",
    "[r]: x\n",
    "[r]",
    "\ue000\ue011\ue002",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_html_is_markdowns_own(text):
    assert to_html(text) == python_markdown.markdown(text, extensions=EXTENSIONS, output_format="html")


def test_every_pattern_is_known_so_that_most_texts_are_passed_at_once():
    converter = python_markdown.Markdown(extensions=EXTENSIONS)
    for name in ("inline", "smarty"):
        patterns = converter.treeprocessors[name].inlinePatterns
        assert len([name for name in NEEDS if name in patterns]) == len(patterns)
