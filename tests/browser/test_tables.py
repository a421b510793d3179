"""A table in a real browser: a native one, that follows its figure and lets nobody lose their place in it."""

import pytest
from browser.folds import unfold
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

ROWS = '[data-view="sizes"] tbody tr'


@pytest.fixture
def figure(page, stand):
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{stand}#sizes")
    figure = page.locator("#sizes")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "live")
    return unfold(figure)


def move(figure, n):
    figure.get_by_role("slider").fill(str(n))
    expect(figure.locator("[data-describe]").first).to_have_text(f"What {n} units measure.")


def test_it_is_a_table_to_those_who_cannot_see_it(figure):
    table = figure.get_by_role("table", name="What 2 units measure")
    expect(table.get_by_role("columnheader")).to_have_count(13)
    expect(table.get_by_role("rowheader")).to_have_text(["unit 0", "unit 1"])
    expect(table.get_by_role("row", name="unit 1").get_by_role("cell").first).to_have_text("2.00")


def test_it_follows_the_figure_with_more_rows_and_fewer(figure):
    for n in (5, 1, 6):
        move(figure, n)
        expect(figure.locator(ROWS)).to_have_count(n)
        expect(figure.get_by_role("table", name=f"What {n} units measure")).to_be_visible()
        expect(figure.locator(ROWS).last.locator("th")).to_have_attribute("scope", "row")
        expect(figure.locator(ROWS).last.locator("td")).to_have_count(12)
    expect(figure.locator(ROWS).nth(5).locator("td").first).to_have_text("30.00")


def test_one_that_is_too_wide_scrolls_by_keyboard_and_the_page_does_not(figure, page):
    region = figure.get_by_role("group", name="What 2 units measure")
    assert region.evaluate("(box) => box.scrollWidth > box.clientWidth + 100")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    region.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert region.evaluate("(box) => box.scrollLeft") > 0


def test_while_it_changes_the_focus_the_place_and_the_cells_stay(figure, page):
    region = figure.locator('[data-view="sizes"]')
    region.focus()
    region.evaluate("(box) => { box.scrollLeft = 120; window.first = box.querySelector('td'); }")
    figure.get_by_role("slider").evaluate(
        "(input) => { input.value = 3; input.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    expect(figure.locator(ROWS)).to_have_count(3)
    expect(region).to_be_focused()
    assert region.evaluate("(box) => box.scrollLeft") == 120
    assert region.evaluate("(box) => box.querySelector('td') === window.first")
