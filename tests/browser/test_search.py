"""The search of a small site: what it finds, and that nothing of it is fetched before a reader asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from aeexplain.cache import Cache
from aeexplain.site.build.builder import build
from aeexplain.site.serve.server import Server

SITE = 'title = "S"\nsummary = "About."\nlanguage = "en"\nsearch = true\n'
FRONT = '+++\ntitle = "{}"\nsummary = "S."\ndate = 2026-01-31\n{}+++\n'
ARTICLES = {
    "whales": FRONT.format("On whales", "")
    + "Whales sing.\n\n## Songs {#songs}\n\nA humpback repeats <kbd>melodies</kbd> where a < b & c.\n",
    "moss": FRONT.format("On moss", "") + "Moss keeps water.\n",
    "haus": FRONT.format("Vom Bauen", 'language = "de"\n') + "Wer baut die Häuser am Meer?\n",
    "haus/en": FRONT.format("On building", "") + "Who builds by the sea?\n",
}


def written(root: Path) -> Path:
    """Write the site into an empty folder, and return the folder."""
    for slug, text in ARTICLES.items():
        (root / "articles" / slug).mkdir(parents=True)
        (root / "articles" / slug / "article.md").write_text(text, encoding="utf-8")
    (root / "site.toml").write_text(SITE, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def searchable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built."""
    root = written(tmp_path_factory.mktemp("searchable"))
    build(root, root / "dist")
    return root / "dist"


@pytest.fixture(scope="module")
def asked(searchable: Path, browser: Browser) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A page at the site's archive, what it has asked the site for so far, and its complaints."""
    with Server(searchable) as server, browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        requests: list[str] = []
        complaints: list[str] = []
        context.on("request", lambda request: requests.append(request.url.removeprefix(server.url)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(server.url)
        yield page, requests, complaints


def of_search(requests: list[str]) -> list[str]:
    """Return what was asked for that the search alone needs."""
    return [each for each in requests if "assets/search-" in each or each.endswith((".wasm", ".pagefind"))]


def words(page: Page, text: str) -> str:
    """Type words, and return the line that tells what was found."""
    page.get_by_role("searchbox").fill(text)
    page.wait_for_function(
        "(text) => document.querySelector('.search-status').textContent.includes(text)", arg=f"“{text}”"
    )
    return page.get_by_role("status").inner_text()


def test_nothing_of_the_search_is_fetched_before_a_reader_asks(
    asked: tuple[Page, list[str], list[str]],
) -> None:
    page, requests, _ = asked
    assert not [each for each in requests if "search" in each]
    page.get_by_role("link", name="Search").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    page.wait_for_function("document.activeElement.id === 'search-words'")
    page.wait_for_load_state("networkidle")
    assert of_search(requests) == []
    page.keyboard.type("humpback")
    page.get_by_role("link", name="On whales").wait_for()
    assert of_search(requests)


def test_an_article_is_found_with_the_section_that_has_the_word(
    asked: tuple[Page, list[str], list[str]],
) -> None:
    page, _, complaints = asked
    assert words(page, "melodies") == "One article for “melodies”."
    places = page.locator(".search-results a").evaluate_all(
        "(all) => all.map((a) => a.href.replace(/^.*?:[0-9]+/u, ''))"
    )
    assert places == ["/whales/", "/whales/#songs"]
    assert page.locator(".search-results mark").first.inner_text().strip() == "melodies"
    assert "a < b & c" in page.locator(".search-results li li p").inner_text()
    assert page.url.endswith("?q=melodies")
    assert complaints == []


def test_articles_of_each_language_are_found_by_its_own_endings(
    asked: tuple[Page, list[str], list[str]],
) -> None:
    page, _, complaints = asked
    assert words(page, "Haus") == "One article for “Haus”."
    assert page.locator(".search-results > li").get_attribute("lang") == "de"
    words(page, "whale singing")
    assert page.locator(".search-results h2").first.inner_text() == "On whales"
    # The editions' links to each other are no words of theirs.
    assert words(page, "Deutsch") == "No article has “Deutsch”."
    assert words(page, "zebra") == "No article has “zebra”."
    assert complaints == []


def test_a_search_has_an_address(asked: tuple[Page, list[str], list[str]]) -> None:
    page, _, _ = asked
    page.goto(page.url.partition("?")[0] + "?q=moss")
    page.get_by_role("link", name="On moss").wait_for()
    assert page.get_by_role("searchbox").input_value() == "moss"


def test_the_index_comes_out_the_same_byte_for_byte(searchable: Path, tmp_path: Path) -> None:
    root = written(tmp_path / "again")
    build(root, root / "dist", cache=Cache(tmp_path / "cache"))
    one, other = (
        {path.relative_to(dist).as_posix(): path.read_bytes() for path in dist.rglob("*") if path.is_file()}
        for dist in (searchable, root / "dist")
    )
    assert any("pf_index" in name for name in one)
    assert one == other
