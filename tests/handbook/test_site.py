"""The handbook, built: every page of it, with its figures live and what code lists in its place."""

import re
from html import unescape

import pytest

from aeexplain.project import Project
from aeexplain.site.build.builder import build


@pytest.fixture(scope="module")
def site(handbook, tmp_path_factory):
    out = tmp_path_factory.mktemp("handbook") / "dist"
    build(handbook.root, out, base_url="https://example.org/handbook/")
    yield out
    Project(Project.package.parents[1]).activate()


def test_every_page_is_there_and_linked_from_the_first(site, handbook):
    first = (site / "index.html").read_text("utf-8")
    slugs = sorted(path.stem for path in handbook.pages.glob("*.md"))
    assert sorted(set(re.findall(r'<dt><a href="([a-z-]+)/">', first))) == slugs
    for slug in slugs:
        page = (site / slug / "index.html").read_text("utf-8")
        assert "::text" not in re.sub(r"<(code|pre).*?</\1>", "", page, flags=re.DOTALL)


def test_its_figures_are_live_and_stand_below_their_lines(site):
    page = (site / "drawing" / "index.html").read_text("utf-8")
    assert page.count('<figure class="demo"') > 20
    assert "aeexplain-page" in page
    assert (
        page.index('<h3 id="segments">') < page.index('id="mark-segments"') < page.index('<h3 id="trails">')
    )


def test_what_copy_gives_of_a_figure_is_its_whole_file(site, handbook):
    found = {
        page.name.partition(".")[0]: page.read_text("utf-8") for page in site.glob("assets/folds/*.html")
    }
    own = handbook.own_demo_names()
    assert set(own) <= found.keys()
    for name in own:
        code = re.search(r"<code[^>]*>(.*)</code>", found[name], re.DOTALL)[1]
        assert unescape(re.sub("<[^>]*>", "", code)) + "\n" == handbook.demo_files()[name].read_text("utf-8")


def test_its_pages_lead_back_to_all_pages_and_have_no_feed(site):
    page = (site / "start" / "index.html").read_text("utf-8")
    assert '<a href="../">All pages</a>' in page
    assert "feed.xml" not in page
    assert not (site / "feed.xml").exists()
    assert "<loc>https://example.org/handbook/start/</loc>" in (site / "sitemap.xml").read_text("utf-8")
