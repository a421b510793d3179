import re
from html import unescape

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup import listings
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert, fill
from aeexplain.site.markup.nodes import CodeBlock, Formula, Link


def html(text):
    errors = ErrorList()
    found = scan(text, "a.md", errors)
    errors.raise_if_any()

    def filling(index):
        match found.nodes[index]:
            case Formula(tex):
                return f"[{tex.strip()}]"
            case Link(target):
                return target
            case CodeBlock():
                return listings.listing(found.nodes[index])
            case mark:
                return f"<figure>{mark.name}</figure>"

    return fill(convert(found).html, filling)


def test_markdown_does_not_touch_what_stands_in_a_formula():
    assert html("An *em* $a_1 < b_2 * c_3$ *em*.") == "<p>An <em>em</em> [a_1 < b_2 * c_3] <em>em</em>.</p>"


def test_formulas_survive_in_lists_tables_quotes_and_headings():
    text = "# A $x$\n\n- one $y$\n\n> said $z$\n\n| a | b |\n|---|---|\n| $p$ | $q$ |\n"
    for tex in "xyzpq":
        assert f"[{tex}]" in html(text)


def test_a_display_that_does_not_stand_alone_is_kept():
    assert "[x]" in html("so\n$$x$$\nand")


def test_a_formula_leaves_no_trace_in_a_heading_id():
    assert '<h2 id="about">' in html("## About $x$")


def test_a_demo_becomes_its_figure_outside_of_any_paragraph():
    assert html("Before.\n\n::demo bottleneck Try $k$.\n\nAfter.") == (
        '<div class="prose">\n<p>Before.</p>\n</div>\n<figure>bottleneck</figure>\n'
        '<div class="prose">\n<p>After.</p>\n</div>'
    )


def test_a_demo_needs_no_blank_lines_around_it():
    assert html("Before.\n::demo one\n") == (
        '<div class="prose">\n<p>Before.</p>\n</div>\n<figure>one</figure>'
    )


def test_quotes_and_dashes_are_typeset():
    assert html('It\'s -- so... "he" said --- *"so"* \'90s') == (
        "<p>It’s – so… “he” said — <em>“so”</em> ’90s</p>"
    )


def code_of(html):
    """The text of the one block of code, whose last line needs no end, without the elements that colour it."""
    (code,) = re.findall("<pre[^>]*><code[^>]*>(.*?)</code></pre>", html, re.DOTALL)
    return unescape(re.sub("<[^>]*>", "", code))


BYTES = "a\tb  \n\n\n\tc\u00a0\u200b\u2028 <&amp;> \\$ `\n    d \n"


@pytest.mark.parametrize(
    "text", [f"```py\n{BYTES}```", f"words\n~~~\n{BYTES}~~~\nmore", f"- a\n\n```\n{BYTES}```\n"]
)
def test_code_between_fences_keeps_its_bytes(text):
    assert code_of(html(text)) == BYTES.removesuffix("\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("    a\tb  \n\n    \tc\n", "a\tb  \n\n\tc\n"),
        ("- a\n  ```\n  x\ty\n\n    z  \n  ```\n  more\n", "x\ty\n\n  z  \n"),
        ("1. a\n\n   ~~~\n   x\n   ~~~\n\n2. b\n", "x\n"),
        ("> ```\n> x\ty\n>\n> > z\n> ```\n> more", "x\ty\n\n> z\n"),
        ("- ```\n  x\n  ```\n- b", "x\n"),
        ("- a\n    - b\n\n        ```\n        x\n        ```\n", "x\n"),
    ],
)
def test_code_in_lists_and_quotes_is_code_of_theirs(text, code):
    found = html(text)
    assert code_of(found) == code.removesuffix("\n")
    inner = re.sub(r"^<(ul|ol|blockquote)>.*</\1>$", "", found, flags=re.DOTALL)
    assert ("<pre>" in inner) == text.startswith(" ")
    assert not re.search(r"<p>[^<]*<pre>", found)


def test_a_numbered_list_may_have_parentheses_and_begin_anywhere():
    assert html("7) a\n8) b") == '<ol start="7">\n<li>a</li>\n<li>b</li>\n</ol>'
    assert html("1) a\n    1. b\n2) c").count("<ol>") == 2


@pytest.mark.parametrize("text", ["1. a\n2. b\n1) c\n2) d", "1) a\n\n2) b\n\n1. c"])
def test_another_sign_behind_the_number_begins_another_list(text):
    assert html(text).count("<ol") == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "words\n\n| a | b |\n|---|---|\n| c | d | lost |\n",
            "a.md:5:11: a cell that the table has no column for, 'lost'; write \\| for a bar that ends no cell",
        ),
        ("<!-- a\n\nb", "a.md:1:1: a comment that is not closed; close it with -->"),
        ("a <?php b ?> c", "a.md:1:3: '<?php b ?>' would be shown nowhere; remove it"),
        ("Table: A. {#tab:a}\n\nb", "a.md:1:1: a caption without a table; write the table right below it"),
        ("[a]: b\n[A]: c\n\n[a]", "a.md:2:1: the link 'a' is defined twice; remove one"),
    ],
)
def test_what_the_page_would_lack_is_an_error(text, message):
    with pytest.raises(ExplainError) as raised:
        html(text)
    assert message in str(raised.value)


def test_names_of_links_are_for_markdown_alone():
    assert html("A [b][one] and [Two].\n\n[one]: c 'title'\n[two]: d\n[three]: e\n").count("<a ") == 2
