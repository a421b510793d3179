"""A toggle that is held down is on as long as that: by mouse and by finger; the space bar switches it over."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

LIVE = 90_000  # milliseconds that a slow machine may take to start the engine


@pytest.fixture
def anatomy(page, site):
    page.goto(site + "autoencoders/#anatomy")
    figure = page.locator("#anatomy")
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE)
    return figure


def told(figure, what):
    """Wait until the figure tells that it shows what is left without the dot, or that it does not."""
    describe = expect(figure.locator("[data-describe]"))
    (describe.to_contain_text if what else describe.not_to_contain_text)("Shown is what is left without it.")


def test_it_is_on_while_the_mouse_holds_it_and_off_wherever_that_lets_go(anatomy, page):
    box = anatomy.locator(".toggle label").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    told(anatomy, True)
    assert anatomy.locator("input[name=silent]").is_checked()
    page.mouse.move(box["x"] + 20, box["y"] - 150)
    page.mouse.up()
    told(anatomy, False)
    assert not anatomy.locator("input[name=silent]").is_checked()


def test_the_space_bar_switches_it_over(anatomy, page):
    anatomy.locator("input[name=silent]").focus()
    page.keyboard.press("Space")
    told(anatomy, True)
    page.keyboard.press("Space")
    told(anatomy, False)


def test_a_touch_on_a_dot_shows_its_part_and_arrow_keys_go_to_the_next(anatomy, page):
    box = anatomy.locator('[data-view="network"]').bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 9.5 / 12)
    expect(anatomy.locator("[data-describe]")).to_contain_text("Dot 10 stands at 3.3")
    page.keyboard.press("ArrowUp")
    expect(anatomy.locator("[data-describe]")).to_contain_text("Dot 9 stands at 1.7")
