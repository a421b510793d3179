"""Quotes, and the line that says whom they quote."""

import re

import pytest

from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert


def flat(text):
    return re.sub(r"\s*\n\s*", "", convert(scan(text, "a.md", ErrorList())).html)


@pytest.mark.parametrize("dash", ["—", "---", "--", "&mdash;"])
@pytest.mark.parametrize("gap", ["\n>\n> ", "\n> "], ids=["paragraph", "line"])
def test_a_last_line_that_begins_with_a_dash_is_the_source_below_the_quote(dash, gap):
    assert flat(f"> To be.{gap}{dash} *Hamlet*, 3\n") == (
        '<figure class="quote"><blockquote><p>To be.</p></blockquote>'
        "<figcaption>— <em>Hamlet</em>, 3</figcaption></figure>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "> To be.\n",
        "> --- alone\n",
        "> one\n> — two\n> three\n",
        "> ---x\n>\n> b\n",
        "> a\n>\n> - — b\n",
        "> a —b\n",
    ],
)
def test_a_quote_without_a_source_is_a_quote_and_no_more(text):
    html = flat(text)
    assert html.startswith("<blockquote>")
    assert "figure" not in html


def test_a_quote_within_a_quote_has_a_source_of_its_own():
    html = flat("> a\n>\n> > b\n> > — B\n>\n> — A\n")
    assert html == (
        '<figure class="quote"><blockquote><p>a</p><figure class="quote"><blockquote><p>b</p></blockquote>'
        "<figcaption>— B</figcaption></figure></blockquote><figcaption>— A</figcaption></figure>"
    )


def test_text_after_a_quote_stays_after_it():
    assert flat("> a\n>\n> — A\n\nafter\n").endswith("</figure><p>after</p>")


def test_the_style_of_quotes_follows_the_direction_of_the_text(root):
    css = (root / "templates" / "assets" / "site.css").read_text()
    block = css[css.index("/* Quotes") : css.index("/* End of listings")]
    assert "padding-inline-start" in block
    assert not re.search(r"\b(left|right|top|bottom)\b", block)
