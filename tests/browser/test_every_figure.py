"""Every control of every figure in the real page: by mouse, by keyboard and by touch, against what NumPy says.

One page on a desk and one on a phone serve all these tests; each test begins with a reset of its figure. Unless tests are
thorough, every other control is worked, in turn by mouse and by keyboard, and every other main control by touch.
"""

import re
from pathlib import Path

import pytest
from browser.folds import choose, unfold
from playwright.sync_api import expect

from aeexplain import bridge
from aeexplain.demo import Cells, Choice, Pad, Point, Readout, Rotation, Seed, Slider, Toggle, Words

LIVE = 120_000  # milliseconds that a slow machine may take to start the engine
TOLERANCE = 1e-4
CONTENT = Path(__file__).parents[2] / "content"
# Resolves when the bar has stood at one place for some frames: what a fold loads moves it, and hands would miss.
COME_TO_REST = """async figure => {
    const bar = figure.querySelector(".demo-bar");
    let last = "";
    for (let still = 0; still < 5; ) {
        await new Promise(requestAnimationFrame);
        const { x, y, width, height } = bar.getBoundingClientRect();
        const now = [x, y, width, height].join();
        still = now === last ? still + 1 : 0;
        last = now;
    }
}"""
IS_LIST = "input => input.localName === 'select'"
LISTEN = "window.painted = {}; addEventListener('aeexplain:frame', ({ detail }) => (painted[detail.demo] = detail))"

IN_PAGE = """figure => Object.fromEntries([...figure.querySelectorAll("[data-view]")].map(
    (view) => [view.dataset.view, [view.dataset.value, view.innerText]]))"""
# A figure may stand in a fold of the text.
OPEN_AROUND = (
    "figure => { const fold = figure.parentElement.closest('details'); if (fold) fold.open = true; }"
)
SIDES = """figure => [...figure.querySelectorAll("button, input, select")].filter((control) => !control.closest(".options"))
    .map((control) => control.getBoundingClientRect()).filter(({ width }) => width)
    .map(({ left, right }) => [left, right])"""


def slug_of(name):
    """The article that holds a figure; a demo that no article shows is of no use to anybody."""
    calls = re.compile(rf"^::demo {name}\s", re.MULTILINE)
    (path,) = (
        path for path in CONTENT.glob("*/article.md") if calls.search(path.read_text(encoding="utf-8"))
    )
    return path.parent.name


CONTROLS = [
    pytest.param(name, key, id=f"{name}-{key}")
    for name in sorted(bridge.names(), key=lambda name: (slug_of(name), name))
    for key, control in bridge.find(name).controls.items()
    if not isinstance(control, Pad)  # the tests of the instruments draw on one
]


MAIN = list({case.values[0]: case for case in reversed(CONTROLS)}.values())[::-1]  # each figure's first


def opened(browser, site, **options):
    context = browser.new_context(reduced_motion="reduce", **options)
    page = context.new_page()
    page.complaints = []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.add_init_script(LISTEN)
    page.site = site
    return page


@pytest.fixture(scope="module")
def desk(browser, site):
    page = opened(browser, site, viewport={"width": 1280, "height": 900})
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def phone(browser, site):
    page = opened(browser, site, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield page
    page.context.close()


def found(page, name):
    """The figure on its article's page: the one that is called as its demo, or the first of that."""
    address = f"{page.site}{slug_of(name)}/"
    if page.url.partition("#")[0] != address:
        page.goto(address)
    named = page.locator(f"figure#{name}")
    figure = named if named.count() else page.locator(f'figure[data-demo="{name}"]').first
    figure.evaluate(OPEN_AROUND)
    return figure


def fresh(page, name):
    """The figure, live and in its start state."""
    figure = found(page, name)
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE)
    unfold(figure)
    page.evaluate("name => delete painted[name]", name)
    choose(figure, "Reset")
    page.wait_for_function("name => painted[name]", arg=name)
    page.evaluate("name => delete painted[name]", name)
    figure.evaluate(COME_TO_REST)
    return figure


def assert_numpy_agrees(page, stage, figure, name, key):
    """Wait for a frame in which the control has left its start; what it shows is what CPython computes for its values."""
    page.wait_for_function("name => painted[name]", arg=name)
    page.wait_for_timeout(120)  # a drag or a press may paint more than once
    values = page.evaluate("name => painted[name].values", name)
    demo = bridge.find(name)
    assert demo.read(values)[key] != demo.controls[key].start, "the control has moved"
    frame, in_page = stage.draw(name, values), figure.evaluate(IN_PAGE)
    for view, shown in frame.views.items():
        value, text = in_page[view]
        if isinstance(shown, Readout):
            wanted = "" if shown.value is None else pytest.approx(shown.value, abs=TOLERANCE, rel=TOLERANCE)
            assert (value and float(value)) == wanted, view
        elif isinstance(shown, Words):
            assert text == shown.text
    assert page.complaints == []


def input_of(figure, key):
    return figure.locator(f'[name="{key}"]').first


def label_of_another(figure, key, control):
    """The label of an option that is not the start's."""
    option = control.options[1 if control.start == 0 else 0]
    return figure.locator(
        f'[data-control="{key}"] label', has=figure.page.locator(f'input[value="{option}"]')
    )


def handle_of(figure, key, control):
    """The handle of this very point."""
    return figure.locator(f'[data-view="{control.view}"] .handle[data-of="{key}"]')


def middle(locator, across=0.5, down=0.5):
    locator.evaluate(
        "element => element.scrollIntoView({ block: 'center' })"
    )  # clear of the contents at the top
    box = locator.bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def inward(control):
    """Right or left, and up or down on the screen: a step that stays within the point's ranges."""
    ranges = zip(control.start, (control.x, control.y), strict=True)
    return [1 if value < (low + high) / 2 else -1 for value, (low, high) in ranges]


def away(control):
    """A share of a slider's length that is not where it starts."""
    return 0.25 if (control.start - control.low) / (control.high - control.low) > 0.5 else 0.75


def drag(page, start, right, down):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + right, start[1] + down, steps=4)
    page.mouse.up()


@pytest.mark.sample(every=4)
@pytest.mark.parametrize(("name", "key"), CONTROLS)
def test_the_mouse_works_a_control(desk, stage, name, key):
    figure, control = fresh(desk, name), bridge.find(name).controls[key]
    match control:
        case Slider():
            desk.mouse.click(*middle(input_of(figure, key), across=away(control)))
        case Choice() if (listed := input_of(figure, key)).evaluate(IS_LIST):
            listed.select_option(index=1)
        case Choice():
            label_of_another(figure, key, control).click()
        case Toggle(holds=True):
            desk.mouse.move(*middle(figure.locator(f'[data-control="{key}"] label')))
            desk.mouse.down()
        case Toggle():
            figure.locator(f'[data-control="{key}"] label').click()
        case Seed():
            figure.locator(f'[data-control="{key}"]').get_by_role("button", name=control.press).click()
        case Point():
            handle = handle_of(figure, key, control)
            right, up = inward(control)
            drag(desk, middle(handle), 36 * right, -36 * up)
        case Rotation():
            drag(desk, middle(figure.locator(f'[data-view="{control.view}"] .turn')), 40, 20)
        case Cells():
            desk.mouse.click(*middle(figure.locator(f'[data-view="{control.view}"] .lattice'), 0.1, 0.1))
    assert_numpy_agrees(desk, stage, figure, name, key)
    desk.mouse.up()


@pytest.mark.sample(every=4, first=2)
@pytest.mark.parametrize(("name", "key"), CONTROLS)
def test_the_keyboard_works_a_control(desk, stage, name, key):
    figure, control = fresh(desk, name), bridge.find(name).controls[key]
    match control:
        case Slider():
            input_of(figure, key).press("ArrowLeft" if control.start == control.high else "ArrowRight")
        case Choice() if (listed := input_of(figure, key)).evaluate(IS_LIST):
            listed.press("ArrowDown")
        case Choice():
            figure.locator(f'[name="{key}"]:checked').press("ArrowRight")
        case Toggle():
            input_of(figure, key).press("Space")
        case Seed():
            figure.locator(f'[data-control="{key}"]').get_by_role("button", name=control.press).press("Enter")
        case Point():
            right, _ = inward(control)
            handle_of(figure, key, control).press("ArrowRight" if right > 0 else "ArrowLeft")
        case Rotation():
            figure.locator(f'[data-view="{control.view}"] .turn').press("ArrowRight")
        case Cells():
            figure.locator(f'[data-view="{control.view}"] .lattice').press("Space")
    assert_numpy_agrees(desk, stage, figure, name, key)


@pytest.mark.sample(every=2)
@pytest.mark.parametrize(("name", "key"), MAIN)
def test_a_finger_works_the_main_control(phone, stage, name, key):
    figure, control = fresh(phone, name), bridge.find(name).controls[key]
    match control:
        case Slider():
            phone.touchscreen.tap(*middle(input_of(figure, key), across=away(control)))
        case Choice():
            choice, another = (
                figure.locator(f'[data-control="{key}"]'),
                label_of_another(figure, key, control),
            )
            if "folded" in (choice.get_attribute("class") or ""):
                choice.locator("label:has(:checked)").tap()
            another.tap()
        case Toggle():
            figure.locator(f'[data-control="{key}"] label').tap()
        case Seed():
            figure.locator(f'[data-control="{key}"]').get_by_role("button", name=control.press).tap()
        case Point():
            right, up = inward(control)
            swipe(phone, middle(handle_of(figure, key, control)), 30 * right, -30 * up)
        case Rotation():
            swipe(phone, middle(figure.locator(f'[data-view="{control.view}"] .turn')), 60, 0)
        case Cells():
            phone.touchscreen.tap(*middle(figure.locator(f'[data-view="{control.view}"] .lattice'), 0.1, 0.1))
    assert_numpy_agrees(phone, stage, figure, name, key)


def swipe(page, start, right, down):
    """A finger's way, which Playwright's own touchscreen has not."""
    session = page.context.new_cdp_session(page)

    def finger(kind, *points):
        session.send(
            "Input.dispatchTouchEvent",
            {"type": f"touch{kind}", "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    finger("Start", start)
    for share in (0.25, 0.5, 0.75, 1.0):
        finger("Move", (start[0] + share * right, start[1] + share * down))
    finger("End")
    session.detach()


@pytest.mark.sample(every=2, first=1)
@pytest.mark.parametrize("name", bridge.names())
def test_a_figure_fits_a_phone(phone, name):
    figure = found(phone, name)
    figure.scroll_into_view_if_needed()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    sides = figure.evaluate(SIDES)
    assert sides
    for left, right in sides:
        assert left >= 0
        assert right <= 360.5
