"""The main gesture of figures whose picture is what a hand takes hold of: on the article, with the engine that ships."""

import re

import pytest
from playwright.sync_api import expect

LIVE = 120_000  # milliseconds that a slow machine may take to start the engine


@pytest.fixture
def article(page, site):
    """Open the article at a figure's state, and return that figure when it answers live, touched so that nothing stirs."""

    def opened(figure, fragment=""):
        page.goto(f"{site}autoencoders/#{fragment or figure}")
        found = page.locator(f"#{figure}")
        found.scroll_into_view_if_needed()
        expect(found).to_have_attribute("data-state", "live", timeout=LIVE)
        expect(found.locator(".demo-stage [data-view] > img")).to_have_count(0)
        found.dispatch_event("pointerdown")
        return found

    return opened


def handle(figure, view):
    found = figure.locator(f'[data-view="{view}"] .handle')
    found.evaluate("element => element.scrollIntoView({ block: 'center' })")
    return found


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def place(figure, view, across, down):
    """A place of a view's picture, given as shares of its width and height, in CSS pixels of the window."""
    box = figure.locator(f'[data-view="{view}"] > :is(svg, canvas)').bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def line(figure, text):
    expect(figure.locator(".demo-line")).to_have_text(re.compile(text))


def test_pulling_the_latents_corner_makes_it_smaller(article, page):
    figure = article("compression")
    knob = handle(figure, "paths")
    start = middle(knob)
    drag(page, start, (start[0] - 200, start[1] - 200))
    line(figure, "works on 4,096 numbers instead of 786,432")
    assert "192×" in figure.locator('[data-view="times"]').inner_text()
    drag(page, middle(knob), (start[0] + 300, start[1] + 300))
    line(figure, "works on 1,048,576 numbers")
    knob.press("ArrowRight")
    line(figure, "works on 262,144 numbers")
    expect(page).to_have_url(re.compile(r"#compression\?factor=2&"))


def test_the_frame_on_the_strip_brings_all_eight_back_to_noise(article, page):
    figure = article("sampling")
    drag(page, middle(handle(figure, "decoded")), place(figure, "decoded", 1 / 22, 0.5))
    line(figure, "Step 0 of 20: 100%")
    page.mouse.click(*place(figure, "decoded", 0.5, 0.5))
    line(figure, "Step 10 of 20: 50%")
    ring = handle(figure, "decoded")
    assert middle(ring)[0] == pytest.approx(place(figure, "decoded", 0.5, 0)[0], abs=2)
    ring.press("ArrowRight")
    line(figure, "Step 11 of 20")


def test_pulling_a_kernels_edge_by_one_place_ends_the_checkerboard(article, page):
    figure = article("overlap")
    line(figure, "lie 1, 2 or 4 of them")
    knob = handle(figure, "kernels")
    start = middle(knob)
    width = figure.locator('[data-view="kernels"] svg').bounding_box()["width"]
    drag(page, start, (start[0] + width / 14, start[1] + 30))
    line(figure, "Kernels 4 wide, 2 apart: over a pixel of the picture lie 4 of them")
    assert middle(knob)[1] == pytest.approx(start[1], abs=1)
    assert middle(knob)[0] == pytest.approx(start[0] + width / 14, abs=3)
    knob.press("ArrowRight")
    line(figure, "Kernels 5 wide")


def test_the_knob_never_leaves_the_curve_of_rate_and_distortion(article, page):
    figure = article("rate-distortion")
    knob = handle(figure, "curve")
    track = figure.locator('[data-view="curve"] svg').evaluate(
        """svg => { const [x, y] = [svg.dataset.x, svg.dataset.y].map(each => each.split(" ").map(Number));
        const at = ([low, high, from, to], value) => from + (value - low) / (high - low) * (to - from);
        const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
        return svg.dataset.track.split(" ").map(each => each.split(",").map(Number))
            .map(([a, b]) => [box.left + scale * at(x, a), box.top + scale * at(y, b)]); }"""
    )
    for across, down, beta in ((0.05, 0.05, "5"), (0.98, 0.1, "0.1"), (0.1, 0.95, "[235]")):
        drag(page, middle(knob), place(figure, "curve", across, down))
        line(figure, f"At β = {beta} a face costs")
        assert min(abs(x - middle(knob)[0]) + abs(y - middle(knob)[1]) for x, y in track) < 2
    knob.press("Home")
    line(figure, "At β = 0.1 a face costs")


def test_a_tap_on_either_sheet_frames_the_same_picture_on_both(article, page):
    figure = article("failures")
    figure.locator("label", has_text="posterior collapse").click()
    line(figure, "With the prior weighed 30 times")
    handle(figure, "well")
    page.mouse.click(*place(figure, "well", 0.75, 0.25))
    expect(page).to_have_url(re.compile(r"digit=43\b"))  # the second 7
    for view in ("ill", "well"):
        ring = middle(figure.locator(f'[data-view="{view}"] .sheet > span'))
        assert ring == pytest.approx(place(figure, view, 0.75, 0.25), abs=2)
    handle(figure, "ill").press("ArrowDown")
    expect(page).to_have_url(re.compile(r"digit=44\b"))


@pytest.mark.parametrize(
    ("fragment", "figure", "told"),
    [
        ("checkerboard?kernel=4&stride=2&stage=late", "overlap", "Kernels 4 wide, 2 apart"),
        ("latent-diffusion?step=10&digit=7&size=512", "sampling", "Step 10 of 20"),
        ("failures?failure=dead+units&digit=20", "failures", "units are never on"),
    ],
)
def test_an_address_of_before_leads_to_the_figure_that_has_its_controls(article, fragment, figure, told):
    line(article(figure, fragment), told)
