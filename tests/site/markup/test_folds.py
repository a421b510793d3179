"""Folds that an author writes, from markdown to HTML with placeholders."""

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.folds.fold_elements import parted
from aeexplain.site.markup.markdown import convert
from aeexplain.site.markup.nodes import FoldOpening


def faults(text):
    errors = ErrorList()
    scan(text, "a.md", errors)
    return [str(each) for each in errors.found]


def html(text):
    errors = ErrorList()
    body = scan(text, "a.md", errors)
    errors.raise_if_any()
    return convert(body).html


def test_a_fold_is_a_details_with_its_title_as_the_summary():
    found = html("Before.\n\n::: deeper The proof of *it*\n\nFirst.\n\nSecond.\n\n:::\n\nAfter.\n")
    opening, _, rest = found.partition('<details class="deeper">')
    assert "Before." in opening
    assert rest.lstrip().startswith("<summary>")
    assert rest.index("First.") < rest.index("Second.") < rest.index("</details>") < rest.index("After.")


def test_marks_need_no_empty_lines_around_them():
    found = html("Before.\n::: deeper Title\nInside.\n- a\n- b\n:::\nAfter.\n")
    inside = found.partition("</summary>")[2].partition("</details>")[0]
    assert "<p>Inside." in inside
    assert "After" not in inside
    assert "<p>After.</p>" in found


def test_a_mark_ends_a_caption_and_a_note():
    text = "::: deeper T\n::demo x Look.\n:::\n\n[^n].\n\n::: deeper U\nSo.\n\n[^n]: A note.\n:::\n"
    errors = ErrorList()
    body = scan(text, "a.md", errors)
    assert not errors.found
    assert body.figures[0].caption == "Look."
    assert [each.title for each in body.of(FoldOpening)] == ["T", "U"]


AMID = "a.md:1:3: a fold neither begins nor ends within something else; " + (
    "write it at the beginning of a line, outside of lists and quotes"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("::: deeper\n\nA.\n\n:::\n", "a.md:1:1: a fold without a title; write ::: deeper TITLE"),
        ("::: deeper {#id}\n\nA.\n\n:::\n", "a.md:1:1: a fold without a title; write ::: deeper TITLE"),
        ("A.\n\n::: deeper T\n\nA.\n", "a.md:3:1: a fold is not closed; end it with a line :::"),
        (
            "A.\n\n:::\n",
            "a.md:3:1: ::: ends a fold that never began; "
            "write ::: deeper TITLE where the fold begins, or remove it",
        ),
        ("::: deeper T\n\n:::\n", "a.md:1:1: a fold that holds nothing; write into it, or remove it"),
        (
            "::: deeper T\n\nA.\n\n::: deeper U\n\nB.\n\n:::\n\n:::\n",
            "a.md:5:1: a fold in the fold that begins at line 1; close that one with ::: first; folds do not stand in folds",
        ),
        (
            "::: deeper T\n\n### H\n\nA.\n\n:::\n",
            "a.md:3:1: a heading in the fold that begins at line 1; "
            "close the fold with ::: above it, or make the heading bold words",
        ),
        (
            "::: deper T\n\nA.\n\n:::\n",
            "a.md:1:1: nothing named 'deper' can hold text; did you mean 'deeper'?",
        ),
        (
            "::deeper T\n",
            "a.md:1:1: 'deeper' begins with three colons, for it holds text; "
            "write ::: deeper TITLE, and ::: where it ends",
        ),
        ("::: demo x\n", "a.md:1:1: 'demo' begins with two colons, for it holds no text; write ::demo"),
        (
            "> ::: deeper T\n",
            AMID,
        ),
        (
            "- ::: deeper T\n",
            AMID,
        ),
        (
            "::: deeper By [@a]\n\nA.\n\n:::\n",
            "a.md:1:15: '[@a]' cannot stand in a fold's title; move it into the text",
        ),
        (
            "::: deeper T {#}\n\nA.\n\n:::\n",
            "a.md:1:1: '' is no id of a fold; write {#NAME} behind its title",
        ),
    ],
)
def test_a_wrong_fold_is_told_with_its_place_and_what_to_do_and_nothing_else_is(text, said):
    assert faults(text) == [said]


def test_marks_within_code_are_code():
    assert faults("```\n::: deeper\n:::\n```\n\n    :::\n\n`:::`\n") == []


def test_a_line_of_prose_may_hold_three_colons():
    assert "a ::: b" in html("So a ::: b, or ::: deeper c.\n")


def test_html_is_parted_into_the_main_path_and_the_folds():
    own = "<details><p>c</p></details>"
    text = f'a<details class="deeper">b{own}d</details>e{own}f'
    assert parted(text) == (f"ae{own}f", f'<details class="deeper">b{own}d</details>')


def test_an_article_with_a_fault_in_its_folds_can_still_be_converted():
    for text in ("::: deeper T\n\nA.\n", "A.\n\n:::\n", "::: deeper T\n\n## H\n\nA.\n\n:::\n"):
        body = scan(text, "a.md", ErrorList())
        try:
            convert(body)
        except ExplainError as error:
            pytest.fail(str(error))
