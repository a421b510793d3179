"""The page of a figure's fold: what it holds, what the article leaves to it, and who has the same one."""

import json
import re
from html import unescape

import pytest

from aeexplain.cache import Cache
from aeexplain.check.links import broken_links
from aeexplain.check.markup import invalid_markup
from aeexplain.check.policing import unpoliced_pages
from aeexplain.errors import ExplainError
from aeexplain.files.digests import integrity_of
from aeexplain.languages.tables import SHIPPED, words_of
from aeexplain.site.build.builder import build
from aeexplain.site.build_context import BuildContext
from aeexplain.site.core.config import Config
from aeexplain.site.figures import fold
from aeexplain.site.figures.figure import FigureParts, read_figure_parts
from aeexplain.site.figures.render import draw
from aeexplain.site.markup.nodes import FigureRequest
from aeexplain.site.standalone import articles

WORDS = words_of("en", SHIPPED)
COMMON = {
    "word": WORDS,
    "language": "en",
    "direction": "ltr",
    "has_feed": True,
    "config": Config("S", "About.", "A", "en", "https://example.org/"),
    "policy": "default-src 'none'",
    "links": {name: f"{name}.css" for name in ("style", "math", "icon", "theme")},
    "integrity": dict.fromkeys(("style", "math", "theme"), "sha256-x"),
    "type_faces": (),
}
FIGURE = re.compile(r'<figure class="demo" id="([^"]+)".*?</figure>', re.DOTALL)
MORE = re.compile(r'<details class="demo-more".*', re.DOTALL)
EMPTY = re.compile(r'<(?:div|code)(?: data-view="([^"]+)")?[^>]* data-empty>')


@pytest.fixture(scope="module")
def context(root, tmp_path_factory):
    with BuildContext(root, Cache(tmp_path_factory.mktemp("cache"))) as context:
        yield context


def figures_of(dist, slug="autoencoders"):
    html = (dist / slug / "index.html").read_text(encoding="utf-8")
    return {match[1]: match[0] for match in FIGURE.finditer(html)}


def linked(dist, figure):
    """Return the file that a figure's fold links to, and what the link says of it."""
    (link,) = re.findall(
        r'<a href="\.\./([^"]+)" data-fold data-bytes="(\d+)" data-integrity="([^"]+)"', figure
    )
    return dist / link[0], int(link[1]), link[2]


def text_of(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


def parts(pictures="<p>picture</p>", listing="<pre><code>code</code></pre>"):
    return FigureParts("page", pictures, listing, (), 45)


def test_a_fold_keeps_its_words_its_controls_and_its_numbers_and_leaves_pictures_and_code(built):
    figures = figures_of(built)
    assert len(figures) > 20
    for figure in figures.values():
        more = MORE.search(figure)[0]
        assert (
            re.findall(r"<(?:svg|img|table)\b", re.sub(r"<fieldset.*?</fieldset>", "", more, flags=re.DOTALL))
            == []
        )
        assert more.count("<code data-empty></code>") == 1
    more = MORE.search(figures["vae"])[0]
    assert re.search(r'<div class="more-text">\s*<p>\w', more)
    assert re.search(r'<output data-view="\w+" data-kind="readout"[^>]*>[\d.]+', more)
    assert re.search(r"<input\b", more)
    assert re.search(r'<p class="view-title[^>]*>\w', more)


def test_each_fold_links_to_the_page_with_all_that_it_lacks(built, root):
    for figure in figures_of(built).values():
        place, size, integrity = linked(built, figure)
        content = place.read_bytes()
        assert (len(content), integrity_of(content)) == (size, integrity)
        page = content.decode()
        for view in filter(None, EMPTY.findall(figure)):
            held = re.search(rf'<div data-view="{view}"[^>]*>(.*?)</div>', page, re.DOTALL)
            assert re.match(r"<(svg|img|table)\b", held[1])
            assert "data-empty" not in held[0]
        demo = re.search(r'data-demo="([^"]+)"', figure)[1]
        source = (root / f"src/aeexplain/demos/{demo.replace('-', '_')}.py").read_text(encoding="utf-8")
        assert text_of(re.search(r"<code>(.*?)</code>", page, re.DOTALL)[1]).strip() == source.strip()


def test_no_file_of_a_fold_is_left_that_nothing_links_to(built):
    slugs = [path.parent.name for path in built.glob("*/index.html")]
    named = {linked(built, figure)[0] for slug in slugs for figure in figures_of(built, slug).values()}
    assert named == set((built / "assets" / "folds").glob("*"))


def test_the_pages_of_folds_pass_the_checks(built):
    assert [str(each) for each in (*broken_links(built), *unpoliced_pages(built))] == []
    assert [each for each in invalid_markup(built) if "/folds/" in each.where] == []


def test_a_page_that_was_changed_after_the_build_is_found(built, tmp_path):
    (tmp_path / "autoencoders").mkdir()
    html = (built / "autoencoders" / "index.html").read_text(encoding="utf-8")
    (tmp_path / "autoencoders" / "index.html").write_text(html, encoding="utf-8")
    place, *_ = linked(built, figures_of(built)["vae"])
    (tmp_path / "assets" / "folds").mkdir(parents=True)
    (tmp_path / "assets" / "folds" / place.name).write_bytes(place.read_bytes() + b" ")
    found = [each.what for each in unpoliced_pages(tmp_path) if "folds" in each.what]
    assert found == [f"../assets/folds/{place.name} has another digest than the page says"]


def test_figures_with_the_same_pictures_and_code_share_a_file_and_others_do_not(context):
    def place(demo, parts):
        return fold.fold_file(demo, parts, context.templates, COMMON).place

    assert place("d", parts()) == place("d", parts())
    others = {place("d", parts(pictures="")), place("d", parts(listing="<pre></pre>")), place("e", parts())}
    assert len(others | {place("d", parts())}) == 4


def test_two_figures_of_one_demo_have_a_file_for_each_start(context):
    def page(id, **options):
        drawn = draw(FigureRequest("bottleneck", id, tuple(options.items())), context, draft=True)
        return fold.fold_file(
            "bottleneck", read_figure_parts(drawn, context.cache), context.templates, COMMON
        )

    one, same, other = page("one"), page("same"), page("other", k="3")
    assert one.place == same.place != other.place


def test_what_has_no_pictures_says_so(context):
    bare = fold.fold_file("d", parts(pictures=""), context.templates, COMMON)
    assert ">The code of this fold, as a page<" in bare.link("../", WORDS)
    assert "<title>The figure “d”: code</title>" in bare.content.decode()
    assert "<h2>Code</h2>" in bare.content.decode()
    assert "Pictures" not in bare.content.decode()


def test_a_figure_without_controls_has_its_fold_too(house):
    (house / "demos").mkdir(exist_ok=True)
    (house / "demos" / "still.py").write_text(STILL, encoding="utf-8")
    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text() + "\n::demo still\nA caption.\n", encoding="utf-8")
    build(house, house / "dist")
    figure = figures_of(house / "dist", "first")["still"]
    assert "def compute" in text_of(linked(house / "dist", figure)[0].read_text(encoding="utf-8"))
    html = (house / "dist" / "first" / "index.html").read_text(encoding="utf-8")
    assert "aeexplain-page" not in html, "nothing moves, and the fold opens all the same"


STILL = '''"""A picture."""

from aeexplain.demo import Demo, View
from aeexplain.draw import drawing


def compute():
    return {"plain": drawing(10, 10, says="nothing")}


def describe():
    return "Nothing."


DEMO = Demo(compute, describe, controls={}, views={"plain": View("Plain")})
'''


def test_an_article_as_one_file_has_everything_inside(built):
    for content in articles(built).values():
        html = content.decode()
        for figure in (match[0] for match in FIGURE.finditer(html)):
            assert "data-empty" not in figure
            assert "fold-address" not in figure
            assert "def compute" in text_of(MORE.search(figure)[0])
    vae = next(
        match[0]
        for match in FIGURE.finditer(articles(built)["autoencoders.html"].decode())
        if match[1] == "vae"
    )
    assert re.search(r'<div data-view="curve" data-kind="drawing"><svg', MORE.search(vae)[0])


def test_an_article_as_one_file_is_refused_where_a_fold_lacks_something(built, tmp_path):
    figure = figures_of(built)["vae"]
    place, *_ = linked(built, figure)
    (tmp_path / "a").mkdir()
    (tmp_path / "assets" / "folds").mkdir(parents=True)
    (tmp_path / "assets" / "folds" / place.name).write_text("<html></html>")
    data = json.dumps({"engine": None})
    (tmp_path / "a" / "index.html").write_text(f"<article>{figure}</article><script>{data}</script>")
    with pytest.raises(ExplainError, match="lacks what the article wants of it"):
        articles(tmp_path)
