"""Figures before the engine has come: the atlas answers, and tells so; what it does not hold waits in words."""

import re

import numpy as np
import pytest
from browser.folds import unfold
from playwright.sync_api import expect

from aeexplain import bridge
from aeexplain.demo import Frame, Pixels, Readout, Words
from aeexplain.site.figures.precompute import pack

pytestmark = pytest.mark.one_profile

NEVER = "export const startStage = () => new Promise(() => {});"
SAVES = "Object.defineProperty(Navigator.prototype, 'connection', { get: () => (%s) });"
PAINTED = "window.painted = []; addEventListener('aeexplain:frame', ({ detail }) => painted.push(detail));"
READ = "c => Array.from(c.getContext('2d').getImageData(0, 0, c.width, c.height).data)"
PRECOMPUTED = "Precomputed: drawn when the page was built."


@pytest.fixture
def waiting(page, stand):
    """The page of the stand; the engine never comes."""
    page.route(
        "**/worker/runtime.js", lambda route: route.fulfill(body=NEVER, content_type="text/javascript")
    )
    page.add_init_script(PAINTED)
    page.goto(stand)
    expect(page.locator("#instruments")).to_have_attribute("data-state", "loading")
    return page


def status(page, name="instruments"):
    return page.locator(f"#{name} [role=status]")


def says(page, pattern, name="instruments"):
    expect(status(page, name)).to_have_text(re.compile(pattern))


def tells(page, pattern, name="instruments"):
    expect(page.locator(f"#{name} [data-describe]")).to_have_text(re.compile(pattern))


def test_the_main_control_answers_while_the_engine_loads(waiting):
    says(waiting, "^Loading the live engine: 0.0 of 7.0 MB$")
    waiting.get_by_role("slider", name="Time").fill("7")
    tells(waiting, r"^7 \| one \| off")
    (frame,) = waiting.evaluate("painted")
    assert (frame["demo"], frame["source"], frame["values"]["t"]) == ("instruments", "precomputed", 7)
    expect(waiting.locator("#instruments")).to_have_attribute("data-state", "loading")


def test_between_positions_the_nearest_answers_and_is_named(waiting):
    slider = waiting.locator("#neighbour").get_by_role("slider")
    slider.fill("6")
    tells(waiting, "^n is 5$", "neighbour")
    says(
        waiting, "^Precomputed at 5, the nearest position that was drawn with the page. Loading", "neighbour"
    )
    assert waiting.evaluate("painted.at(-1).values") == {"n": 5}
    expect(waiting.locator('#neighbour [data-value-of="n"]')).to_have_text("6")
    slider.fill("9")
    tells(waiting, "^n is 9$", "neighbour")
    says(waiting, "^Loading the live engine", "neighbour")


def test_a_control_that_the_atlas_lacks_says_that_it_waits(waiting):
    waiting.get_by_label("Loud").check()
    says(
        waiting,
        "^This control waits for the live engine; the picture shows the state computed when the page was built. Load",
    )
    tells(waiting, r"^10 \| one \| off")
    waiting.get_by_role("slider", name="Time").fill("3")
    tells(waiting, r"^10 \| one \| off"), "the atlas holds the start of all others only"
    waiting.get_by_label("Loud").uncheck()
    tells(waiting, r"^3 \| one \| off")
    says(waiting, "^Loading the live engine")


def test_the_engine_takes_over_when_it_comes(page, stand):
    held = []
    page.route("**/worker/runtime.js", lambda route: held.append(route))
    page.add_init_script(PAINTED)
    with page.expect_request("**/worker/runtime.js"):
        page.goto(stand)
    page.get_by_role("slider", name="Time").fill("4")
    tells(page, r"^4 \| one \| off")
    assert page.evaluate("painted.map(({ source }) => source)") == ["precomputed"]
    held[0].fallback()
    says(page, "^Live: ")
    tells(page, r"^4 \| one \| off")
    page.get_by_label("Loud").check()
    tells(page, r"^4 \| one \| on")
    assert page.evaluate("painted.at(-1).source") == "live"


def test_a_link_to_a_state_waits_where_the_atlas_lacks_it(page, stand):
    page.route(
        "**/worker/runtime.js", lambda route: route.fulfill(body=NEVER, content_type="text/javascript")
    )
    page.goto(f"{stand}#instruments?t=12&loud=on")
    says(page, "^This control waits for the live engine")
    page.goto("about:blank")
    page.goto(f"{stand}#instruments?t=12")
    tells(page, r"^12 \| one \| off")


@pytest.mark.parametrize("connection", ["{ saveData: true }", "{ effectiveType: '2g' }"])
def test_a_reader_who_saves_data_is_asked_first_and_told_the_size(page, stand, connection):
    page.add_init_script(SAVES % connection)
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(stand)
    press = page.locator("#instruments").get_by_role("button", name="Load the live engine (7.0 MB)")
    expect(press).to_be_visible()
    page.wait_for_timeout(300)
    assert not {"worker/worker.js", "instruments.bin"} & set(asked)
    page.get_by_role("slider", name="Time").fill("7")
    tells(page, r"^7 \| one \| off")
    page.locator("#instruments").get_by_role("button", name="Train").click()
    says(page, "^This control waits for the live engine")
    assert "worker/worker.js" not in asked
    press.click()
    says(page, "^Live: ")
    tells(page, r"^7 \| one \| off")
    page.locator("#neighbour").evaluate("figure => figure.scrollIntoView({ block: 'center' })")
    expect(page.locator("#neighbour")).to_have_attribute("data-state", "live")


def test_a_page_in_the_background_starts_nothing(page, stand):
    page.add_init_script("Object.defineProperty(Document.prototype, 'hidden', { get: () => !window.front });")
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(stand)
    says(page, f"^{re.escape(PRECOMPUTED)}$")
    assert "worker/worker.js" not in asked
    page.evaluate("window.front = true; document.dispatchEvent(new Event('visibilitychange'))")
    says(page, "^Live: ")


def without_views():
    """An atlas that shows itself as damaged only when a frame is wanted."""
    return pack("t", list(range(21)), [Frame({"nowhere": Words("?")}, "?")] * 21)


@pytest.mark.parametrize(
    "answer",
    [{"status": 404}, {"body": b"junk"}, {"body": without_views()}],
    ids=["missing", "junk", "another"],
)
def test_without_an_atlas_a_figure_waits_and_then_lives(page, stand, answer):
    held = []
    page.route("**/*.bin", lambda route: route.fulfill(**answer))
    page.route("**/worker/runtime.js", lambda route: held.append(route))
    with page.expect_request("**/worker/runtime.js"):
        page.goto(stand)
    page.get_by_role("slider", name="Time").fill("7")
    says(page, "^This control waits for the live engine")
    tells(page, r"^10 \|")
    held[0].fallback()
    tells(page, r"^7 \|")


def test_a_storm_of_moves_is_answered_once_for_each_picture_of_the_screen(waiting):
    waiting.get_by_role("slider", name="Time").evaluate("""input => { for (let i = 0; i <= 500; i++) {
        input.value = String(i % 21); input.dispatchEvent(new Event("input", { bubbles: true })); } }""")
    tells(waiting, rf"^{500 % 21} \| one \| off")
    assert waiting.evaluate("painted.length") == 1


@pytest.mark.parametrize(
    ("name", "control", "position"), [("bottleneck", "k", "5"), ("denoise", "sigma", "0.7")]
)
def test_what_the_atlas_shows_is_what_numpy_computes(page, site, root, name, control, position):
    page.route("**/worker.*.js", lambda route: route.fulfill(status=404))
    page.goto(site + "autoencoders/")
    figure = page.locator(f"#{name}")
    figure.scroll_into_view_if_needed()
    unfold(figure)
    figure.locator(f'input[name="{control}"]').fill(position)
    stage = bridge.Stage()
    for file in bridge.find(name).weights.values():
        stage.load(file, (root / "weights" / f"{file}.json").read_text(encoding="utf-8"))
    frame = stage.draw(name, {control: float(position)})
    expect(figure.locator("[data-describe]")).to_have_text(frame.says)
    for view, shown in frame.views.items():
        place = figure.locator(f'[data-view="{view}"]')
        if isinstance(shown, Readout) and shown.value is not None:
            assert float(place.get_attribute("data-value")) == pytest.approx(shown.value, rel=1e-5, abs=1e-5)
        elif isinstance(shown, Pixels):
            there = np.array(place.locator("canvas").evaluate(READ)).reshape(shown.rgba.shape)
            opacity = there[..., 3].astype(int) - shown.rgba[..., 3]
            assert np.abs(opacity).max() <= 1, view
    expect(figure).to_have_attribute("data-state", "failed")
