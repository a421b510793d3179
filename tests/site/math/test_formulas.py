import functools
import io
import operator
import re
from contextlib import closing

import pytest
from fontTools.ttLib import TTFont

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.setup.node import node_package
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.math import formulas, math_font
from aeexplain.site.math.typesetter import Typesetter


@pytest.fixture
def rendered(tmp_path):
    typesetter = Typesetter(Cache(tmp_path))

    def render(*formulas):
        errors = ErrorList()
        found = typesetter.render([Formula(*formula) for formula in formulas], errors, "test")
        errors.raise_if_any()
        return found

    yield render
    typesetter.close()


def test_formulas_become_mathml_alone_with_their_tex(rendered):
    html = rendered((r"\hat x", False, "a.md:1:1"))[r"\hat x", False]
    assert html.startswith('<span class="katex"><math><semantics><mover><mi>x</mi>')
    assert html.endswith(
        r'<annotation encoding="application/x-tex">\hat x</annotation></semantics></math></span>'
    )


def test_a_formulas_tex_is_escaped(rendered):
    html = rendered(("a<b", False, "a.md:1:1"))
    assert ">a&lt;b</annotation>" in html["a<b", False]


def test_the_name_of_a_function_stands_apart_from_what_is_before_it(rendered):
    for tex in (r"(1-r)\log r", r"\nabla_x\log p", r"2\log p"):
        assert (
            '<mspace width="0.1667em"></mspace><mi>log</mi><mo rspace="0.1667em">'
            in rendered((tex, False, "a.md:1:1"))[tex, False]
        )
    assert "mspace" not in rendered((r"a=\log(x)", False, "a.md:1:1"))[r"a=\log(x)", False]


@pytest.mark.parametrize(
    ("tex", "sign"), [(r"\tilde x", "˜"), (r"\bar x", "ˉ"), (r"\hat x", "ˆ"), (r"\tilde{xy}", "˜")]
)
def test_an_accent_is_no_wider_than_its_letter_and_lowered_where_webkit_has_it_too_high(rendered, tex, sign):
    html = rendered((tex, False, "a.md:1:1"))[tex, False]
    classes, shown = re.search(r'<mo stretchy="false" class="([^"]*)">(.)</mo>', html).groups()
    assert shown == sign
    assert "accent" in classes.split()
    assert re.search(r"\bwbk-(\w+-)?acc\b", classes)
    assert "style=" not in html


def test_rows_that_hold_nothing_together_are_left_out_and_brackets_that_grow_keep_theirs(rendered):
    assert "mrow><mrow" not in rendered(("f(x)+(y)", False, "a.md:1:1"))["f(x)+(y)", False]
    tall = r"\sum_i\left(x\right)"
    html = rendered((tall, False, "a.md:1:1"))[tall, False]
    assert html.count("<mrow>") == 2


def test_a_sign_before_a_term_is_no_operator_between_two(rendered):
    assert '<mo form="prefix"' in rendered(("a=b{-x}", False, "a.md:1:1"))["a=b{-x}", False]


def test_tex_that_can_be_read_and_not_written_is_refused_with_its_place(rendered):
    with pytest.raises(
        ExplainError, match=r"a\.md:3:9: malformed TeX: cannot be written as MathML \(.*mintA"
    ):
        rendered((r"a + \mintA{x}", False, "a.md:3:5"))


def test_what_a_command_prints_is_no_answer(rendered):
    with pytest.raises(ExplainError, match="show"):
        rendered((r"\show x", False, "a.md:1:1"))


@pytest.mark.parametrize("kind", ["model", "rival"])
def test_a_symbol_may_have_the_colour_of_the_model_or_of_its_rival(rendered, kind):
    tex = rf"x-\{kind}{{\hat x}}"
    html = rendered((tex, False, "a.md:1:1"))[tex, False]
    assert html.count(f'class="of-{kind}"') == 1


@pytest.mark.parametrize(
    "tex", [r"\htmlClass{skip}{x}", r"\htmlId{of-model}{x}", r"\htmlStyle{color: red}{x}"]
)
def test_a_formula_may_name_no_other_class_and_no_style(rendered, tex):
    with pytest.raises(ExplainError, match="is not supported"):
        rendered((tex, False, "a.md:1:1"))


def test_a_display_scrolls_in_its_own_box_and_can_be_reached_by_keyboard(rendered):
    html = rendered(("x", True, "a.md:1:1"))["x", True]
    assert html.startswith('<span class="math-box katex-display" tabindex="0"><span class="katex">')


@pytest.mark.parametrize(
    ("tex", "boxes"),
    [
        ("x^2", 0),
        (r"\frac{a}{b}", 0),
        ("a+b+c", 0),
        (r"\left(x_1+x_2+x_3\right)^2", 1),
        (r"f(x_1,x_2,x_3)=g(y_1,y_2,y_3)", 2),
        (r"\rule{30em}{1em}", 1),
        (r"a\hspace{30em}b", 1),
        (r"\Huge abcd", 1),
        (r"\text{one two three}\\ \text{four five six}", 1),
        (r"\sqrt{\begin{pmatrix}a&b\\c&d\end{pmatrix}}", 1),
    ],
)
def test_each_part_of_a_formula_in_a_line_that_may_be_wide_scrolls(rendered, tex, boxes):
    html = rendered((tex, False, "a.md:1:1"))[tex, False]
    assert html.count('<span class="scroller"><math>') == boxes
    assert html.count("<span") == html.count("</span>")


@pytest.mark.parametrize(
    ("tex", "parts"),
    [
        ("a=b", 1),
        (r"p_\theta(x,z)=p_\theta(x\mid z)\,p(z)", 2),
        (r"a+b+c+d+e+f+g=h", 8),
        (r"x\in\{a+b+c+d+e+f\}", 2),
        ("(" + "+".join("abcdefghijklmnop") + ")", 16),
        (r"\left(a+b+c+d+e+f+g\right)", 1),
        (r"-a,-b,-c,-d,-e,-f", 1),
    ],
)
def test_a_long_formula_in_a_line_breaks_after_relations_and_operators(rendered, tex, parts):
    html = rendered((tex, False, "a.md:1:1"))[tex, False]
    assert html.count("<math>") == parts
    assert html.count("<annotation") == 1
    assert html.count('form="infix"') == parts - 1


@pytest.mark.parametrize(
    ("tex", "where", "message"),
    [
        (r"a + \fraq{1}{2}", "a.md:3:5", "a.md:3:9: malformed TeX: Undefined control sequence: \\fraq"),
        ("a\n+ b}", "a.md:3:5", "a.md:4:4: malformed TeX"),
        (r"\frac{1}{2", "a.md:1:1", "a.md:1:11: malformed TeX"),
        ("x^1^2", "a.md:1:1", "a.md:1:4: malformed TeX: Double superscript"),
        (r"a + \href{https://a.org}{x}", "a.md:1:1", r"a.md:1:5: malformed TeX: \href is not supported"),
        (r"\href{javascript:alert(1)}{x}", "a.md:1:1", r"a.md:1:1: malformed TeX: \href is not supported"),
        (r"\url{ftp://a}", "a.md:1:1", r"a.md:1:1: malformed TeX: \url is not supported"),
        (
            r"\includegraphics{a.png}",
            "a.md:1:1",
            r"a.md:1:1: malformed TeX: \includegraphics is not supported",
        ),
        (r"\foo", "demo 'waves'", r"demo 'waves': malformed TeX: Undefined control sequence: \foo"),
        ("π\N{SNOWMAN}", "a.md:1:1", "a.md:1:"),
    ],
)
def test_malformed_tex_is_refused_with_line_and_column(rendered, tex, where, message):
    with pytest.raises(ExplainError) as raised:
        rendered((tex, False, where))
    assert str(raised.value).startswith(message)


def test_every_malformed_formula_is_told(rendered):
    with pytest.raises(ExplainError) as raised:
        rendered((r"\a{", False, "a.md:1:1"), (r"\a{", False, "a.md:9:1"))
    assert str(raised.value).count("malformed TeX") == 2


def test_the_articles_hardest_constructions_are_typeset(rendered):
    hard = [
        r"\begin{aligned}a&=b\\[0.45em]&=c\end{aligned}",
        r"\underbrace{a+b}_{\text{prior}}",
        r"\arg\min_j\lVert z_e(x)-e_j\rVert_2^2",
        r"\operatorname{sg}[z]\odot\mathbb E",
    ]
    for html in rendered(*((tex, True, "a.md:1:1") for tex in hard)).values():
        assert "katex-error" not in html


def test_labels_are_escaped_and_their_formulas_rendered(rendered):
    (formula,) = formulas.label_formulas(["a < $k$"], "demo")
    found = rendered((formula.tex, False, "demo"))
    assert formulas.label_html("a < $k$", found).startswith('a &lt; <span class="katex">')
    assert formulas.label_text("Units, $k$") == "Units, k"


def test_the_rules_name_only_fonts_that_ship():
    style = formulas.formula_style()
    assert re.findall(r"url\((fonts/[^)]*)\)", style.css) == [
        place.partition("/")[2] for place in style.files
    ]
    assert style.first == next(iter(style.files))
    assert "STIX" not in style.css, "the changed fonts go by another name"
    assert "/*" not in style.css


def test_the_fonts_have_every_character_at_its_width_and_are_made_once(tmp_path, monkeypatch):
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(tmp_path))
    whole = (node_package(math_font.PACKAGE) / "files" / "stix-two-math-latin-400-normal.woff2").read_bytes()
    first, *others = (widths(font) for font, _ in math_font.math_fonts().values())
    assert functools.reduce(operator.or_, others, first) == widths(whole)
    assert set("xΣ∑∫‖𝔼ℝ𝒩𝑥𝜃⏟") <= set(map(chr, first))
    kept = formulas.formula_style()
    monkeypatch.setattr("aeexplain.site.math.math_font._cut", None)
    assert formulas.formula_style() == kept


def test_the_font_that_most_formulas_want_sets_indices_near_the_line_and_weighs_little():
    (font, _), *_ = math_font.math_fonts().values()
    assert len(font) < 36_000
    with TTFont(io.BytesIO(font)) as loaded:
        constants = loaded["MATH"].table.MathConstants
    assert {name: getattr(constants, name).Value for name in math_font.CONSTANTS} == math_font.CONSTANTS


def widths(font):
    """Return each character's width in a font."""
    with TTFont(io.BytesIO(font)) as loaded:
        return {letter: loaded["hmtx"][glyph][0] for letter, glyph in loaded.getBestCmap().items()}


def test_a_formula_that_is_kept_needs_no_node(tmp_path, rendered, monkeypatch):
    first = rendered(("x", False, "a.md:1:1"), ("y", True, "a.md:2:1"))
    monkeypatch.setattr("aeexplain.site.math.typesetter.node_executable", lambda: tmp_path / "none")
    again = Typesetter(Cache(tmp_path))
    assert again.render([Formula("x", False, "b.md:1:1")], ErrorList(), "test").items() <= first.items()
    with pytest.raises(FileNotFoundError):
        again.render([Formula("z", False, "b.md:1:1")], ErrorList(), "test")


def test_a_node_that_fails_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("aeexplain.site.math.typesetter._libraries", lambda: [tmp_path / "none.mjs"])
    with pytest.raises(ExplainError, match="failed under Node"):
        Typesetter(Cache(tmp_path)).render([Formula("x", False, "b.md:1:1")], ErrorList(), "test")


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{aligned}w_k&\sim x\\&+y\end{aligned}",
        r"\begin{align*}w_k&\sim x\\&\pm y\end{align*}",
        r"\begin{split}w_k&\sim x\\&-y\end{split}",
    ],
)
def test_a_sign_behind_an_alignment_mark_stands_apart_as_between_two_terms(rendered, tex):
    html = rendered((tex, True, "a.md:1:1"))[tex, True]
    assert re.findall(r"<mo([^>]*)>[∼+±−]</mo>", html)
    assert all('form="infix"' in each for each in re.findall(r"<mo([^>]*)>[∼+±−]</mo>", html))


def test_a_sign_that_begins_a_case_or_a_cell_of_a_matrix_stands_close(rendered):
    for tex in (r"\begin{cases}-1&x\end{cases}", r"\begin{pmatrix}-1&-x\end{pmatrix}"):
        assert 'form="infix"' not in rendered((tex, True, "a.md:1:1"))[tex, True]


def test_a_tag_that_a_macro_makes_is_refused(tmp_path):
    errors = ErrorList()
    with closing(Typesetter(Cache(tmp_path))) as typesetter:
        typesetter.render([Formula(r"x\a", True, "a.md:1:1")], errors, "test", {"\\a": r"\tag{1}"})
    assert [str(each) for each in errors.found] == [
        r"a.md:1:1: malformed TeX: a tag is made by a macro: write \tag{...} in the formula; in $x\a$"
    ]
