"""Every control of the vocabulary in a real browser: by mouse, touch and keyboard, in the address, after a reset.

The figure's sentence is Python's answer: what each control held when the frame was drawn, parted by bars.
"""

import re

import pytest
from browser.folds import choose, unfold
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

START = {
    "t": "10",
    "sample": "one",
    "loud": "off",
    "seed": "9998",
    "first": "-1, 0",
    "second": "1, 0",
    "here": "0, 0",
    "side": "30, 20",
    "hand": "nothing drawn",
    "marked": "",
    "step": "not run",
}
HANDLE = "Point z"


@pytest.fixture
def figure(page, stand):
    page.goto(stand)
    return live(page)


@pytest.fixture
def touched(touch_page, stand):
    """The figure on a phone, with a finger."""
    touch_page.goto(stand)
    figure = live(touch_page)
    figure.finger = touch_page.finger
    return figure


def live(page):
    figure = page.locator("#instruments")
    expect(figure).to_have_attribute("data-state", "live")
    return unfold(figure)


def tells(figure, **wanted):
    """Wait until the figure tells these values, and all its others as they were at the start."""
    values = [re.escape(value) for value in (START | wanted).values()]
    expect(figure.locator("[data-describe]")).to_have_text(re.compile(f"^{re.escape(' | ').join(values)}$"))


def place(figure, view, x, y):
    """Where data (x, y) stand on a view of the stand, in CSS pixels of the window."""
    box = figure.locator(f'[data-view="{view}"]').bounding_box()
    across, down = 20 + (x + 2) / 4 * 360, 280 - (y + 1.5) / 3 * 260
    return box["x"] + across / 400 * box["width"], box["y"] + down / 300 * box["height"]


def drag(page, start, *stops):
    page.mouse.move(*start)
    page.mouse.down()
    for stop in stops:
        page.mouse.move(*stop, steps=4)
    page.mouse.up()


def pair(text):
    return tuple(float(number) for number in text.split(", "))


def test_a_switch_is_on_or_off(figure):
    figure.get_by_label("Loud").check()
    tells(figure, loud="on")
    figure.get_by_label("Loud").press("Space")
    tells(figure)


def test_a_seed_is_typed_or_moved_on_and_begins_again_after_the_highest(figure):
    another = figure.get_by_role("button", name="Another")
    another.click()
    tells(figure, seed="9999")
    another.click()
    tells(figure, seed="0")
    figure.get_by_label("Seed").fill("123456")
    tells(figure, seed="9999")
    figure.get_by_label("Seed").fill("")
    figure.get_by_label("Seed").blur()
    expect(figure.get_by_label("Seed")).to_have_value("9999")


def test_a_typed_place_moves_the_handle(figure):
    box = figure.locator('input[name="first"]')
    box.fill("0.5 0.25")
    tells(figure, first="0.5, 0.25")
    handle = figure.get_by_role("button", name=f"{HANDLE}: 0.5, 0.25.").bounding_box()
    assert (handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2) == pytest.approx(
        place(figure, "plane", 0.5, 0.25), abs=0.6
    )
    box.fill("half, ")
    figure.get_by_label("Loud").check()
    tells(figure, first="0.5, 0.25", loud="on")
    expect(box).to_have_value("0.5, 0.25")
    box.fill("7, -7")
    box.blur()
    expect(box).to_have_value("2, -1")
    tells(figure, first="2, -1", loud="on")


def test_the_mouse_drags_a_handle_within_its_ranges(figure, page):
    figure.locator('[data-view="plane"]').scroll_into_view_if_needed()
    drag(page, place(figure, "plane", -1, 0), place(figure, "plane", 0.5, 0.5))
    box = figure.locator('input[name="first"]')
    x, y = pair(box.input_value())
    assert (x, y) == pytest.approx((0.5, 0.5), abs=0.02)
    drag(page, place(figure, "plane", x, y), place(figure, "plane", 1.9, 1.45))
    moved = box.input_value()
    assert re.fullmatch(r"1\.\d{1,3}, 1", moved), "three decimals at most, and within the range"
    assert pair(moved)[0] == pytest.approx(1.9, abs=0.02)
    tells(figure, first=moved)


def test_a_click_on_the_drawing_brings_the_nearest_handle(figure, page):
    figure.locator('[data-view="plane"]').scroll_into_view_if_needed()
    page.mouse.click(*place(figure, "plane", 0.4, -0.8))
    expect(figure.get_by_role("button", name="Second point")).to_be_focused()
    moved = figure.locator('input[name="second"]').input_value()
    assert pair(moved) == pytest.approx((0.4, -0.8), abs=0.02)
    tells(figure, second=moved)


def test_arrow_keys_move_a_handle_and_not_the_page(figure, page):
    handle = figure.get_by_role("button", name=HANDLE)
    handle.focus()
    before = page.evaluate("scrollY")
    for key in ("ArrowRight", "ArrowUp", "ArrowUp", "Shift+ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    tells(figure, first="-1.4, 0.1")
    expect(handle).to_be_focused()
    assert page.evaluate("scrollY") == before


def test_a_finger_drags_a_handle_and_not_the_page(touched):
    page = touched.page
    touched.locator('[data-view="plane"]').scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    start, end = place(touched, "plane", -1, 0), place(touched, "plane", 0, 0.9)
    touched.finger("Start", *start)
    for share in (0.2, 0.4, 0.6, 0.8, 1.0):
        touched.finger("Move", *(a + (b - a) * share for a, b in zip(start, end, strict=True)))
    touched.finger("End")
    expect(touched.get_by_role("button", name=HANDLE)).to_be_focused()
    moved = touched.locator('input[name="first"]').input_value()
    assert pair(moved) == pytest.approx((0, 0.9), abs=0.05)
    tells(touched, first=moved)
    assert page.evaluate("scrollY") == before


def test_a_handle_is_large_enough_for_a_finger(touched):
    box = touched.get_by_role("button", name=HANDLE).bounding_box()
    assert box["width"] >= 44
    assert box["height"] >= 44
    assert touched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("view", ["plane", "ball"])
def test_a_finger_beside_the_handles_scrolls_the_page(touched, view):
    page = touched.page
    touched.locator(f'[data-view="{view}"]').scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    box = touched.locator(f'[data-view="{view}"]').bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
    touched.finger("Start", x, y)
    for moved in range(10, 121, 10):
        touched.finger("Move", x, y - moved)
    touched.finger("End")
    page.wait_for_function("before => scrollY > before + 40", arg=before)
    tells(touched)


def test_a_tap_on_the_drawing_moves_a_point(touched):
    touched.locator('[data-view="sky"]').scroll_into_view_if_needed()
    touched.page.touchscreen.tap(*place(touched, "sky", 1, 0.5))
    expect(touched.get_by_role("button", name="Here")).to_be_focused()
    moved = touched.locator('input[name="here"]').input_value()
    assert pair(moved) == pytest.approx((1, 0.5), abs=0.05)
    tells(touched, here=moved)


def test_the_mouse_leads_a_hovering_point_and_a_click_holds_it(figure, page):
    sky = figure.locator('[data-view="sky"]')
    sky.scroll_into_view_if_needed()
    page.mouse.move(*place(figure, "sky", -1.2, 0.4))
    page.mouse.move(*place(figure, "sky", 1.2, -0.4), steps=5)
    here = figure.locator('input[name="here"]')
    assert pair(here.input_value()) == pytest.approx((1.2, -0.4), abs=0.02)
    page.mouse.click(*place(figure, "sky", 1.2, -0.4))
    held = here.input_value()
    page.mouse.move(*place(figure, "sky", 0.2, 0.2), steps=3)
    assert here.input_value() == held, "a click holds it"
    page.mouse.move(*place(figure, "plane", -1, 0.9), steps=5)
    assert here.input_value() == held
    tells(figure, here=held)
    page.mouse.move(*place(figure, "sky", 0, 0))
    assert pair(here.input_value()) == pytest.approx((0, 0), abs=0.02), "after leaving it is led again"


def test_a_finger_turns_a_rotation_sideways(touched):
    touched.locator('[data-view="ball"]').scroll_into_view_if_needed()
    box = touched.locator('[data-view="ball"]').bounding_box()
    x, y = box["x"] + 0.9 * box["width"], box["y"] + 0.4 * box["height"]
    touched.finger("Start", x, y)
    for moved in range(20, 121, 20):
        touched.finger("Move", x - moved, y)
    touched.finger("End")
    tells(touched, side="90, 20")


def cell(figure, column, row):
    """The middle of a cell of the stand's grid of four columns and two rows."""
    box = figure.locator('[data-view="grid"]').bounding_box()
    return box["x"] + (column + 0.5) / 4 * box["width"], box["y"] + (row + 0.5) / 2 * box["height"]


def test_a_click_switches_a_cell_over(figure, page):
    figure.locator('[data-view="grid"]').scroll_into_view_if_needed()
    page.mouse.click(*cell(figure, 2, 1))
    tells(figure, marked="6")
    page.mouse.click(*cell(figure, 0, 0))
    tells(figure, marked="0 6")
    page.mouse.click(*cell(figure, 2, 1))
    tells(figure, marked="0")


def test_arrow_keys_choose_a_cell_and_the_space_bar_switches_it(figure):
    grid = figure.locator(".lattice")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Space"):
        grid.press(key)
    tells(figure, marked="5")
    expect(grid).to_have_accessible_name(re.compile("row 2, column 2 is on"))
    grid.press("Enter")
    tells(figure)


def test_a_finger_taps_cells_and_still_scrolls(touched):
    grid = touched.locator('[data-view="grid"]')
    grid.scroll_into_view_if_needed()
    touched.page.touchscreen.tap(*cell(touched, 3, 0))
    tells(touched, marked="3")
    before = touched.page.evaluate("scrollY")
    x, y = cell(touched, 1, 1)
    touched.finger("Start", x, y)
    for moved in range(10, 121, 10):
        touched.finger("Move", x, y - moved)
    touched.finger("End")
    touched.page.wait_for_function("before => scrollY !== before", arg=before)
    tells(touched, marked="3")


def test_cells_are_typed_as_well(figure):
    box = figure.locator('input[name="marked"]')
    box.fill("7, 2 99")
    box.blur()
    expect(box).to_have_value("2 7")
    tells(figure, marked="2 7")


def test_dragging_and_arrow_keys_turn_a_rotation(figure, page):
    ball = figure.locator('[data-view="ball"]')
    ball.scroll_into_view_if_needed()
    box = ball.bounding_box()
    x, y = box["x"] + 50, box["y"] + 50
    drag(page, (x, y), (x + 40, y + 20))
    tells(figure, side="10, 30")
    turn = figure.get_by_role("button", name="Side: azimuth 10, elevation 30 degrees")
    turn.press("ArrowRight")
    turn = figure.get_by_role("button", name="Side: azimuth 15")
    turn.press("Shift+ArrowUp")
    tells(figure, side="15, 55")
    figure.locator('input[name="side"]').fill("190, 100")
    tells(figure, side="-170, 90")


def strokes(figure):
    text = figure.locator('input[name="hand"]').input_value()
    return [[tuple(map(int, dot.split(","))) for dot in stroke.split(" ")] for stroke in text.split(";")]


def open_pad(figure):
    figure.locator(".pad summary").click()
    figure.locator(".pad canvas").scroll_into_view_if_needed()


def draw(figure, *ends):
    """Draw a straight stroke between two places of the pad, given in its hundredths."""
    box = figure.locator(".pad canvas").bounding_box()
    drag(
        figure.page,
        *((box["x"] + x / 100 * box["width"], box["y"] + y / 100 * box["height"]) for x, y in ends),
    )


def inked(figure):
    read = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((v, i) => i % 4 === 3 && v).length"
    return figure.locator(".pad canvas").evaluate(read)


def test_a_pad_takes_strokes_and_shows_them(figure):
    open_pad(figure)
    draw(figure, (20, 20), (80, 20))
    tells(figure, hand="a drawn digit")
    draw(figure, (50, 20), (50, 90))
    first, second = strokes(figure)
    assert first[0] == pytest.approx((20, 20), abs=1)
    assert first[-1] == pytest.approx((80, 20), abs=2)
    assert second[-1] == pytest.approx((50, 90), abs=2)
    assert inked(figure) > 500
    figure.get_by_role("button", name="Clear").click()
    tells(figure)
    assert inked(figure) == 0


def test_a_drawing_takes_the_colour_of_the_page(figure, page):
    open_pad(figure)
    draw(figure, (10, 50), (90, 50))
    read = "c => c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data[0]"
    assert figure.locator(".pad canvas").evaluate(read) < 100
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    assert figure.locator(".pad canvas").evaluate(read) > 150


def test_another_sample_clears_the_pad(figure):
    open_pad(figure)
    draw(figure, (20, 20), (80, 80))
    tells(figure, hand="a drawn digit")
    figure.locator('input[value="two"]').check(force=True)
    tells(figure, sample="two")
    assert inked(figure) == 0


def test_a_full_pad_takes_no_more(figure):
    open_pad(figure)
    full = ";".join(["1,1"] * 600)
    figure.locator('input[name="hand"]').evaluate("(input, text) => { input.value = text; }", full)
    draw(figure, (20, 20), (80, 20))
    assert figure.locator('input[name="hand"]').input_value() == full


def test_a_finger_draws_and_the_page_stays(touched):
    page = touched.page
    touched.locator(".pad summary").tap()
    canvas = touched.locator(".pad canvas")
    canvas.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    box = canvas.bounding_box()
    touched.finger("Start", box["x"] + 60, box["y"] + 110)
    for y in (90, 70, 50, 30, 10):
        touched.finger("Move", box["x"] + 60, box["y"] + y)
    touched.finger("End")
    tells(touched, hand="a drawn digit")
    assert page.evaluate("scrollY") == before


def swipe(figure, along):
    """Draw a finger over the slider's track, from its middle on, and return how far the page has scrolled."""
    slider = figure.get_by_role("slider")
    slider.scroll_into_view_if_needed()
    figure.page.evaluate("scrollBy(0, 200)")
    before = figure.page.evaluate("scrollY")
    box = slider.bounding_box()
    x, y = box["x"] + 0.25 * box["width"], box["y"] + box["height"] / 2
    figure.finger("Start", x, y)
    for step in range(1, 13):
        figure.finger("Move", x + along[0] * step / 12, y + along[1] * step / 12)
    figure.finger("End")
    figure.page.wait_for_timeout(300)
    return figure.page.evaluate("scrollY") - before


@pytest.mark.parametrize("down", [-150, 120])
def test_a_finger_that_swipes_over_a_slider_scrolls_the_page_and_leaves_the_slider(touched, down):
    page = touched.page
    page.evaluate("""() => { window.inputs = 0; addEventListener("input", () => inputs++); }""")
    address = page.url
    assert swipe(touched, (3, down)) * -down > 0, "the page scrolls"
    assert touched.get_by_role("slider").input_value() == "10"
    assert page.evaluate("inputs") == 0
    assert page.url == address
    tells(touched)
    assert swipe(touched, (-2, down / 2)) != 0, "and again"
    assert touched.get_by_role("slider").input_value() == "10"


def test_a_finger_draws_a_slider_along(touched):
    assert swipe(touched, (120, 15)) == 0
    value = int(touched.get_by_role("slider").input_value())
    assert value > 10
    tells(touched, t=str(value))
    expect(touched.page).to_have_url(re.compile(rf"t={value}&"))


def test_a_tap_sets_a_slider(touched):
    slider = touched.get_by_role("slider")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    touched.page.touchscreen.tap(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    value = int(slider.input_value())
    assert value > 15
    tells(touched, t=str(value))


LIVE_REGIONS = """(figure) => {
  window.said = [];
  const isRead = (node) => {
    const region = (node instanceof Element ? node : node.parentElement).closest("[aria-live], [role=status]");
    return region && region.getAttribute("aria-live") !== "off" && !node.parentElement?.closest("[aria-hidden=true]");
  };
  new MutationObserver((all) => {
    const texts = new Set(all.filter(({ target }) => isRead(target)).map(({ target }) => target.textContent));
    said.push(...texts);
  }).observe(figure, { subtree: true, childList: true, characterData: true });
}"""


def test_what_is_read_out_waits_until_the_state_has_settled(figure, page):
    figure.evaluate(LIVE_REGIONS)
    seen = figure.locator('[data-value-of="t"]').first
    for _ in range(10):
        figure.get_by_role("slider").press("ArrowLeft")
    expect(seen).to_have_text("0")
    tells(figure, t="0")
    page.wait_for_timeout(1500)
    assert [text[:4] for text in page.evaluate("said")] == ["0 | "]


def test_play_is_read_out_once_at_its_end(figure, page):
    figure.evaluate(LIVE_REGIONS)
    figure.get_by_role("slider").fill("12")
    tells(figure, t="12")
    play(figure).click()
    expect(figure.locator('[data-value-of="t"]').first).to_have_text(re.compile("^1[5-9]$"), timeout=20_000)
    expect(play(figure)).to_have_text("Play", timeout=20_000)
    tells(figure, t="20")
    page.wait_for_timeout(1500)
    assert [text[:5] for text in page.evaluate("said")] == ["12 | ", "20 | "]


def test_a_run_is_read_out_once_when_it_ends(figure, page):
    figure.get_by_role("slider").fill("1")
    tells(figure, t="1")
    figure.evaluate(LIVE_REGIONS)
    figure.get_by_role("button", name="Train").click()
    expect(figure.locator("[role=status]")).to_have_text("Finished after 10 frames.", timeout=20_000)
    tells(figure, t="1", step="run 10")
    page.wait_for_timeout(1500)
    assert len(page.evaluate("said")) == 2, "how it ended, and the state"


def play(figure):
    return figure.get_by_role("button", name=re.compile("^(Play|Pause)$"))


def test_play_runs_the_slider_to_its_end(figure, page):
    slider = figure.get_by_role("slider")
    slider.fill("14")
    page.evaluate("""() => { window.seen = [];
        addEventListener("aeexplain:frame", ({ detail: { figure, values } }) => {
            if (figure === "instruments") seen.push([values.t, performance.now()]); // the page has others
        }); }""")
    play(figure).click()
    expect(play(figure)).to_have_text("Pause")
    expect(play(figure)).to_have_text("Play", timeout=20_000)
    tells(figure, t="20")
    seen = page.evaluate("seen")
    assert [t for t, _ in seen] == sorted({t for t, _ in seen}), "each position once, upwards"
    assert seen[-1][1] - seen[0][1] > 1000, "about a quarter of a second each"


def test_play_begins_at_the_low_end_and_stops_for_a_touch_of_the_slider(figure):
    slider = figure.get_by_role("slider")
    slider.fill("20")
    play(figure).click()
    expect(slider).to_have_value("1", timeout=20_000)
    slider.press("ArrowRight")
    expect(play(figure)).to_have_text("Play")
    play(figure).click()
    play(figure).click()
    expect(play(figure)).to_have_text("Play")


def test_play_stops_out_of_sight(figure, page):
    play(figure).click()
    expect(play(figure)).to_have_text("Pause")
    page.set_viewport_size({"width": 1280, "height": 200})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(play(figure)).to_have_text("Play")


def test_play_jumps_for_a_reader_who_wants_no_motion(page, stand):
    page.emulate_media(reduced_motion="reduce")
    page.goto(stand)
    figure = live(page)
    figure.get_by_role("slider").fill("0")
    tells(figure, t="0")
    page.evaluate("""() => { window.seen = [];
        addEventListener("aeexplain:frame", ({ detail: { figure, values } }) => {
            if (figure === "instruments") seen.push(values.t);
        }); }""")
    play(figure).click()
    expect(play(figure)).to_have_text("Pause")
    expect(play(figure)).to_have_text("Play", timeout=20_000)
    tells(figure, t="20")
    assert page.evaluate("seen") == [3, 7, 10, 13, 17, 20]


def change_everything(figure):
    figure.get_by_role("slider").fill("3")
    figure.locator('input[value="two"]').check(force=True)
    figure.get_by_label("Loud").check()
    figure.get_by_label("Seed").fill("7")
    figure.locator('input[name="first"]').fill("0.125, -0.5")
    figure.locator('input[name="second"]').fill("2, 1")
    figure.locator('input[name="here"]').fill("-0.3, 0.3")
    figure.locator('input[name="side"]').fill("-90, 45")
    open_pad(figure)
    draw(figure, (20, 20), (80, 80))
    return {
        "t": "3",
        "sample": "two",
        "loud": "on",
        "seed": "7",
        "first": "0.125, -0.5",
        "second": "2, 1",
        "here": "-0.3, 0.3",
        "side": "-90, 45",
        "hand": "a drawn digit",
    }


def test_the_address_brings_every_control_back(figure, page):
    wanted = change_everything(figure)
    tells(figure, **wanted)
    drawn = strokes(figure)
    newest = ",".join(map(str, drawn[-1][-1]))
    expect(page).to_have_url(
        re.compile(rf"loud=on&sample=two&seed=7&first=0\.125,\+-0\.5&.*&hand=.*\+{newest}&")
    )
    page.reload()
    tells(figure, **wanted)
    assert strokes(figure) == drawn
    expect(unfold(figure).locator(".pad canvas")).to_be_visible()
    assert inked(figure) > 0
    expect(figure.get_by_role("button", name=f"{HANDLE}: 0.125, -0.5.")).to_be_visible()


def test_reset_brings_every_control_back(figure):
    tells(figure, **change_everything(figure))
    choose(figure, "Reset")
    tells(figure)
    assert inked(figure) == 0
    expect(figure.get_by_role("button", name=f"{HANDLE}: -1, 0.")).to_be_visible()


def test_what_is_none_of_a_controls_is_left_out_of_an_address(page, stand):
    page.goto(f"{stand}#instruments?loud=perhaps&seed=-5&first=x&second=9,9&side=1,2,3&hand=1,1 200,3&t=")
    tells(live(page), seed="0", second="2, 1")


def test_a_printed_drawing_keeps_the_knobs_that_mark_its_state_and_nothing_else(figure, page):
    page.emulate_media(media="print")
    for name in (HANDLE, "Here"):
        expect(figure.locator(f'button[aria-label^="{name}"]')).to_be_visible()
    expect(figure.locator('button[aria-label^="Side"]')).to_be_hidden()
    expect(figure.locator(".lattice")).to_be_hidden()
