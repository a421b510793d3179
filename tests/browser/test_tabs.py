"""Many tabs of a site that `serve` sends: each loads, and each hears of a build, by one stream of events."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from aeexplain.errors import ExplainError
from aeexplain.site.serve.live_reload import EVENTS, SCRIPTS, Channel, ReloadingHandler
from aeexplain.site.serve.server import Server

TABS = 8  # of HTTP/1.1, a browser has at most six connections to one server
LONG = 60_000  # milliseconds
PAGE = (
    "<!doctype html><html><head><title>{title}</title></head>"
    "<body><main><article><p>{text}</p></article></main></body></html>"
)


class Streams(ReloadingHandler):
    """Counts the streams of events."""

    begun = 0
    counting = threading.Lock()

    def do_GET(self) -> None:  # noqa: N802 (the name that http.server calls)
        if self.path == EVENTS:
            with self.counting:
                Streams.begun += 1
        super().do_GET()


class Ending(Channel):
    """A channel whose server is stopped with `end`, as a process is: all its connections break."""

    ended = False

    def end(self) -> None:
        """Break them."""
        self.ended = True
        self.tell([])

    @property
    def version(self) -> int:
        """Return how often the site was built."""
        if self.ended:
            raise ConnectionError
        return super().version

    def after(self, count: int) -> tuple[int, str]:
        """Wait for news."""
        news = super().after(count)
        if self.ended:
            raise ConnectionError
        return news


class Site:
    """A site of one page; `build` is what a build does."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.channel, self.url = folder, Channel(), ""

    def build(self, text: str, title: str = "A page") -> None:
        """Write the page and tell of it."""
        (self.folder / "index.html").write_text(PAGE.format(text=text, title=title), encoding="utf-8")
        self.channel.tell([])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site that has been built once, served."""
    site = Site(tmp_path)
    site.build("one")
    Streams.begun = 0
    with Server(tmp_path, 0, partial(Streams, channel=site.channel)) as server:
        site.url = server.url
        yield site


def opened(context: BrowserContext, site: Site, number: int) -> Page:
    """Return a tab that has loaded the page and listens."""
    page = context.new_page()
    page.goto(f"{site.url}?{number}", timeout=LONG)
    page.wait_for_function(
        "performance.getEntriesByName(location.origin + '/.serve/news.mjs').length", timeout=LONG
    )
    page.evaluate("window.same = true")
    return page


def test_every_one_of_many_tabs_loads_and_takes_up_what_is_saved(context: BrowserContext, site: Site) -> None:
    tabs = [opened(context, site, number) for number in range(TABS)]
    site.build("two")
    for tab in tabs:
        expect(tab.locator("p")).to_have_text("two", timeout=LONG)
        assert tab.evaluate("window.same"), "a change of the text alone leaves the page as it is"
    assert Streams.begun == 1
    site.build("three", title="Another")
    for tab in tabs:
        expect(tab.locator("p")).to_have_text("three", timeout=LONG)
        expect(tab).to_have_title("Another", timeout=LONG)
    site.channel.tell([ExplainError("a.md:1:1", "is wrong")])
    for tab in tabs:
        expect(tab.locator("[data-serve-errors]")).to_contain_text("is wrong", timeout=LONG)


def test_the_other_tabs_go_on_listening_when_the_first_is_closed(context: BrowserContext, site: Site) -> None:
    first, *others = [opened(context, site, number) for number in range(3)]
    first.close()
    site.build("two")
    for tab in others:
        expect(tab.locator("p")).to_have_text("two", timeout=LONG)


def test_a_tab_opened_later_is_told_what_was_wrong_before(context: BrowserContext, site: Site) -> None:
    opened(context, site, 0)
    site.channel.tell([ExplainError("a.md:1:1", "is wrong")])
    late = opened(context, site, 1)
    expect(late.locator("[data-serve-errors]")).to_contain_text("is wrong", timeout=LONG)


def test_a_page_that_is_come_back_to_shows_what_was_built_meanwhile(
    context: BrowserContext, site: Site
) -> None:
    tab, _ = opened(context, site, 0), opened(context, site, 1)
    tab.goto(f"{site.url}feed.xml")
    site.build("two")
    tab.go_back(timeout=LONG)
    expect(tab.locator("p")).to_have_text("two", timeout=LONG)


def test_a_server_that_is_started_again_is_heard(context: BrowserContext, tmp_path: Path) -> None:
    old, new = Site(tmp_path), Site(tmp_path)
    old.channel = ending = Ending()
    for _ in range(3):
        old.build("one")
    with Server(tmp_path, 0, partial(ReloadingHandler, channel=ending)) as server:
        old.url = server.url
        tab = opened(context, old, 0)
    ending.end()
    new.build("two")
    with Server(tmp_path, server.port, partial(ReloadingHandler, channel=new.channel)):
        expect(tab.locator("p")).to_have_text("two", timeout=LONG)
        expect(tab.locator("html[data-served='1']")).to_have_count(1, timeout=LONG)
        new.build("three")
        expect(tab.locator("p")).to_have_text("three", timeout=LONG)


@pytest.mark.parametrize(
    "lacks", ["delete window.SharedWorker", "window.SharedWorker = class { constructor() { throw 0 } }"]
)
def test_without_a_worker_for_all_tabs_a_page_listens_itself(page: Page, site: Site, lacks: str) -> None:
    page.add_init_script(lacks)
    page.goto(site.url)
    expect(page.locator("p")).to_have_text("one")
    page.wait_for_function(
        "performance.getEntriesByName(location.origin + '/.serve/news.mjs').length", timeout=LONG
    )
    site.build("two")
    expect(page.locator("p")).to_have_text("two", timeout=LONG)


def test_where_the_worker_does_not_start_a_page_listens_itself(
    page: Page, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(SCRIPTS, "/.serve/shared.js")
    page.goto(site.url)
    site.build("two")
    expect(page.locator("p")).to_have_text("two", timeout=LONG)
