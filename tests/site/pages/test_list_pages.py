"""Lists of articles in pages: the archive, tags and feeds of a large site."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from aeexplain.cache import Cache
from aeexplain.check.links import broken_links
from aeexplain.site.build.builder import build
from aeexplain.site.pages import list_pages, site_pages

ENTRY = "{http://www.w3.org/2005/Atom}entry"
FRONT = '+++\ntitle = "Number {0}"\nsummary = "S."\ndate = {1}\ntags = ["Ärger & Co"{2}]\n+++\n\nWords.\n'


def article(root, number, more=""):
    folder = root / "articles" / f"number-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    front = FRONT.format(number, date(2026, 1, 1) + timedelta(number), more)
    (folder / "article.md").write_text(front, encoding="utf-8")


@pytest.fixture(scope="module")
def five(tmp_path_factory):
    """A site of five articles, two on a page and three in a feed; built, with a cache of its own."""
    root = tmp_path_factory.mktemp("five")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(list_pages, "ON_A_PAGE", 2)
        patch.setattr(site_pages, "ON_A_PAGE", 2)
        patch.setattr(site_pages, "IN_A_FEED", 3)
        site = 'title = "S"\nsummary = "About."\nlanguage = "en"\nurl = "https://example.org/x/"\n'
        (root / "site.toml").write_text(site, encoding="utf-8")
        for number in range(5):
            article(root, number)
        build(root, root / "dist", cache=Cache(root / "cache"))
        yield root


def titles(page):
    return re.findall(r"<h2>Number (\d)</h2>", page.read_text("utf-8"))


def beside(page):
    return dict(re.findall(r'<a rel="(prev|next)" href="([^"]*)"', page.read_text("utf-8")))


@pytest.mark.parametrize("folder", ["", "tags/ärger-co/"])
def test_a_long_list_goes_on_page_after_page_newest_first(five, folder):
    pages = [five / "dist" / folder / place / "index.html" for place in ("", "page/2", "page/3")]
    assert [titles(page) for page in pages] == [["4", "3"], ["2", "1"], ["0"]]
    assert not (five / "dist" / folder / "page" / "4").exists()


def test_each_page_of_a_list_leads_to_those_beside_it_and_says_where_it_stands(five):
    dist = five / "dist"
    first, second, third = (dist / place / "index.html" for place in (".", "page/2", "page/3"))
    assert beside(first) == {"next": "page/2/"}
    assert beside(second) == {"prev": "../../", "next": "../../page/3/"}
    assert beside(third) == {"prev": "../../page/2/"}
    assert "Page 2 of 3" in second.read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/x/page/2/">' in second.read_text("utf-8")
    assert list(broken_links(dist)) == []


@pytest.mark.parametrize("feed", ["feed.xml", "tags/ärger-co/feed.xml"])
def test_a_feed_has_the_newest_articles(five, feed):
    entries = ElementTree.parse(five / "dist" / feed).getroot().findall(ENTRY)
    assert [entry[0].text for entry in entries] == ["Number 4", "Number 3", "Number 2"]


def test_the_sitemap_has_every_article(five):
    assert len(re.findall("<loc>[^<]*/number-", (five / "dist" / "sitemap.xml").read_text("utf-8"))) == 5


def test_the_page_for_missing_pages_leads_to_the_archive_where_it_does_not_list_all(five):
    page = (five / "dist" / "404.html").read_text("utf-8")
    assert re.findall(r"Number \d", page) == ["Number 4", "Number 3"]
    assert '<a href="/x/">the archive</a> has all' in page


def test_a_list_that_fits_on_a_page_says_nothing_of_pages():
    (page,) = list_pages.list_pages([], "tags/x/")
    assert (page.number, page.count, page.place, page.newer, page.older) == (
        1,
        1,
        "tags/x/index.html",
        None,
        None,
    )


def rendered_anew(root):
    """Build once more, and return the pages that are no article and were made anew."""
    rendered = set()
    whole = site_pages.render_site_pages

    def noted(*given):
        for place, content in whole(*given):
            rendered.add(place)
            yield place, content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_pages, "render_site_pages", noted)
        build(root, root / "dist", cache=Cache(root / "cache"))
    return rendered


def test_more_words_make_the_pages_anew_that_list_the_article_and_a_new_tag_is_told_everywhere(five):
    assert rendered_anew(five) == set()
    path = five / "articles" / "number-0" / "article.md"
    path.write_text(path.read_text("utf-8").replace("Words.", "Words words."), encoding="utf-8")
    last = {"page/3/index.html", "tags/ärger-co/page/3/index.html"}
    # These are given all articles.
    assert rendered_anew(five) == last | {"sitemap.xml", "robots.txt", "colophon/index.html"}
    article(five, 0, ', "Words"')
    assert {"index.html", "tags/index.html", "tags/words/index.html"} <= rendered_anew(five)
    assert ">Words</a>" in (five / "dist" / "index.html").read_text("utf-8")


def test_lists_have_one_edition_of_an_article_and_the_sitemap_is_made_anew_for_each(tmp_path):
    (tmp_path / "site.toml").write_text(
        'title = "S"\nsummary = "A."\nlanguage = "de"\nurl = "https://example.org/"\n', encoding="utf-8"
    )
    for number in range(3):
        article(tmp_path, number)
    inner = tmp_path / "articles" / "number-0" / "en" / "article.md"
    inner.parent.mkdir()
    inner.write_text(FRONT.format(7, date(2026, 1, 1), ""), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(list_pages, "ON_A_PAGE", 2)
        rendered_anew(tmp_path)
        dist = tmp_path / "dist"
        for folder in ("", "tags/ärger-co/"):
            pages = [dist / folder / place / "index.html" for place in ("", "page/2")]
            assert [titles(page) for page in pages] == [["2", "1"], ["0"]]
        assert "Seite 2 von 2" in (dist / "page" / "2" / "index.html").read_text("utf-8")
        inner.write_text(FRONT.format(7, date(2026, 2, 3), ""), encoding="utf-8")
        assert "sitemap.xml" in rendered_anew(tmp_path)
    assert "number-0-en/</loc><lastmod>2026-02-03<" in (dist / "sitemap.xml").read_text("utf-8")
