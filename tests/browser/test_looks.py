"""What figures look like in the dark, on a phone and while the engine loads: measured on the article, before any gesture."""

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

pytestmark = pytest.mark.one_profile

FILTER = "view => getComputedStyle(view.querySelector(':scope > :is(img, canvas)')).filter"
INK = "element => getComputedStyle(element)[element.closest('svg') ? 'fill' : 'color']"
GROUND = "view => getComputedStyle(view).backgroundColor"
SIDES = "views => views.map((view) => view.getBoundingClientRect()).map((box) => [box.top, box.bottom, box.left, box.right])"
# What is told of loading, as long as one likes, in every figure; then how far it lies over the room of the state line.
COVERED = """figures => figures.map((figure) => {
    const [line, status] = [".demo-line", ".demo-status"].map((name) => figure.querySelector(name));
    status.classList.remove("spoken");
    status.textContent = "Loading the live engine, and much else that is told of it while a reader waits: 7.8 of 7.9 MB";
    const { paddingInlineEnd } = getComputedStyle(line);
    return line.getBoundingClientRect().right - parseFloat(paddingInlineEnd) - status.getBoundingClientRect().left;
})"""


@pytest.fixture
def article(page, site):
    """Open the article in a window of some size, light or dark, and return the page."""

    def opened(width, height, scheme="light"):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{site}autoencoders/")
        return page

    return opened


def lightness(colour):
    return max(map(int, re.findall(r"\d+", colour)[:3]))


@pytest.mark.parametrize(("figure", "view"), [("vae", "plane"), ("vae", "at"), ("rate-distortion", "faces")])
def test_faces_are_no_negatives_in_the_dark_and_stand_on_a_light_ground(article, figure, view):
    found = article(1280, 720, "dark").locator(f'#{figure} .demo-stage [data-view="{view}"]')
    assert found.evaluate(FILTER) == "none"
    assert lightness(found.evaluate(GROUND)) > 200


def test_digits_turn_light_in_the_dark_and_so_does_the_ground_below_them_turn_dark(article):
    found = article(1280, 720, "dark").locator('#door .demo-stage [data-view="input"]')
    assert "invert" in found.evaluate(FILTER)
    assert lightness(found.evaluate(GROUND)) < 60


def test_what_lies_on_a_light_ground_has_the_colours_of_light_mode(article):
    page = article(1280, 720, "light")
    name, title = page.locator("#vae .over .text-b").first, page.locator("#walk .view-title.of-b")
    by_day = name.evaluate(INK), title.evaluate(INK)
    page.emulate_media(color_scheme="dark")
    assert name.evaluate(INK) == by_day[0]
    assert title.evaluate(INK) != by_day[1]


def test_on_a_phone_two_maps_of_one_dot_stand_side_by_side_below_the_roll(article):
    views = article(390, 844).locator("#swiss-roll .demo-stage [data-view]")
    roll, code, linear = views.evaluate_all(SIDES)
    assert code[:2] == pytest.approx(linear[:2], abs=1)
    assert code[3] < linear[2]
    assert roll[1] < code[0]


def test_on_a_phone_the_map_with_the_pins_stands_between_the_two_pictures_and_the_strips(article):
    views = article(390, 844).locator("#walk .demo-stage [data-view]")
    plane, between, faded, strips = views.evaluate_all(SIDES)
    assert between[:2] == pytest.approx(faded[:2], abs=1)
    assert faded[1] < plane[0] < plane[1] < strips[0]


@pytest.mark.parametrize("part", ['input[type="range"]', "[data-play]"])
def test_under_forced_colours_a_slider_and_the_round_button_are_still_seen(page, site, part):
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{site}autoencoders/")
    shown = Image.open(BytesIO(page.locator(f"#bottleneck .demo-bar {part}").screenshot())).convert("L")
    seen = np.asarray(shown, int)  # (height, width)
    drawn = np.abs(seen - seen[0, 0]) > 60
    assert drawn.any(1).mean() > 0.4
    assert drawn.any(0).mean() > 0.9


def test_what_is_told_of_loading_never_lies_over_the_state_line(article):
    figures = article(1280, 720).locator("figure.demo")
    figures.last.scroll_into_view_if_needed()
    assert max(figures.evaluate_all(COVERED)) <= 0
