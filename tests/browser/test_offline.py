"""Keep for offline: stored on a press alone, opened without a network, never in the way of a newer build, and removable."""

import re
import shutil
from functools import partial

import pytest
from playwright.sync_api import Error, expect

from aeexplain.site.builder import build
from aeexplain.site.serve import Handler, Server

LIVE = 120_000  # milliseconds that a slow machine may take to fetch and to start the engine
STORED = """async () => ({
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    kept: localStorage.length + (await indexedDB.databases()).length,
})"""
NOTHING = {"caches": 0, "workers": 0, "kept": 0}
SITE = 'title = "S"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'
FRONT = '+++\ntitle = "T"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'


class Brief(Handler):
    """Hangs up after each answer, so that a server that has stopped answers nobody any more."""

    protocol_version = "HTTP/1.0"


def serving(folder, port=0):
    server = Server(folder, port)
    server._listener.RequestHandlerClass = partial(Brief, directory=str(folder))
    return server


@pytest.fixture
def house(tmp_path, root):
    """A function that builds a site of one article with this text, always in the same place; return that."""
    shutil.copytree(root / "templates", tmp_path / "templates")
    (tmp_path / "weights").mkdir()
    (tmp_path / "content" / "first").mkdir(parents=True)
    (tmp_path / "content" / "site.toml").write_text(SITE, encoding="utf-8")

    def built(text):
        (tmp_path / "content" / "first" / "article.md").write_text(FRONT + text + "\n", encoding="utf-8")
        build(tmp_path, tmp_path / "dist")
        return tmp_path / "dist"

    return built


def keep(page):
    page.locator(".keep").scroll_into_view_if_needed()
    page.get_by_role("button", name=re.compile("^Keep for offline")).click()
    expect(page.locator(".keep [role=status]")).to_have_text(re.compile("^The article is kept"), timeout=LIVE)


def port_of(server):
    return int(server.url.rstrip("/").rpartition(":")[2])


def test_a_kept_article_opens_without_a_network_and_a_new_build_is_never_masked(page, house):
    dist = house("The first edition.")
    with serving(dist) as server:
        address, port = server.url + "first/", port_of(server)
        page.goto(address)
        expect(page.get_by_role("button", name="Keep for offline (0.0 MB)")).to_be_visible()
        assert page.evaluate(STORED) == NOTHING
        keep(page)
    page.reload()
    expect(page.get_by_text("The first edition.")).to_be_visible()
    assert page.locator("h1").evaluate("h1 => getComputedStyle(h1).fontWeight") != "400", (
        "the style is kept too"
    )

    house("The second edition.")
    with serving(dist, port):
        page.reload()
        expect(page.get_by_text("The second edition.")).to_be_visible()
        expect(page.locator(".keep [role=status]")).to_have_text(
            re.compile("^The article is kept in this browser, with")
        )
        assert page.evaluate(STORED)["caches"] == 1
    page.reload()
    expect(page.get_by_text("The second edition.")).to_be_visible()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator(".keep [role=status]")).to_have_text("Nothing of the article is kept any more.")
    assert page.evaluate(STORED) == NOTHING
    page.goto("about:blank")
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(address)


def test_what_cannot_be_kept_whole_is_not_kept(page, house, tmp_path):
    with serving(house("Text.")) as server:
        page.goto(server.url + "first/")
        next((tmp_path / "dist" / "assets").glob("favicon*.svg")).unlink()
        page.get_by_role("button", name=re.compile("^Keep for offline")).click()
        expect(page.locator(".keep [role=status]")).to_have_text(
            re.compile("^The article could not be kept: .*404")
        )
        assert page.evaluate(STORED) == NOTHING


def test_where_storage_is_refused_nothing_is_offered(page, house):
    page.add_init_script(
        "Object.defineProperty(window, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with serving(house("Text.")) as server:
        page.goto(server.url + "first/", wait_until="networkidle")
        expect(page.locator(".keep button")).to_be_hidden()
    assert complaints == []


def test_the_figures_of_a_kept_article_live_without_a_network(page, built):
    with serving(built) as server:
        page.goto(server.url + "autoencoders/")
        keep(page)
    page.reload()
    figure = page.locator("#bottleneck")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE)
    figure.get_by_role("slider").fill("5")
    expect(figure.locator("[data-describe]")).to_contain_text("from 5 of 32")
