"""Handles of sliders and choices on pictures, in a real browser: by mouse, finger and keyboard, in the address, after a reset.

The figure's sentence is Python's answer: what each control held when the frame was drawn, parted by bars.
"""

import re
from math import cos, radians, sin

import pytest
from browser.boxes import box_of
from browser.folds import choose, unfold
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

START = {
    "k": "12",
    "level": "0",
    "turn": "90",
    "frame": "1",
    "face": "a",
    "stop": "near",
    "place": "0.5, 0.5",
    "upper": "1",
    "lower": "2",
    "rubbed": "",
    "framed": "1, 1",
}
WORD = ".hint"


@pytest.fixture
def figure(page, stand):
    page.goto(f"{stand}#handles")
    return at_rest(live(page))


@pytest.fixture
def touched(browser, stand):
    """The figure on a phone, with a finger: `finger(kind, x, y)`."""
    with browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    ) as context:
        page = context.new_page()
        page.goto(f"{stand}#handles")
        session = context.new_cdp_session(page)

        def finger(kind, *place):
            points = [{"x": place[0], "y": place[1]}] if place else []
            session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

        figure = at_rest(live(page))
        figure.finger = finger
        yield figure


def live(page):
    figure = page.locator("#handles")
    expect(figure).to_have_attribute("data-state", "live")
    unfold(figure)
    # What lies in the fold is painted when it opens, and an image gives way to its canvas: whichever comes late moves the rest.
    expect(figure.locator("[data-view]:empty, [data-view] > img")).to_have_count(0)
    return figure


def at_rest(figure):
    """The figure touched, so that no handle stirs while a test measures."""
    figure.dispatch_event("pointerdown")
    return figure


def tells(figure, **wanted):
    """Wait until the figure tells these values, and all its others as they were at the start."""
    values = [re.escape(value) for value in (START | wanted).values()]
    expect(figure.locator("[data-describe]")).to_have_text(re.compile(f"^{re.escape(' | ').join(values)}$"))


def handle(figure, view):
    found = figure.locator(f'[data-view="{view}"] .handle')
    found.evaluate("element => element.scrollIntoView({ block: 'center' })")
    return found


def place(figure, view, across, down):
    """A place of a view's picture, given as shares of its width and height, in CSS pixels of the window."""
    shown = figure.locator(f'[data-view="{view}"] > :is(svg:not(.over), canvas, img)').first
    box = box_of(shown)
    left, top, width, height = box["x"], box["y"], box["width"], box["height"]
    return left + across * width, top + down * height


def middle(locator):
    box = box_of(locator)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def on_bars(figure, k):
    return place(figure, "code", (20 + k * 18) / 400, 0.4)


def on_circle(figure, degrees):
    """Where the knob stands, from the drawing's own scales."""

    x, y = cos(radians(degrees)), sin(radians(degrees))
    across, down = 8 + (x + 1.5) / 3 * 284, 292 - (y + 1.5) / 3 * 284
    return place(figure, "round", across / 300, down / 300)


def drag(page, start, *stops):
    page.mouse.move(*start)
    page.mouse.down()
    for stop in stops:
        page.mouse.move(*stop, steps=6)
    page.mouse.up()


def swipe(figure, start, end):
    """Draw a finger from one place to another, and return how far the page has scrolled."""
    before = figure.page.evaluate("scrollY")
    figure.finger("Start", *start)
    for step in range(1, 11):
        figure.finger("Move", *(a + (b - a) * step / 10 for a, b in zip(start, end, strict=True)))
    figure.finger("End")
    figure.page.wait_for_timeout(300)
    return figure.page.evaluate("scrollY") - before


def test_a_rule_stands_at_the_value_and_follows_the_slider(figure):
    rule = handle(figure, "code")
    assert middle(rule)[0] == pytest.approx(on_bars(figure, 12)[0], abs=0.6)
    figure.locator('input[name="k"]').fill("5")
    tells(figure, k="5")
    assert middle(rule)[0] == pytest.approx(on_bars(figure, 5)[0], abs=0.6)
    top, bottom = place(figure, "code", 0, 0.1)[1], place(figure, "code", 0, 0.8)[1]
    box = box_of(rule)
    assert (box["y"], box["y"] + box["height"]) == pytest.approx((top, bottom), abs=0.6)
    grip = box_of(rule.locator("span"))
    assert grip["y"] == pytest.approx(bottom, abs=0.6), "outside the plot, where it covers no bar"
    assert (grip["width"], grip["height"]) == pytest.approx((34, 22), abs=0.6)


def test_the_mouse_drags_a_rule_by_its_line_and_by_its_grip(figure, page):
    rule = handle(figure, "code")
    drag(page, on_bars(figure, 12), on_bars(figure, 7))
    tells(figure, k="7")
    expect(page).to_have_url(re.compile(r"#handles\?.*\bk=7\b"))
    expect(rule).to_be_focused()
    drag(page, middle(rule.locator("span")), place(figure, "code", 3, 3))
    tells(figure, k="20")
    choose(figure, "Reset")
    tells(figure)
    assert middle(rule)[0] == pytest.approx(on_bars(figure, 12)[0], abs=0.6)


def test_a_grasp_beside_the_middle_of_a_handle_moves_nothing(figure, page):
    handle(figure, "code")
    x, y = on_bars(figure, 12)
    drag(page, (x + 9, y), (x + 9, y + 4))
    page.wait_for_timeout(200)
    tells(figure)


def test_a_click_on_the_plot_brings_the_rule_there(figure, page):
    rule = handle(figure, "code")
    page.mouse.click(*on_bars(figure, 3.2))
    tells(figure, k="3")
    expect(rule).to_be_focused()


def test_keys_step_a_rule_as_they_do_a_slider(figure, page):
    rule = handle(figure, "code")
    rule.focus()
    before = page.evaluate("scrollY")
    for key, k in {
        "ArrowRight": "13",
        "ArrowUp": "14",
        "ArrowLeft": "13",
        "ArrowDown": "12",
        "Shift+ArrowLeft": "7",
        "PageUp": "12",
        "PageDown": "7",
        "End": "20",
        "Home": "0",
    }.items():
        page.keyboard.press(key)
        expect(rule).to_have_attribute("aria-valuenow", k)
    tells(figure, k="0")
    expect(rule).to_be_focused()
    assert page.evaluate("scrollY") == before


def test_a_handle_tells_what_a_slider_tells(figure):
    rule = figure.locator('[data-view="code"]').get_by_role("slider", name="Numbers kept")
    told = {each: rule.get_attribute(f"aria-value{each}") for each in ("now", "min", "max", "text")}
    assert told == {"now": "12", "min": "0", "max": "20", "text": "12"}
    level = figure.locator('[data-view="levels"]').get_by_role("slider", name="Level")
    level.press("ArrowDown")
    expect(level).to_have_attribute("aria-valuetext", "-0.1")
    assert figure.locator("svg .handle").count() == 0, "an image holds nothing that can be focused"


def test_a_rule_across_moves_up_and_down(figure, page):
    rule = handle(figure, "levels")
    x, y = middle(rule)
    assert y == pytest.approx(place(figure, "levels", 0, 0.5)[1], abs=0.6)
    drag(page, (x, y), (x + 9, place(figure, "levels", 0, 0.5 - 0.3 * 0.4)[1]))
    tells(figure, level="0.3")
    rule.press("ArrowUp")
    rule.press("ArrowRight")
    tells(figure, level="0.5")


def test_a_knob_rides_its_line_and_never_leaves_it(figure, page):
    knob = handle(figure, "round")
    for degrees in (90, 0, 270):
        figure.locator('input[name="turn"]').fill(str(degrees))
        assert middle(knob) == pytest.approx(on_circle(figure, degrees), abs=1)
    handle(figure, "round")
    far = place(figure, "round", 0.02, 0.5)
    drag(page, on_circle(figure, 270), far)
    tells(figure, turn="180")
    assert middle(knob) == pytest.approx(on_circle(figure, 180), abs=1)
    page.mouse.click(*on_circle(figure, 30))
    tells(figure, turn="30")
    knob.press("ArrowUp")
    tells(figure, turn="35")


def test_a_slider_on_two_strips_frames_its_cell_on_both(figure, page):
    for view in ("film", "other"):
        ring = handle(figure, view)
        box, left = box_of(ring), place(figure, view, 0.2, 0)[0]
        assert (box["x"], box["x"] + box["width"]) == pytest.approx(
            (left, place(figure, view, 0.4, 0)[0]), abs=1
        )
    page.mouse.click(*place(figure, "other", 0.95, 0.5))
    tells(figure, frame="4")
    assert middle(handle(figure, "film"))[0] == pytest.approx(place(figure, "film", 0.9, 0)[0], abs=1)
    drag(page, middle(handle(figure, "film")), place(figure, "film", 0.45, 0.5))
    tells(figure, frame="2")


def ring_of(figure, control):
    return figure.locator(f'[data-view="lanes"] .ring[data-of="{control}"]')


def test_each_strip_of_a_picture_has_a_ring_of_its_own(figure, page):
    ring_of(figure, "upper").evaluate("element => element.scrollIntoView({ block: 'center' })")
    for control, down, cell in (("upper", 0, 1), ("lower", 0.5, 2)):
        box = box_of(ring_of(figure, control))
        corner, other = (
            place(figure, "lanes", cell / 4, down),
            place(figure, "lanes", (cell + 1) / 4, down + 0.5),
        )
        assert (box["x"], box["y"]) == pytest.approx(corner, abs=1)
        assert (box["x"] + box["width"], box["y"] + box["height"]) == pytest.approx(other, abs=1)
    drag(page, middle(ring_of(figure, "lower")), place(figure, "lanes", 0.1, 0.1))
    tells(figure, lower="0")
    page.mouse.click(*place(figure, "lanes", 0.9, 0.75))
    tells(figure, lower="3")
    page.mouse.click(*place(figure, "lanes", 0.9, 0.25))
    tells(figure, lower="3", upper="3")
    ring_of(figure, "upper").press("ArrowLeft")
    tells(figure, lower="3", upper="2")


def test_what_lies_over_an_image_is_drawn_anew_with_it(figure):
    over = figure.locator('[data-view="lanes"] > canvas + svg.over')
    expect(over).to_have_count(1)
    dot = over.locator("path")
    expect(dot).to_have_attribute("d", "M150 50h0")
    figure.locator('input[name="upper"]').fill("0")
    expect(dot).to_have_attribute("d", "M50 50h0")
    assert box_of(over) == box_of(figure.locator('[data-view="lanes"] > canvas'))


def test_a_mouse_rubs_cells_and_rubs_them_back(figure, page):
    handle(figure, "patches")
    at = [place(figure, "patches", (column + 0.5) / 4, 0.25) for column in range(4)]
    page.mouse.click(*at[1])
    tells(figure, rubbed="1")
    drag(page, at[0], at[2], place(figure, "patches", 0.6, 0.75))
    tells(figure, rubbed="0 1 2 6")
    page.mouse.move(*at[2])
    page.mouse.down()
    page.mouse.move(*at[0])  # in one leap, as a fast hand's
    page.mouse.up()
    tells(figure, rubbed="6")
    handle(figure, "patches").press("Space")
    tells(figure, rubbed="0 6")


def test_a_finger_rubs_cells_across_and_scrolls_the_page_along(touched):
    handle(touched, "patches")
    start, end = (place(touched, "patches", across, 0.25) for across in (0.1, 0.9))
    assert swipe(touched, start, end) == 0
    tells(touched, rubbed="0 1 2 3")
    touched.page.touchscreen.tap(*place(touched, "patches", 0.1, 0.75))
    tells(touched, rubbed="0 1 2 3 4")
    x, y = place(touched, "patches", 0.9, 0.75)
    assert swipe(touched, (x, y), (x + 2, y - 150)) > 40
    tells(touched, rubbed="0 1 2 3 4")


def test_a_click_on_a_sheet_takes_the_nearest_option_and_keys_step(figure, page):
    sheet = handle(figure, "sheet")
    page.mouse.click(*place(figure, "sheet", 0.6, 0.2))
    tells(figure, face="c")
    expect(page).to_have_url(re.compile(r"face=c"))
    page.mouse.click(*place(figure, "sheet", 0.97, 0.9))
    tells(figure, face="g")
    ring = box_of(sheet.locator("span"))
    assert (ring["x"], ring["y"]) == pytest.approx(place(figure, "sheet", 0.5, 0.5), abs=1)
    for key, face in {"ArrowUp": "c", "ArrowLeft": "b", "End": "g", "Home": "a", "ArrowDown": "e"}.items():
        sheet.press(key)
        expect(sheet).to_have_attribute("aria-valuetext", face)
    tells(figure, face="e")
    expect(figure.locator('input[value="e"]')).to_be_checked()


def test_a_choice_on_two_sheets_rings_its_option_on_both(figure, page):
    handle(figure, "copy")
    page.mouse.click(*place(figure, "copy", 0.6, 0.2))
    tells(figure, face="c")
    for view in ("sheet", "copy"):
        ring = box_of(handle(figure, view).locator("span"))
        assert (ring["x"], ring["y"]) == pytest.approx(place(figure, view, 0.5, 0), abs=1)


def test_a_choices_knob_stands_at_its_options_alone(figure, page):
    knob = handle(figure, "stops")
    low, middle_stop, high = ((20, 180), (80, 100), (140, 100))  # of the drawing's 200 units

    def at(stop):
        return place(figure, "stops", stop[0] / 200, stop[1] / 200)

    assert middle(knob) == pytest.approx(at(low), abs=1)
    drag(page, at(low), (at(middle_stop)[0] - 6, at(middle_stop)[1] + 9))
    tells(figure, stop="middle")
    assert middle(knob) == pytest.approx(at(middle_stop), abs=1)
    page.mouse.click(*at(high))
    tells(figure, stop="far")
    expect(figure.locator('input[value="far"]')).to_be_checked()
    for key, stop in {"ArrowLeft": "middle", "Home": "near", "End": "far"}.items():
        knob.press(key)
        expect(knob).to_have_attribute("aria-valuetext", stop)
    expect(page).to_have_url(re.compile(r"stop=far"))


def test_a_reticle_is_hollow_and_drags_like_a_knob(figure, page):
    reticle = figure.locator(".handle.reticle")
    expect(reticle).to_be_visible()
    reticle.scroll_into_view_if_needed()
    drag(page, middle(reticle), place(figure, "picture", 0.8, 0.2))
    box = figure.locator('input[name="place"]')
    assert [float(each) for each in box.input_value().split(", ")] == pytest.approx((0.8, 0.2), abs=0.03)


def test_a_point_may_be_a_ring_around_the_picture_that_stands_there(figure, page):
    ring = handle(figure, "plate")
    box, corner = box_of(ring), place(figure, "plate", 0, 0)
    assert (box["x"], box["y"]) == pytest.approx(corner, abs=1), (
        "two units around a place one from the corner"
    )
    assert box["x"] + box["width"] == pytest.approx(place(figure, "plate", 0.5, 0)[0], abs=1)
    drag(page, middle(ring), place(figure, "plate", 0.5, 0.75))
    text = figure.locator('input[name="framed"]').input_value()
    assert [float(each) for each in text.split(", ")] == pytest.approx((2, 3), abs=0.05)
    ring.press("ArrowRight")
    expect(figure.locator('input[name="framed"]')).not_to_have_value(text)


@pytest.mark.parametrize("part", ["line", "grip"])
def test_a_finger_drags_a_rule_and_not_the_page(touched, part):
    rule = handle(touched, "code")
    start = on_bars(touched, 12) if part == "line" else middle(rule.locator("span"))
    end = (on_bars(touched, 4)[0], start[1] + 3)
    assert swipe(touched, start, end) == 0
    tells(touched, k="4")
    expect(touched.page).to_have_url(re.compile(r"\bk=4\b"))


def test_a_finger_taps_a_plot_a_strip_and_a_sheet(touched):
    handle(touched, "code")
    touched.page.touchscreen.tap(*on_bars(touched, 17))
    tells(touched, k="17")
    handle(touched, "film")
    touched.page.touchscreen.tap(*place(touched, "film", 0.7, 0.5))
    tells(touched, k="17", frame="3")
    handle(touched, "sheet")
    touched.page.touchscreen.tap(*place(touched, "sheet", 0.4, 0.7))
    tells(touched, k="17", frame="3", face="f")


@pytest.mark.parametrize(
    ("view", "across"), [("code", 0.2), ("code", 236 / 400), ("sheet", 0.5), ("film", 0.3)]
)
def test_a_finger_that_swipes_up_over_a_picture_scrolls_the_page(touched, view, across):
    handle(touched, view)
    x, y = place(touched, view, across, 0.5)
    assert swipe(touched, (x, y), (x + 2, y - 150)) > 40
    tells(touched)


def test_handles_are_large_enough_for_a_finger(touched):
    sides = """element => [element, ...element.querySelectorAll("span")].flatMap((each) =>
        [null, "::after"].map((part) => getComputedStyle(each, part)).map(({ width, height, content }) =>
            [parseFloat(width) || 0, parseFloat(height) || 0]))"""
    for view in ("code", "levels", "round", "film", "picture"):
        boxes = handle(touched, view).evaluate(sides)
        assert any(width >= 44 and height >= 44 for width, height in boxes), view


def test_a_figure_that_nobody_touches_is_nudged_once(page, stand):
    page.goto(f"{stand}#handles")
    figure = live(page)
    figure.locator('[data-view="code"]').scroll_into_view_if_needed()
    figure.evaluate("element => element.scrollIntoView()")
    rule = figure.locator(".handle.rule.along-x")
    moves = """element => new Promise((resolve) => {
        const seen = [];
        const look = () => {
            seen.push(element.getBoundingClientRect().left);
            const word = element.parentElement.querySelector(".hint");
            if (word) window.word = word.textContent;
            performance.now() < end ? requestAnimationFrame(look) : resolve(seen);
        };
        const end = performance.now() + 4000;
        look();
    })"""
    seen = rule.evaluate(moves)
    assert page.evaluate("window.word") == "drag"
    assert max(seen) - seen[0] == pytest.approx(14, abs=3)
    assert seen[0] - min(seen) == pytest.approx(8, abs=3)
    expect(figure.locator(WORD)).to_have_count(0, timeout=10_000)
    tells(figure)
    page.evaluate("scrollTo(0, 0)")
    figure.evaluate("element => element.scrollIntoView()")
    page.wait_for_timeout(2500)
    assert figure.locator(WORD).count() == 0


def test_the_main_controls_handle_is_nudged_by_its_own_word(page, stand):
    page.goto(f"{stand}#handles")
    figure = live(page)
    figure.evaluate("element => { element.dataset.main = 'place'; }")
    figure.locator('[data-view="picture"]').evaluate("element => element.scrollIntoView({ block: 'center' })")
    expect(figure.locator(f'[data-view="picture"] {WORD}')).to_have_text("look", timeout=10_000)


def test_a_handle_hides_where_the_picture_tells_no_place_for_it(figure):
    knob = handle(figure, "round")
    figure.locator('[data-view="round"] > svg').evaluate("svg => svg.removeAttribute('data-track')")
    figure.locator('input[name="turn"]').evaluate("input => input.form.dispatchEvent(new Event('input'))")
    expect(knob).to_be_hidden()


def test_the_first_touch_ends_a_nudge(page, stand):
    page.goto(f"{stand}#handles")
    figure = live(page)
    figure.evaluate("element => element.scrollIntoView()")
    expect(figure.locator(WORD)).to_have_count(1, timeout=10_000)
    figure.locator('input[name="k"]').focus()
    assert figure.locator(WORD).count() == 0


def test_a_touched_figure_is_never_nudged(figure, page):
    figure.locator('input[name="k"]').focus()
    figure.evaluate("element => element.scrollIntoView()")
    page.wait_for_timeout(3000)
    assert figure.locator(WORD).count() == 0


def test_who_wants_no_motion_is_told_the_word_alone(page, stand):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{stand}#handles")
    figure = live(page)
    figure.evaluate("element => element.scrollIntoView()")
    expect(figure.locator(WORD)).to_have_count(1, timeout=10_000)
    assert page.evaluate("document.getAnimations().length") == 0
    expect(figure.locator(WORD)).to_have_text("drag")
