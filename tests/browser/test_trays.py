"""Choices in a bar that is too narrow for them: the chosen option is seen, and a tray of all opens over the bar."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile


@pytest.fixture
def phone(touch_page, stand):
    touch_page.goto(stand)
    trays = touch_page.locator("#trays")
    trays.locator(".demo-bar").scroll_into_view_if_needed()
    expect(trays).to_have_attribute("data-state", "live")
    return trays


def option(figure, choice, text):
    return figure.locator(f'label:has([name="{choice}"][value="{text}"])')


def seen(figure, choice):
    """The options of a choice that a reader sees."""
    boxes = figure.locator(f'label:has([name="{choice}"])')
    return [
        box.locator("input").get_attribute("value") for box in boxes.all() if box.bounding_box()["width"] > 1
    ]


@pytest.mark.parametrize(
    ("choice", "chosen", "other", "all_"),
    [("digit", "3", "7", 10), ("way", "through the forest", "along the river", 3)],
)
def test_a_tap_opens_a_tray_in_which_another_closes_it(phone, choice, chosen, other, all_):
    assert seen(phone, choice) == [chosen]
    option(phone, choice, chosen).tap()
    assert len(seen(phone, choice)) == all_
    bar = phone.locator(".demo-bar").bounding_box()
    for each in (chosen, other):
        box = option(phone, choice, each).bounding_box()
        assert box["y"] + box["height"] <= bar["y"], "over the bar"
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    option(phone, choice, other).tap()
    assert seen(phone, choice) == [other]
    expect(phone.locator("[data-describe]")).to_contain_text(other if choice == "digit" else "by way 2")


def test_the_chosen_one_a_press_elsewhere_and_escape_close_the_tray_and_choose_nothing(phone):
    for close in (
        lambda: option(phone, "digit", "3").tap(),
        lambda: phone.locator("figcaption").tap(),
        lambda: option(phone, "digit", "3").locator("input").press("Escape"),
    ):
        option(phone, "digit", "3").tap()
        assert len(seen(phone, "digit")) == 10
        close()
        assert seen(phone, "digit") == ["3"]


def test_arrow_keys_choose_without_a_tray(phone):
    option(phone, "digit", "3").locator("input").press("ArrowRight")
    assert seen(phone, "digit") == ["4"]
    expect(phone.locator("[data-describe]")).to_contain_text("4 by way")


def test_where_there_is_room_all_are_seen(page, stand):
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(stand)
    trays = page.locator("#trays")
    trays.scroll_into_view_if_needed()
    expect(trays).to_have_attribute("data-state", "live")
    assert len(seen(trays, "digit")) == 10
    option(trays, "digit", "3").click()
    assert trays.locator(".open").count() == 0
