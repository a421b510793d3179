"""The figure under an article's title moves once by itself: by what was drawn ahead, and only for who has not touched it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

RECORD = """
    window.moved = [];
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput }) => {
      if (!hadRecentInput) shifted += value;
    })).observe({ type: "layout-shift", buffered: true });
    addEventListener("DOMContentLoaded", () => {
      const [figure] = document.querySelectorAll("#door");
      const [input, line] = ["input[name=k]", ".demo-line"].map((each) => figure.querySelector(each));
      new MutationObserver(() => moved.push([input.value, line.textContent]))
        .observe(figure.querySelector("output[data-value-of=k]"), { childList: true });
      new MutationObserver(() => figure.hasAttribute("data-introducing") || (window.over = true))
        .observe(figure, { attributeFilter: ["data-introducing"] });
    });
"""
LONG = 60_000  # milliseconds


@pytest.fixture
def door(page):
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.add_init_script(RECORD)
    return page


def test_it_goes_over_the_whole_slider_and_back_to_its_start_and_nothing_else_moves(door, site):
    door.goto(site + "autoencoders/")
    start = door.locator("#door .demo-line").inner_text()
    door.wait_for_function("() => window.over", timeout=LONG)
    moved = door.evaluate("moved")
    values = [int(k) for k, _ in moved]
    assert min(values) == 0
    assert max(values) == 32
    assert values[-1] == 8
    assert all(f"from {k} number" in line for k, line in moved), "the line tells what is shown"
    assert door.locator("#door .demo-line").inner_text() == start
    # A busy machine sometimes counts 7e-7, from what is not known: at most a digit that moves by a few pixels, never a figure.
    assert door.evaluate("shifted") < 1e-5
    assert door.evaluate("location.hash") == ""


def test_it_asks_for_no_engine_until_the_page_scrolls(door, site):
    door.goto(site + "autoencoders/")
    door.wait_for_function("() => window.over", timeout=LONG)
    door.wait_for_timeout(500)
    assert not [url for url in door.asked if ".wasm" in url or "pyodide" in url or "/weights/" in url]
    expect(door.locator("#door")).to_have_attribute("data-state", "precomputed")
    door.mouse.wheel(0, 40)
    expect(door.locator("#door")).to_have_attribute("data-state", "live", timeout=LONG)


def test_who_touches_it_takes_it_over_as_it_stands(door, site):
    door.goto(site + "autoencoders/")
    door.wait_for_function("() => moved.some(([k]) => k === '5')", timeout=LONG)
    door.locator("#door .view-title").first.dispatch_event("pointerdown")
    k = door.locator("#door input[name=k]").input_value()
    assert door.locator("#door[data-introducing]").count() == 0
    door.wait_for_timeout(700)
    assert door.locator("#door input[name=k]").input_value() == k
    expect(door.locator("#door .demo-line")).to_contain_text(f"from {k} number")


@pytest.mark.parametrize("address", ["", "#door?k=20&digit=4&pad="])
def test_it_keeps_still_for_who_wants_no_motion_or_comes_for_a_state(browser, site, address):
    with browser.new_context(reduced_motion="no-preference" if address else "reduce") as context:
        page = context.new_page()
        page.add_init_script(RECORD)
        page.goto(f"{site}autoencoders/{address}")
        expect(page.locator("#door")).not_to_have_attribute("data-state", "static", timeout=LONG)
        page.wait_for_timeout(2500)
        assert page.evaluate("window.over") is None
        assert page.locator("#door input[name=k]").input_value() == ("20" if address else "8")
