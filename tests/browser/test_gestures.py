"""Gestures on pictures beside dragging, in a real browser.

The figure's sentence is Python's answer: what each control held when the frame was drawn, parted by bars.
"""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile


@pytest.fixture
def figure(page, stand):
    page.goto(f"{stand}#gestures")
    figure = page.locator("#gestures")
    expect(figure).to_have_attribute("data-state", "live")
    figure.dispatch_event("pointerdown")  # touched, so that no handle stirs while a test measures
    return figure


START = {"k": "3", "out": "", "noise": "7", "angle": "90", "times": "2"}


def tells(figure, **values):
    """Wait until the figure tells these values, and all its others as they were at the start."""
    expect(figure.locator("[data-describe]")).to_have_text(" | ".join((START | values).values()))


def middle(locator):
    locator.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_tap_on_a_ring_switches_the_cell_under_it_and_a_drag_moves_it(figure, page):
    ring = figure.locator('[data-of="k"]')
    x, y = middle(ring)
    page.mouse.click(x, y)
    tells(figure, out="3")
    page.mouse.click(x, y)
    tells(figure)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 2 * ring.bounding_box()["width"], y, steps=6)
    page.mouse.up()
    tells(figure, k="1")


def test_a_tap_beside_the_ring_switches_that_cell_and_leaves_the_ring(figure, page):
    ring = figure.locator('[data-of="k"]')
    x, y = middle(ring)
    page.mouse.click(x - 2 * ring.bounding_box()["width"], y)
    tells(figure, out="1")


def test_a_view_that_is_a_button_has_its_word_and_draws_anew_by_mouse_and_keyboard(figure, page):
    button = figure.locator('[data-view="noisy"]').get_by_role("button", name="New noise")
    page.mouse.click(*middle(button))
    tells(figure, noise="8")
    button.press("Enter")
    tells(figure, noise="9")
    button.press("Space")
    tells(figure, noise="10")
    assert "noise=10" in page.evaluate("location.hash")


def test_a_finger_gets_new_noise_from_the_picture(browser, stand):
    with browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    ) as context:
        page = context.new_page()
        page.goto(f"{stand}#gestures")
        figure = page.locator("#gestures")
        expect(figure).to_have_attribute("data-state", "live")
        figure.locator('[data-of="noise"]').tap()
        tells(figure, noise="8")


def pivot(figure):
    """Where the line's middle stands in the window, and how long a unit of the plane is there."""
    view = figure.locator('[data-view="plane"] svg')
    x, y = middle(view)
    return x, y, view.bounding_box()["width"] / 6


@pytest.mark.parametrize(
    ("grasped", "brought", "angle"), [(1.5, (1, 1), "45"), (-1.5, (-1, 1), "135"), (-1.2, (-1, -1), "45")]
)
def test_a_line_goes_under_the_hand_wherever_it_is_grasped(figure, page, grasped, brought, angle):
    x, y, unit = pivot(figure)
    page.mouse.move(x, y - grasped * unit)
    page.mouse.down()
    page.mouse.move(x + brought[0] * unit, y - brought[1] * unit, steps=8)
    page.mouse.up()
    tells(figure, angle=angle)


def test_a_tap_on_the_plane_brings_the_line_there_and_arrow_keys_turn_it(figure, page):
    x, y, unit = pivot(figure)
    page.mouse.click(x - 1.5 * unit, y - 1.5 * unit)
    tells(figure, angle="135")
    page.keyboard.press("ArrowUp")
    tells(figure, angle="136")
    page.keyboard.press("ArrowLeft")
    tells(figure, angle="135")
    page.keyboard.press("End")
    tells(figure, angle="180")


def test_a_word_on_the_track_goes_one_step_on_and_from_the_last_to_the_first(figure, page):
    word = figure.locator('[data-of="times"]')
    expect(word).to_have_text("next")
    page.mouse.click(*middle(word))
    tells(figure, times="3")
    x, y, unit = pivot(figure)
    box = word.bounding_box()
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((x, y + unit), abs=1)
    word.press("Enter")
    tells(figure, times="0")
    word.press("ArrowRight")
    tells(figure, times="1")
