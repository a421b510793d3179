import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build
from aeexplain.site.build.site_writer import SiteWriter
from aeexplain.site.content import reserved_addresses
from aeexplain.site.content.articles import read_article, read_article_sources
from aeexplain.site.core.error_list import ErrorList

FRONT = '+++\ntitle = "T"\nsummary = "S"\nauthors = ["A"]\ndate = 2026-01-31\n+++\n'


def refusal(root, slug):
    folder = root / "content" / slug
    folder.mkdir(parents=True)
    (folder / "article.md").write_text(FRONT)
    errors = ErrorList()
    for article_source in read_article_sources(root, errors):
        read_article(article_source, errors)
    with pytest.raises(ExplainError) as raised:
        errors.raise_if_any()
    return str(raised.value)


@pytest.mark.parametrize(
    "slug", ["colophon", "assets", "index", "404", "feed", "sitemap", "robots", "service"]
)
def test_an_article_cannot_have_an_address_of_the_site(tmp_path, slug):
    message = refusal(tmp_path, slug)
    assert message.startswith(
        f"content/{slug}/article.md: {slug!r} is the address of a page or a folder of the site's own"
    )


@pytest.mark.parametrize("slug", ["con", "aux", "nul", "prn", "com1", "lpt9"])
def test_an_article_cannot_have_the_name_of_a_device(tmp_path, slug):
    assert "is the name of a device on Windows" in refusal(tmp_path, slug)


@pytest.mark.parametrize(
    "slug", ["Colophon", "feed.xml", "_headers", "first.", "First", "a.b", "first ", "-a", "é"]
)
def test_an_article_has_a_plain_address(tmp_path, slug):
    assert f"the folder {slug!r} is no slug" in refusal(tmp_path, slug)


@pytest.mark.parametrize("slug", ["colophons", "assets-of-mine", "con-man", "com10", "autoencoders"])
def test_other_addresses_are_free(slug):
    assert reserved_addresses.why_reserved(slug) == ""


def test_all_that_a_site_has_at_its_root_is_reserved_or_an_article(house):
    build(house, house / "dist", cache=Cache(house / "cache"))
    there = {path.name for path in (house / "dist").iterdir()}
    assert there - reserved_addresses.ROOT == {"first"}


@pytest.mark.parametrize("other", ["a/page.html", "a/Page.html", "A/page.html"])
def test_two_contents_cannot_stand_in_one_place(tmp_path, other):
    with SiteWriter(tmp_path / "dist", {}) as writer:
        writer.put("a/page.html", b"one")
        with pytest.raises(ExplainError, match=r"two files of the site would stand at 'a/page\.html'"):
            writer.put(other, b"two")


def test_one_content_may_be_put_twice(tmp_path):
    with SiteWriter(tmp_path / "dist", {}) as writer:
        writer.put("a", b"one")
        writer.put("a", b"one")
        assert writer.sizes == {"a": 3}


def test_two_contents_cannot_take_the_place_of_one_that_is_kept(tmp_path):
    with SiteWriter(tmp_path / "dist", {}) as writer:
        writer.put("_headers", b"")
        writer.put("a", b"one")
        ledger = writer.publish()
    with SiteWriter(tmp_path / "dist", ledger) as writer:
        assert writer.keep("a", ledger["a"][0])
        with pytest.raises(ExplainError, match="two files"):
            writer.put("a", b"two")
