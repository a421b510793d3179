"""Files that an article includes: read as blocks where they are named, with places of their own."""

import re

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert
from aeexplain.site.markup.nodes import CodeBlock, Formula, Link


def read(text, **files):
    """The article's body and its errors, files named without their suffix."""

    def included(name, where):
        if name.removesuffix(".md") not in files:
            raise ExplainError(where, f"no file named {name!r}", "put it there")
        return f"c/{name}", files[name.removesuffix(".md")]

    errors = ErrorList()
    return scan(text, "c/article.md", errors, 5, included), [str(each) for each in errors.found]


def html(text, **files):
    body, told = read(text, **files)
    assert told == []
    return re.sub(r"\s*\n\s*", "", re.sub("[\ue000-\uf8ff]+[^<]?", "", convert(body).html))


@pytest.mark.parametrize(
    "call",
    [
        '{% include "a.md" %}',
        "{% include 'a.md' %}",
        "{% include a.md %}",
        "{%- include_relative a.md -%}",
        '  {%include "a.md"%}  ',
    ],
)
def test_a_file_stands_where_it_is_included(call):
    assert html(f"One\n\n{call}\n\nTwo", a="*in*\n\n- x\n- y") == (
        "<p>One</p><p><em>in</em></p><ul><li>x</li><li>y</li></ul><p>Two</p>"
    )


def test_text_right_above_and_below_is_a_paragraph_of_its_own():
    assert html('One\n{% include "a.md" %}\nTwo', a="in") == "<p>One</p><p>in</p><p>Two</p>"


def test_a_file_in_an_item_or_a_quote_stands_in_it():
    assert html('- one\n\n  {% include "a.md" %}\n- two', a="x\n\n    code") == (
        "<ul><li><p>one</p><p>x</p></li><li><p>two</p></li></ul>"
    )
    assert html('> one\n> {% include "a.md" %}', a="x") == "<blockquote><p>one</p><p>x</p></blockquote>"


def test_headings_notes_and_links_are_the_articles_own():
    found = html('{% include "a.md" %}\n\n[l] and text[^n]', a="## H\n\n[l]: #h\n\n[^n]: A *note*.")
    assert '<h2 id="h">H</h2>' in found
    body, _ = read('{% include "a.md" %}\n\n[l]', a="\n[l]: #h")
    assert [(each.target, each.where) for each in body.of(Link)] == [("#h", "c/a.md:2:6")]


@pytest.mark.parametrize("text", ['```\n{% include "a.md" %}\n```', '    {% include "a.md" %}'])
def test_in_code_an_include_is_code(text):
    body, told = read(text)
    assert [each.text for each in body.of(CodeBlock)] == ['{% include "a.md" %}\n']
    assert told == []


def test_places_are_those_of_the_file_that_holds_what_is_wrong():
    article = 'A $x$\n\n{% include "a.md" %}\n\nB $y'
    body, told = read(
        article, a='## H\n\n> - c $z\n\n{% include "b.md" %}\n\nd [[w]] $v$', b="e\n:::\n\n| a |\n|---|\n| $q"
    )
    assert sorted(each.partition(": ")[0] for each in told) == [
        "c/a.md:3:7",
        "c/a.md:7:3",
        "c/article.md:9:3",
        "c/b.md:2:1",
        "c/b.md:6:3",
    ]
    assert [each.where for each in body.of(Formula)] == ["c/article.md:5:4", "c/a.md:7:10"]


def test_formulas_of_several_lines_have_their_lines_in_the_file():
    body, _ = read('{% include "a.md" %}', a="x\n\n$$\na\n\\b\n$$")
    (formula,) = body.formulas
    assert formula.place(formula.tex.index("\\b")).startswith("c/a.md:5:")


def test_one_file_may_be_included_twice():
    assert html('{% include "a.md" %}\n\n{% include "a.md" %}', a="x") == "<p>x</p><p>x</p>"


def test_a_fold_may_hold_a_file_and_one_that_opens_in_a_file_holds_something():
    assert "<p>x</p></details>" in html('::: deeper T\n{% include "a.md" %}\n:::', a="x")
    assert "<p>x</p></details>" in html('{% include "a.md" %}\n\nx\n\n:::', a="::: deeper T")


@pytest.mark.parametrize(
    ("text", "files", "told"),
    [
        ('{% include "b.md" %}', {}, "c/article.md:5:1: no file named 'b.md'"),
        ('x\n\n{% include "a.md" %}', {"a": '{% include "a.md" %}'}, "c/a.md:1:1: c/a.md includes itself"),
        (
            '{% include "a.md" %}',
            {"a": '\n{% include "b.md" %}', "b": '{% include "a.md" %}'},
            "c/b.md:1:1: c/a.md includes",
        ),
        ('{% include "article.md" %}', {"article": "x"}, "c/article.md:5:1: c/article.md includes itself"),
        ('{% include "a.md" title="x" %}', {"a": "x"}, "c/article.md:5:1: 'title=\"x\"' behind the name"),
        ('{% include "a.md" %} and more', {"a": "x"}, "c/article.md:5:1: a command of another generator"),
        ('{% include "a.md" %}', {"a": "x\x00"}, "c/a.md:1:2: a character that no page can show; remove it"),
        ('{% include "a.md" %}', {"a": "```\nx"}, "c/a.md:1:1: a code fence is not closed"),
        ('{% include "a.md" %}', {"a": "[" * 200}, "c/a.md:1: a paragraph with 200 more '['"),
        ("{% includes a.md %}", {}, "c/article.md:5:1: a command of another generator"),
    ],
)
def test_what_cannot_be_included_is_told_with_its_place_and_a_remedy(text, files, told):
    _, found = read(text, **files)
    assert [each.startswith(told) and "; " in each for each in found] == [True], found


def test_a_file_that_cannot_be_read_is_told_once_and_not_what_would_stand_in_it():
    _, found = read('{% include "b.md" %}\n\nSee @fig:there.')
    assert len(found) == 1


def test_files_that_include_one_another_without_end_or_grow_too_large_are_refused():
    chain = {f"f{n}": f'{{% include "f{n + 1}.md" %}}' for n in range(40)}
    _, found = read('{% include "f0.md" %}', **chain, f40="x")
    assert [
        each.startswith("c/f9.md:1:1: files that include one another more than 10 deep") for each in found
    ] == [True]
    bomb = {f"f{n}": f'{{% include "f{n + 1}.md" %}}\n' * 20 for n in range(9)}
    _, found = read('{% include "f0.md" %}', **bomb, f9="x" * 1000)
    assert found
    assert "more than 1,000,000 characters with what it includes" in found[0]
