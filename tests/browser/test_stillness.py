"""Nothing that is painted moves while a page comes, however slowly, and whatever its script adds."""

import time

import pytest
from playwright.sync_api import expect

from aeexplain.bench.hosts import Host, Pace
from aeexplain.site.build.builder import build

pytestmark = pytest.mark.one_profile

RECORD = """
    window.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value, sources }) =>
      [value, sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 200))])))
      .observe({ type: "layout-shift", buffered: true });
"""
PIECE, BEGINNING = 1000, 40_000  # bytes
SETTLED = 1000  # milliseconds after which nothing more comes by itself


class _Piecemeal(Pace):
    """Sends the beginning of a page in pieces, so that it is painted with half of a figure there."""

    def send(self, write, body):
        beginning = BEGINNING if body.startswith(b"<!doctype html>") else 0
        for at in range(0, beginning, PIECE):
            write(body[at : min(at + PIECE, beginning)])
            time.sleep(0.04)
        write(body[beginning:])


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_an_article_comes_slowly(page, built, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(RECORD)
    with Host(built, "none", _Piecemeal()) as host:
        page.goto(f"{host.url}autoencoders/", wait_until="load")
        page.wait_for_timeout(SETTLED)
        assert page.evaluate("shifts") == []


def test_a_page_that_ends_in_the_first_window_has_room_for_what_its_script_adds(page, tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "site.toml").write_text(
        'title = "S"\nsummary = "Of one page."\nlanguage = "en"\n', encoding="utf-8"
    )
    (tmp_path / "pages" / "about.md").write_text(
        '+++\ntitle = "About"\n+++\n\nA sentence.\n', encoding="utf-8"
    )
    build(tmp_path, tmp_path / "dist")
    page.add_init_script(RECORD)
    with Host(tmp_path / "dist", "none") as host:
        page.goto(f"{host.url}about/", wait_until="load")
        expect(page.locator(".keep button")).to_be_visible()
        page.wait_for_timeout(SETTLED)
        assert page.evaluate("shifts") == []
