"""What a site has beside its articles: archive, feed, map, the page for missing pages, colophon, cards and metadata."""

import io
import json
import re
from xml.etree import ElementTree

import pytest
from PIL import Image
from pybtex.database import parse_string

from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def dist(root, tmp_path_factory):
    """The project's own site, as if it stood in a folder of a host."""
    out = tmp_path_factory.mktemp("site") / "dist"
    build(root, out, base_url="https://host.example/deep/folder")
    return out


def read(dist, name):
    return (dist / name).read_text(encoding="utf-8")


def size(path):
    return Image.open(io.BytesIO(path.read_bytes())).size


def slugs(root):
    return {path.parent.name for path in (root / "content").glob("*/article.md")}


def translations(root):
    return {"-".join(path.parts[-3:-1]) for path in (root / "content").glob("*/*/article.md")}


def test_the_feed_has_an_entry_with_an_absolute_address_for_every_article(dist, root):
    feed = ElementTree.fromstring(read(dist, "feed.xml"))
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert sorted(ids) == sorted(f"https://host.example/deep/folder/{slug}/" for slug in slugs(root))
    dates = [entry.findtext("a:updated", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext("a:updated", namespaces=ATOM) == dates[0]


def test_the_map_names_every_page(dist, root):
    places = [
        each.text for each in ElementTree.fromstring(read(dist, "sitemap.xml")).iterfind(".//s:loc", MAP)
    ]
    assert set(places) == {
        f"https://host.example/deep/folder/{path}"
        for path in ("", "colophon/", *(f"{slug}/" for slug in slugs(root) | translations(root)))
    }
    assert "Sitemap: https://host.example/deep/folder/sitemap.xml" in read(dist, "robots.txt")


def test_the_page_for_missing_pages_works_under_any_address(dist):
    addresses = re.findall(r'(?:href|src)="([^"#]+)"', read(dist, "404.html"))
    assert addresses
    inner = [address for address in addresses if "://" not in address]
    assert inner
    assert all(address.startswith("/deep/folder/") for address in inner)
    for address in inner:
        path = dist / address.removeprefix("/deep/folder/")
        assert (path / "index.html" if path.is_dir() else path).is_file()


def test_every_article_has_a_card_in_the_archive(dist, root):
    cards = re.findall(r'<img src="([^"]+)" alt="" width="1936" height="544"', read(dist, "index.html"))
    assert len(cards) == len(slugs(root))
    assert all(size(dist / card) == (1936, 544) for card in cards)


def test_an_article_tells_machines_what_it_is(dist):
    html = read(dist, "autoencoders/index.html")
    metadata = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    )
    assert metadata["headline"] == "A Gentle Introduction to Autoencoders"
    assert metadata["url"] == "https://host.example/deep/folder/autoencoders/"
    picture = re.search(
        r'<meta property="og:image" content="https://host.example/deep/folder/([^"]+)">', html
    )[1]
    assert size(dist / picture) == (1200, 630)
    assert '<meta name="citation_publication_date" content="2026/11/22">' in html


def test_the_offered_citation_is_bibtex(dist):
    html = read(dist, "autoencoders/index.html")
    entry = re.search(r'aria-label="BibTeX entry"><code>(.*?)</code>', html, re.DOTALL)[1]
    (cited,) = parse_string(entry, "bibtex").entries.values()
    assert cited.fields["title"] == "A Gentle Introduction to Autoencoders"
    assert cited.fields["url"] == "https://host.example/deep/folder/autoencoders/"


def test_a_preview_shows_a_figure(dist):
    (path,) = (dist / "assets").glob("previews/autoencoders*.png")
    colours = Image.open(io.BytesIO(path.read_bytes())).getcolors(1 << 20)
    assert len(colours) > 50, "a title alone has few"


@pytest.mark.parametrize("url", ["example.org", "ftp://x.org/", "https://", "https://x.org/?a=b"])
def test_an_address_that_is_none_is_refused_with_a_remedy(root, tmp_path, url):
    with pytest.raises(ExplainError, match="no site's address"):
        build(root, tmp_path / "dist", base_url=url)
