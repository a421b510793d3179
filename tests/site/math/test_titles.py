import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.math.plain_formulas import formula_text, in_ascii, in_picture
from aeexplain.site.math.titles import Title
from aeexplain.site.math.typesetter import Typesetter

TITLE, SUMMARY = r"How $x^2$ & $\beta_i$ cost \$5", r"From $5 to $10, with $\mathbb R^n$ <and> *stars*."
SHOWN_TITLE, SHOWN_SUMMARY = "How x² & βᵢ cost $5", "From $5 to $10, with ℝⁿ <and> *stars*."


def built(house, title, summary="S"):
    front = f"+++\ntitle = {title}\nsummary = {summary}\nauthors = ['A']\ndate = 2026-01-31\n+++\n\n## Part\n\nWords.\n"
    (house / "content/first/article.md").write_text(front, encoding="utf-8")
    build(house, house / "dist", cache=Cache(house / "cache"))
    return {path.name: path.read_text("utf-8") for path in (house / "dist").glob("*.*ml")} | {
        "page": (house / "dist/first/index.html").read_text("utf-8")
    }


def refusal(house, title, summary="'S'"):
    with pytest.raises(ExplainError) as raised:
        built(house, title, summary)
    return str(raised.value)


@pytest.fixture(scope="module")
def typesetter(tmp_path_factory):
    typesetter = Typesetter(Cache(tmp_path_factory.mktemp("cache")))
    yield typesetter
    typesetter.close()


def without_formulas(html):
    return unescape(
        re.sub("<[^>]*>", "", re.sub(r'<span class="katex">.*?</annotation>.*?</math>', "", html))
    )


def test_formulas_in_title_and_summary_are_set_where_there_is_typesetting(house):
    pages = built(house, f"'{TITLE}'", f"'{SUMMARY}'")
    for name, element in (("page", "h1"), ("index.html", "h2"), ("404.html", "li")):
        (shown,) = re.findall(rf"<{element}>.*?</{element}>", pages[name], re.DOTALL)[:1]
        assert shown.count('<span class="katex">') == 2
    assert re.search(r'<p class="summary">From \$5 to \$10, with <span class="katex">', pages["page"])
    assert "&lt;and&gt; *stars*." in pages["page"]
    style = (house / "dist" / re.search(r'href="[./]*(assets/site[^"]*\.css)"', pages["page"])[1]).read_text()
    assert 'math {\nfont-family: "Formula", math;' in style


def test_plain_words_stand_where_there_is_none(house):
    pages = built(house, f"'{TITLE}'", f"'{SUMMARY}'")
    page = pages["page"]
    assert unescape(re.search("<title>(.*?)</title>", page)[1]) == SHOWN_TITLE
    for name in ('name="citation_title"', 'property="og:title"'):
        assert unescape(re.search(f'{name} content="(.*?)"', page)[1]) == SHOWN_TITLE
    for name in ('name="description"', 'property="og:description"'):
        assert unescape(re.search(f'{name} content="(.*?)"', page)[1]) == SHOWN_SUMMARY
    metadata = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert (metadata["headline"], metadata["description"]) == (SHOWN_TITLE, SHOWN_SUMMARY)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = ElementTree.parse(house / "dist/feed.xml").getroot().find(f"{atom}entry")
    assert (entry.findtext(f"{atom}title"), entry.findtext(f"{atom}summary")) == (SHOWN_TITLE, SHOWN_SUMMARY)


def test_who_cites_the_article_gets_its_tex(house):
    assert r"title = {How $x^2$ &amp; $\beta_i$ cost \$5}," in built(house, f"'{TITLE}'", "'S'")["page"]


def test_a_site_without_formulas_in_titles_asks_for_none(house):
    assert "katex" not in built(house, "'It costs $5'", "'S'")["index.html"]


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (r"'Of $x^2$ and $\foo$'", "first/article.md:2:14: malformed TeX: Undefined control sequence: \\foo"),
        (
            r'"Of $\theta$"',
            "first/article.md:2:14: a formula in which \\t was read as white space; write the text betw",
        ),
        (r'"Of $x \times \nu$"', "first/article.md:2:14: a formula in which \\t was read"),
        (r'"Of $\nu$"', "first/article.md:2:14: a formula in which \\n was read"),
        (r'"Of $\alpha$"', "first/article.md:2:"),
        (r'"Of $\beta$"', "first/article.md:2: 'title' holds a character that no page can show"),
    ],
)
def test_a_formula_that_cannot_be_set_is_told_with_its_place(house, title, message):
    (line,) = refusal(house, title, "'S'").splitlines()
    assert line.startswith(f"content/{message}")
    assert "single quotes" in line or "malformed" in line


@pytest.mark.parametrize(
    ("tex", "shown", "ascii_"),
    [
        ("x^2", "x²", "x^2"),
        (r"\mathbb{R}^n", "ℝⁿ", "R^n"),
        (r"\frac{a+b}{2}", "(a+b)/2", "(a+b)/2"),
        (r"\sqrt{x}\le\alpha_{i}", "√x ≤ αᵢ", "sqrtx <= alpha_i"),
        (r"O(n\log n)", "O(n log n)", "O(n log n)"),
        (r"x^{n+1}_{ij}", "xᵢⱼⁿ⁺¹", "x_ij^n+1"),
        (r"\beta\text{-VAE}", "β-VAE", "beta-VAE"),
        (r"\hat x'", "x̂′", "x'"),
        (r"q^{\mathcal L}", "q^L", "q^L"),
        (r"\mathrm{KL}(q\Vert p)", "KL(q‖p)", "KL(q||p)"),
    ],
)
def test_a_formula_reads_as_plain_text(typesetter, tex, shown, ascii_):
    rendered = typesetter.render([Formula(tex, False, "a:1:1")], ErrorList(), "here")
    assert formula_text(rendered[tex, False]) == shown
    assert in_ascii(shown) == ascii_


def test_letters_that_the_pictures_font_lacks_become_letters_that_it_has():
    assert in_ascii("Größe – “Ζéta”") == 'Grosse - "Zetaeta"'


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Größe – “Ζéta”", 'Grosse - "Zetaeta"'),
        ("The β-VAE and its κ", "The beta-VAE and its kappa"),
        ("Ελληνικά", "two waves"),
        ("Введение", "two waves"),
        ("日本語", "two waves"),
        ("שלום", "two waves"),
        ("Waves in 日本", "two waves"),
        ("👩‍👩‍👧", "two waves"),
    ],
)
def test_a_picture_shows_a_title_that_its_font_has_or_the_words_of_its_address(title, shown):
    assert in_picture(title, "two-waves") == shown


@pytest.mark.parametrize("text", ["costs $5", "$5 to $10", r"\$x\$", "$ x $", "$$", "a$"])
def test_money_is_no_formula(text):
    title = Title(text, "a.md:1:1")
    assert title.formulas() == []
    assert title.html({}) == title.text({}) == text.replace(r"\$", "$")
