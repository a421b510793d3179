"""A range in a real browser: two handles on one track, by mouse, touch and keyboard, in the address, after a reset."""

import re

import pytest
from browser.folds import choose, unfold
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

START = ("5, 15", "0.2, 0.8")


@pytest.fixture
def figure(page, stand):
    page.goto(f"{stand}#spans")
    return live(page)


@pytest.fixture
def touched(touch_page, stand):
    """The figure on a phone, with a finger."""
    touch_page.goto(f"{stand}#spans")
    figure = live(touch_page)
    figure.finger = touch_page.finger
    return figure


def live(page):
    figure = page.locator("#spans")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", re.compile("^live$"))
    return unfold(figure)


def tells(figure, span=START[0], part=START[1]):
    expect(figure.locator("[data-describe]")).to_have_text(f"{span} | {part}")
    expect(figure.locator('[data-value-of="span"]')).to_have_text(span)


def handle(figure, end):
    return figure.get_by_role("group", name="Span").get_by_role("slider", name=end, exact=True)


def place(figure, value):
    """Where a handle stands at a value, in CSS pixels of the window."""
    box = figure.locator('[data-control="span"] .track').bounding_box()
    return box["x"] + 12 + value / 20 * (box["width"] - 24), box["y"] + box["height"] / 2


def drag(figure, start, *stops):
    mouse = figure.page.mouse
    mouse.move(*place(figure, start))
    mouse.down()
    for stop in stops:
        mouse.move(*place(figure, stop), steps=6)
    mouse.up()


def test_the_mouse_moves_either_handle_and_none_passes_the_other(figure):
    drag(figure, 5, 8)
    tells(figure, "8, 15")
    drag(figure, 15, 12)
    tells(figure, "8, 12")
    drag(figure, 8, 19)
    tells(figure, "12, 12")


@pytest.mark.parametrize(("stops", "span"), [((6,), "6, 12"), ((18,), "12, 18"), ((18, 4), "4, 12")])
def test_handles_that_stand_together_part_the_way_the_hand_goes(figure, stops, span):
    drag(figure, 5, 12)
    drag(figure, 15, 4)
    tells(figure, "12, 12")
    drag(figure, 12, *stops)
    tells(figure, span)


def test_the_part_of_the_track_between_the_handles_is_marked_from_the_start(figure):
    shares = "(box) => ['--from', '--to'].map((name) => box.style.getPropertyValue(name))"
    box = figure.locator('[data-control="span"]')
    assert box.evaluate(shares) == ["0.25", "0.75"]
    handle(figure, "to").press("End")
    tells(figure, "5, 20")
    assert box.evaluate(shares) == ["0.25", "1"]


def test_a_click_beside_the_handles_moves_none(figure):
    figure.page.mouse.click(*place(figure, 10))
    handle(figure, "to").press("ArrowRight")
    tells(figure, "5, 16")


def test_arrow_keys_move_the_handle_that_has_the_focus_as_far_as_the_other(figure):
    handle(figure, "from").focus()
    for _ in range(11):
        figure.page.keyboard.press("ArrowRight")
    tells(figure, "15, 15")
    figure.page.keyboard.press("Tab")
    expect(handle(figure, "to")).to_be_focused()
    figure.page.keyboard.press("ArrowLeft")
    tells(figure, "15, 15")
    figure.page.keyboard.press("End")
    tells(figure, "15, 20")


def test_a_finger_draws_a_handle_along(touched):
    (x, y), (to, _) = place(touched, 5), place(touched, 9)
    touched.finger("Start", x, y)
    for step in range(1, 9):
        touched.finger("Move", x + (to - x) * step / 8, y)
    touched.finger("End")
    span = touched.locator('[data-value-of="span"]').text_content()
    assert 7 <= int(span.split(",")[0]) <= 10
    assert span.endswith(", 15")
    tells(touched, span)


def test_a_finger_that_swipes_over_a_handle_scrolls_the_page(touched):
    x, y = place(touched, 5)
    before = touched.page.evaluate("scrollY")
    touched.finger("Start", x, y)
    for step in range(1, 9):
        touched.finger("Move", x, y + 15 * step)
    touched.finger("End")
    touched.page.wait_for_timeout(300)
    assert touched.page.evaluate("scrollY") < before
    tells(touched)


def test_an_address_brings_both_back_in_order_and_within_reach(page, stand):
    page.goto(f"{stand}#spans?span=18,4&part=0.34;7")
    figure = live(page)
    tells(figure, "4, 18", "0.3, 1")
    handle(figure, "to").press("ArrowLeft")
    tells(figure, "4, 17", "0.3, 1")
    expect(page).to_have_url(re.compile(r"#spans\?span=4,\+17&part=0\.3,\+1$"))
    choose(figure, "Reset")
    tells(figure)


def test_what_is_none_of_a_ranges_is_left_out_of_an_address(page, stand):
    page.goto(f"{stand}#spans?span=7&part=a,b")
    tells(live(page))
