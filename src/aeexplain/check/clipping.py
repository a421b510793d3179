"""What readers cannot get at: a page that is wider than its screen, and what is cut off without a way to scroll there."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from aeexplain.check.findings import Finding

SCRIPT = Path(__file__).with_name("clipped.js")
# Pixels: a screen of 1280 at 400 %, up to which nothing may have to scroll in both directions (WCAG 1.4.10).
NARROW = 320
MOST = 5  # of a page's places that are reported


def out_of_reach(page: Page, where: str) -> Iterator[Finding]:
    """Yield what cannot be seen of a page as it stands."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if wide > screen:
        yield Finding("width", where, f"the page is {wide} pixels wide on a screen of {screen}")
    found = page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    for pixels, words, element, box in sorted(found, reverse=True)[:MOST]:
        what = f"“{words}” in {element}" if words else element
        message = f"{pixels} pixels of {what} are cut off by {box}, and nothing scrolls there"
        yield Finding("clipped", where, message)


def out_of_reach_when_narrow(page: Page, where: str) -> Iterator[Finding]:
    """Yield what cannot be seen of a page on the narrowest screen; the page keeps that width."""
    page.set_viewport_size({"width": NARROW, "height": 800})
    yield from out_of_reach(page, where)
