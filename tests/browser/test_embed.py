"""A figure in a frame of another site's page: it lives there, has the room it needs, and nothing else of the site is framed."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from aeexplain.cache import user_cache
from aeexplain.site.build.builder import build
from aeexplain.site.serve.server import Server

WAIT = 60_000  # milliseconds: the machine may be busy
SITE = 'title = "Frames"\nsummary = "Figures in frames."\nlanguage = "en"\n'
ARTICLE = """+++
title = "Lines"
summary = "Figures in frames."
date = 2026-01-31
+++

Before.

::demo projection {#line} **Drag the line** through the cloud, so that what is kept of it becomes more and what is lost less.
"""
SPARE = 260  # pixels: a figure may break anew between two widths at which it was measured
HEIGHTS = "() => [document.documentElement.scrollHeight, innerHeight, document.documentElement.scrollWidth - innerWidth]"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with one figure."""
    root = tmp_path_factory.mktemp("frames")
    (root / "articles" / "lines").mkdir(parents=True)
    (root / "articles" / "lines" / "article.md").write_text(ARTICLE, "utf-8")
    (root / "site.toml").write_text(SITE, "utf-8")
    build(root, root / "dist", cache=user_cache())
    with Server(root / "dist") as server:
        yield server.url


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and the address of another site, whose pages have no policy."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{listener.server_address[1]}/"
    listener.shutdown()
    listener.server_close()


def snippet_of(page: Page, state: str) -> str:
    """Bring the figure into a state and return what its menu offers to be copied."""
    page.goto(f"{page.url}lines/#line?{state}")
    figure = page.locator("figure#line")
    figure.locator(".demo-menu summary").click()
    figure.get_by_role("button", name="Embed", exact=True).click()
    field = figure.get_by_label("HTML that shows this figure")
    expect(field).to_be_focused(timeout=WAIT)
    return field.input_value()


def framed(page: Page, html: str, other: tuple[Path, str]) -> Frame:
    """Return the frame that stands in a page of the other site."""
    folder, url = other
    # Each page has a name of its own: a browser may keep what it knows.
    name = f"{len(list(folder.iterdir()))}.html"
    (folder / name).write_text(f"<!doctype html><title>Other</title><body>{html}</body>", "utf-8")
    page.goto(url + name)
    handle = page.locator("iframe").element_handle()
    found = handle.content_frame() if handle else None
    assert found is not None
    return found


def test_a_figure_lives_in_another_sites_page_in_its_state_and_in_a_frame_that_fits_every_width(
    context: BrowserContext, address: str, other: tuple[Path, str]
) -> None:
    page = context.new_page()
    page.goto(address)
    html = snippet_of(page, "angle=30")
    assert f'src="{address}lines/figures/line/#line?angle=30' in html
    assert "<script" not in html
    inside = framed(page, html, other)
    figure = inside.locator("figure#line[data-state=live]")
    expect(figure).to_be_visible(timeout=WAIT)
    expect(inside.locator("[name=angle]")).to_have_value("30")
    inside.locator("[name=angle]").press("ArrowRight")
    expect(inside.locator("[name=angle]")).not_to_have_value("30")
    for width in (320, 390, 480, 660, 680, 768, 900):
        page.set_viewport_size({"width": width + 16, "height": 800})
        inside.evaluate("() => new Promise(requestAnimationFrame)")
        tall, room, beyond = inside.evaluate(HEIGHTS)
        assert (tall, beyond) == (room, 0), f"what is in the frame is cut, or scrolls, at {width} px"
        used = inside.evaluate("() => document.body.getBoundingClientRect().height")
        assert room - used < SPARE, f"the frame is too tall at {width} px"


def test_an_article_in_another_sites_frame_is_refused(
    page: Page, address: str, other: tuple[Path, str]
) -> None:
    for place in ("", "lines/", "colophon/"):
        inside = framed(page, f'<iframe src="{address}{place}"></iframe>', other)
        page.wait_for_timeout(300)
        assert inside.locator("main").count() == 0, place
    inside = framed(page, f'<iframe src="{address}lines/figures/line/"></iframe>', other)
    expect(inside.locator("main")).to_have_count(1)


def test_a_link_copied_in_a_figures_page_leads_into_its_article(
    context: BrowserContext, address: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}lines/figures/line/#line?angle=30")
    page.locator(".demo-menu summary").click()
    page.get_by_role("button", name="Copy link").click()
    copied = ""
    for _ in range(100):  # the figure tells it, but at once what else is new, too
        copied = page.evaluate("navigator.clipboard.readText()")
        if copied:
            break
        page.wait_for_timeout(100)
    assert copied.startswith(f"{address}lines/#line?angle=30")
