import io

import pytest
from fontTools.ttLib import TTFont

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.setup.node import node_package
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.math import formulas
from aeexplain.site.math.katex import Typesetter


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


def test_formulas_become_html_with_mathml_for_assistive_technology(rendered):
    html = rendered((r"\hat x", False, "a.md:1:1"))[r"\hat x", False]
    assert "<math" in html
    assert 'class="katex"' in html


@pytest.mark.parametrize("kind", ["model", "rival"])
def test_a_symbol_may_have_the_colour_of_the_model_or_of_its_rival(rendered, kind):
    tex = rf"x-\{kind}{{\hat x}}"
    html = rendered((tex, False, "a.md:1:1"))[tex, False]
    assert html.count(f'class="enclosing of-{kind}"') == 1


@pytest.mark.parametrize(
    "tex", [r"\htmlClass{skip}{x}", r"\htmlId{of-model}{x}", r"\htmlStyle{color: red}{x}"]
)
def test_a_formula_may_name_no_other_class_and_no_style(rendered, tex):
    with pytest.raises(ExplainError, match="is not supported"):
        rendered((tex, False, "a.md:1:1"))


def test_a_display_scrolls_in_its_own_box_and_can_be_reached_by_keyboard(rendered):
    html = rendered(("x", True, "a.md:1:1"))["x", True]
    assert html.startswith('<span class="math-box" tabindex="0">')


@pytest.mark.parametrize(
    ("tex", "boxes"),
    [
        ("x^2", 0),
        (r"\frac{a}{b}", 0),
        ("a+b+c", 0),
        (r"\left(x_1+x_2+x_3\right)^2", 1),
        (r"f(x_1,x_2)=g(y_1,y_2)", 2),
        (r"\rule{30em}{1em}", 1),
        (r"a\hspace{30em}b", 1),
        (r"\Huge abcd", 1),
        (r"\text{one two three}\\ \text{four five six}", 2),
        (r"\sqrt{\begin{pmatrix}a&b\\c&d\end{pmatrix}}", 1),
    ],
)
def test_each_part_of_a_formula_in_a_line_that_may_be_wide_scrolls(rendered, tex, boxes):
    html = rendered((tex, False, "a.md:1:1"))[tex, False]
    assert html.count('<span class="katex-base scroller"><span aria-hidden="true">') == boxes
    assert html.count("<span") == html.count("</span>")
    assert 'class="katex-html" aria-hidden' not in html, (
        "what scrolls can be reached, and only what it shows is hidden"
    )
    shown = html.partition('<span class="katex-html">')[2]
    assert shown.count('<span class="katex-base') == shown.count('aria-hidden="true"') > 0


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


def test_the_style_sheet_names_only_fonts_that_ship():
    files = formulas.stylesheet()
    css = files["katex.css"].decode()
    assert ".ttf" not in css
    assert ".woff)" not in css
    assert "KaTeX_" not in css
    for font in [name for name in files if name.startswith("fonts/")]:
        assert font in css


def test_a_lean_font_has_every_character_at_its_width_and_is_made_once(tmp_path, monkeypatch):
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(tmp_path))
    name = "fonts/Formula_Main-Regular.woff2"
    whole = (node_package("katex") / "dist" / "fonts/KaTeX_Main-Regular.woff2").read_bytes()
    lean = formulas.stylesheet()[name]
    assert len(lean) < len(whole)
    assert widths(lean) == widths(whole)
    monkeypatch.setattr("aeexplain.site.math.subset_fonts.lean", None)
    assert formulas.stylesheet()[name] == lean


def widths(font):
    """Return each character's width in a font."""
    with TTFont(io.BytesIO(font)) as loaded:
        return {letter: loaded["hmtx"][glyph][0] for letter, glyph in loaded.getBestCmap().items()}


def test_a_formula_that_is_kept_needs_no_node(tmp_path, rendered, monkeypatch):
    first = rendered(("x", False, "a.md:1:1"), ("y", True, "a.md:2:1"))
    monkeypatch.setattr("aeexplain.site.math.katex.node_executable", lambda: tmp_path / "none")
    again = Typesetter(Cache(tmp_path))
    assert again.render([Formula("x", False, "b.md:1:1")], ErrorList(), "test").items() <= first.items()
    with pytest.raises(FileNotFoundError):
        again.render([Formula("z", False, "b.md:1:1")], ErrorList(), "test")


def test_a_node_that_fails_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("aeexplain.site.math.katex._katex", lambda: tmp_path / "none.mjs")
    with pytest.raises(ExplainError, match="failed under Node"):
        Typesetter(Cache(tmp_path)).render([Formula("x", False, "b.md:1:1")], ErrorList(), "test")
