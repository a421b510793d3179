"""Each figure of an article has a page of its own, which any page may frame: what stands in it, and when it is made anew."""

import json
import re
import shutil
from html.parser import HTMLParser

import pytest

from aeexplain.check.links import broken_links
from aeexplain.check.markup import invalid_markup
from aeexplain.check.policing import unpoliced_pages
from aeexplain.check.visit import pages_of, sample_of_figure_pages
from aeexplain.site.build.builder import build
from aeexplain.site.pages.figure_pages import from_folder

FRONT = '+++\ntitle = "On <lines>"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n{}+++\n\n'
BODY = """Text.

::demo projection {{#first}} {}

Between.

::demo projection {{#second}} As in [@fig:first], and in [another article](../other/article.md#there).
"""
OTHER = "## There {#there}\n\n::demo projection Ziehen.\n"
SITE = 'title = "S"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'


def write(house, caption="Drag the line.", body=BODY):
    folder = house / "content" / "first"
    (folder / "article.md").write_text(FRONT.format("") + body.format(caption), encoding="utf-8")
    build(house, house / "dist")


@pytest.fixture(scope="module")
def made(root, tmp_path_factory):
    """A site with two figures in an article, and one in a German article."""
    house = tmp_path_factory.mktemp("house")
    for name in ("templates", "weights"):
        (house / name).symlink_to(root / name)
    texts = {
        "first": FRONT.format("") + BODY.format("Drag."),
        "other": FRONT.format('language = "de"\n') + OTHER,
    }
    for slug, text in texts.items():
        (house / "content" / slug).mkdir(parents=True)
        (house / "content" / slug / "article.md").write_text(text, encoding="utf-8")
    (house / "content" / "site.toml").write_text(SITE)
    build(house, house / "dist")
    return house


def of_figure(house, id, article="first"):
    return (house / "dist" / article / "figures" / id / "index.html").read_text(encoding="utf-8")


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_figures_page_has_that_figure_alone_with_its_caption_and_a_way_to_its_article(made):
    page, elements = of_figure(made, "second"), Elements(of_figure(made, "second")).found
    assert re.findall(r'<figure class="demo" id="([^"]*)"', page) == ["second"]
    assert [tag for tag, _ in elements if tag in ("h1", "main", "article", "header")] == ["main", "h1"]
    assert "<title>Figure\N{NO-BREAK SPACE}2 · On &lt;lines&gt;</title>" in page
    assert '<p class="figure-source">From <a href="../../#second">On &lt;lines&gt;</a></p>' in page
    links = [each["href"] for tag, each in elements if tag == "a"]
    assert {"../../#second", "../../#first", "../../../other/#there"} <= set(links)
    # In a frame a link would else open the article there.
    assert ("base", {"target": "_blank"}) in elements


def test_a_figures_page_names_its_place_in_the_article_to_those_who_gather_pages(made):
    page = of_figure(made, "first")
    assert '<link rel="canonical" href="https://example.org/first/#first">' in page
    assert '<meta property="og:title" content="Figure\N{NO-BREAK SPACE}1 · On &lt;lines&gt;">' in page
    assert re.search(r'property="og:image" content="https://example.org/assets/previews/first\.', page)
    assert "noindex" not in page
    assert "figures/" not in (made / "dist" / "sitemap.xml").read_text()


def test_a_figures_page_lives_by_the_articles_own_files(made):
    dist, places = made / "dist", {}
    for place in ("first", "first/figures/first", "first/figures/second"):
        html = (dist / place / "index.html").read_text(encoding="utf-8")
        told = json.loads(re.search(r'id="aeexplain-page">(.*?)</script>', html)[1])
        addresses = re.findall(r'"(?:url|pyodide)": "([^"]*)"', json.dumps(told))
        addresses += re.findall(r'(?:src|data-fold[^>]*href|link[^>]*href)="(\.\.[^"]*)"', html)
        places[place] = {(dist / place / each).resolve() for each in addresses}
        assert all(each.exists() for each in places[place])
        assert list(told["atlases"]) == (["first", "second"] if place == "first" else [place[14:]])
    assert places["first/figures/first"] | places["first/figures/second"] <= places["first"]


def test_a_figures_page_speaks_the_language_of_its_article(made):
    page = of_figure(made, "projection", "other")
    assert '<html lang="de">' in page
    assert "Abbildung&nbsp;1." in page
    assert '<p class="figure-source">Aus <a href' in page


def test_an_edit_renews_the_pages_of_the_figures_that_it_changes_and_leaves_none_behind(house):
    def status(id):
        found = (house / "dist/first/figures" / id / "index.html").stat()
        return found.st_ino, found.st_mtime_ns

    body = BODY.replace(", and in [another article](../other/article.md#there)", "")
    write(house, body=body)
    before = {id: status(id) for id in ("first", "second")}
    write(house, "Drag the line slowly.", body)
    assert "Drag the line slowly." in of_figure(house, "first")
    assert [status(id) == before[id] for id in ("first", "second")] == [False, True]
    write(house, body=body.replace("#second", "#later"))
    assert sorted(path.name for path in (house / "dist/first/figures").iterdir()) == ["first", "later"]
    (house / "content" / "site.toml").write_text(SITE.replace('url = "https://example.org/"\n', ""))
    write(house, body="::demo projection {{#first}} {}\n")
    assert [path.name for path in (house / "dist/first/figures").iterdir()] == ["first"]
    # Nobody can be told where else it stands.
    assert '<meta name="robots" content="noindex">' in of_figure(house, "first")
    assert "canonical" not in of_figure(house, "first")


def test_the_pages_of_figures_pass_the_checks_which_look_at_a_sample_in_a_browser(made, tmp_path):
    dist = shutil.copytree(made / "dist", tmp_path / "dist")
    found = [*broken_links(dist), *unpoliced_pages(dist), *invalid_markup(dist)]
    assert [str(each) for each in found if "figures/" in each.where] == []
    assert pages_of(dist) == ["", "colophon", "first", "other"]
    assert sample_of_figure_pages(dist) == ["first/figures/first", "other/figures/projection"]
    page = dist / "first/figures/second/index.html"
    page.write_text(page.read_text().replace("../../#first", "../../#gone"), encoding="utf-8")
    assert [each.what for each in broken_links(dist)] == ["../../#gone: the page has no such place"]


@pytest.mark.parametrize(
    ("html", "from_page"),
    [
        ('<a class="x" href="#y">', '<a class="x" href="../../#y">'),
        ('<a href="../other/#y">', '<a href="../../../other/#y">'),
        ('<img alt="" src="../a.png">', '<img alt="" src="../../../a.png">'),
        ('<video poster="../a.png" src="../a.mp4">', '<video poster="../../../a.png" src="../../../a.mp4">'),
        ('<img src="data:image/png;base64,x">', '<img src="data:image/png;base64,x">'),
        ('<a href="https://example.org/#y">', '<a href="https://example.org/#y">'),
        ('<a href="mailto:a@example.org">', '<a href="mailto:a@example.org">'),
        # A reference within a drawing stays there.
        ('<use href="#y">', '<use href="#y">'),
    ],
)
def test_what_leads_out_of_a_figure_leads_there_from_its_page(html, from_page):
    assert from_folder(html) == from_page
