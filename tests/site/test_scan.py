import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.faults import Faults
from aeexplain.site.marks import Citation, Link
from aeexplain.site.scan import scan


def scanned(text, first_line=1):
    faults = Faults()
    found = scan(text, "a.md", faults, first_line)
    faults.settle()
    return found


def refusal(text):
    with pytest.raises(ExplainError) as raised:
        scanned(text)
    return str(raised.value)


def test_formulas_are_set_aside_with_their_places():
    found = scanned("An $x_i$ and\n$$\na < b\n$$\n", first_line=8)
    assert [(f.tex, f.display, f.where) for f in found.formulas] == [
        ("x_i", False, "a.md:8:5"),
        ("\na < b\n", True, "a.md:9:3"),
    ]
    assert "x_i" not in found.markdown


@pytest.mark.parametrize(
    "text",
    [
        "`$x$`",
        "``a ` $x$``",
        "```\n$x$\n```",
        "~~~python\n$x$ and $$\n~~~",
        "it costs \\$5 or \\$6",
        "<!-- $x -->",
    ],
)
def test_code_comments_and_escaped_dollars_hold_no_formula(text):
    assert scanned(text).formulas == ()


@pytest.mark.parametrize("text", [r"\{{ a }}", r"\@a", r"\[x\](a)", "`[^a]`", "```\n@a {{ b }} [c](d)\n```"])
def test_what_is_escaped_or_code_is_no_mark(text):
    assert scanned(text).marks == ()


def test_marks_within_marks_are_found_with_their_places():
    found = scanned("Table: Of @ant\nand $x$. {#tab:a}\n\n[^n]: So\n[see @bee, eq. $y$].\n")
    assert [cited.where for each in found.of(Citation) for cited in each.cited] == ["a.md:1:11", "a.md:5:2"]
    assert [formula.where for formula in found.formulas] == ["a.md:2:6", "a.md:5:17"]


def test_a_links_target_is_set_aside_and_its_words_are_not():
    found = scanned('A [*b* $x$](../c/#d_e "T") and [f].\n\n[f]: g.csv\n')
    assert [(link.target, link.where) for link in found.of(Link)] == [
        ("../c/#d_e", "a.md:1:13"),
        ("g.csv", "a.md:3:6"),
    ]
    assert "[*b* " in found.markdown


def test_an_escaped_dollar_becomes_a_dollar():
    assert scanned(r"it costs \$5").markdown == "it costs $5"


@pytest.mark.parametrize("text", ["costs $5", "a $$x", "a $x\n\nb$", "$ x$"])
def test_a_formula_that_is_not_closed_is_refused_with_its_place(text):
    assert "a formula is not closed" in refusal(text)


def test_a_fence_that_is_not_closed_is_refused_with_its_place():
    assert refusal("text\n\n```python\ncode\n") == "a.md:3:1: a code fence is not closed; close it with ```"


def test_a_demo_takes_the_rest_of_its_paragraph_as_caption():
    found = scanned("Before.\n\n::demo bottleneck Slide $k$\nand look.\n\nAfter.")
    (figure,) = found.figures
    assert figure.name == "bottleneck"
    assert figure.where == "a.md:3:1"
    assert figure.caption.endswith("\nand look.")
    assert found.formulas[0].where == "a.md:3:26"
    assert "After." in found.markdown
    assert "bottleneck" not in found.markdown


def test_a_demo_without_a_caption_is_a_demo():
    assert scanned("::demo anatomy\n").figures[0].caption == ""


def test_a_demo_without_a_name_is_refused():
    assert "a demo without a name" in refusal("::demo\n\ntext")


def test_an_unknown_directive_names_its_neighbour():
    assert refusal("::dmeo x") == "a.md:1:1: no directive named 'dmeo'; did you mean 'demo'?"


def test_a_directive_inside_code_is_code():
    assert scanned("```\n::demo x\n```").figures == ()


def test_private_use_characters_are_refused():
    assert "private-use" in refusal("a \ue000 b")


def test_all_faults_are_told_together_in_the_order_of_their_places():
    told = refusal("$a\n\n::dmeo\n\n```\n").splitlines()
    assert [line.split(": ")[0] for line in told] == ["a.md:1:1", "a.md:3:1", "a.md:5:1"]
