"""The figure `bottleneck` in a real browser: what the reader moves, and what NumPy says about it."""

from pathlib import Path

import pytest
from browser.folds import choose, unfold
from playwright.sync_api import expect

from aeexplain import bridge

pytestmark = pytest.mark.one_profile

FILE = Path(__file__).parents[2] / "weights" / "bottleneck.json"
LIVE = 90_000  # milliseconds that a slow machine may take to start the engine
TOLERANCE = 1e-4


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("bottleneck", FILE.read_text(encoding="utf-8"))
    return stage


@pytest.fixture
def article(page, site):
    """The article's page, recording what it complains about and which frames it paints."""
    page.complaints = []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.add_init_script(
        "window.painted = []; addEventListener('aeexplain:frame',"
        " ({ detail }) => detail.figure === 'bottleneck' && painted.push(detail))"
    )
    page.goto(site + "autoencoders/")
    return page


def figure(page):
    return page.locator("#bottleneck")


def slider_of(page):
    return figure(page).locator('input[name="k"]')


def go_live(page):
    figure(page).scroll_into_view_if_needed()
    expect(figure(page)).to_have_attribute("data-state", "live", timeout=LIVE)
    unfold(figure(page))


def number(page, view):
    return float(figure(page).locator(f'[data-view="{view}"]').get_attribute("data-value"))


def test_the_slider_moves_the_readouts_to_the_numbers_of_numpy(article, stage):
    go_live(article)
    for k, digit in ((4, "7"), (0, "0"), (32, "9")):
        slider_of(article).fill(str(k))
        figure(article).locator(f'input[name="digit"][value="{digit}"]').check(force=True)
        expect(figure(article).locator("[data-describe]")).to_contain_text(f"Digit {digit} from {k} of 32")
        frame = stage.draw("bottleneck", {"k": k, "digit": digit})
        assert number(article, "mse") == pytest.approx(frame.views["mse"].value, abs=TOLERANCE)
        assert number(article, "linear") == pytest.approx(frame.views["linear"].value, abs=TOLERANCE)
        assert figure(article).locator('[data-view="verdict"]').inner_text() == frame.views["verdict"].text
        assert figure(article).locator("[data-describe]").inner_text() == frame.says
    assert article.complaints == []


def test_every_picture_follows_the_slider(article, stage):
    go_live(article)
    slider = slider_of(article)
    slider.fill("8")
    pictures = figure(article).locator('[data-kind="drawing"] svg')
    before = [pictures.nth(i).inner_html() for i in range(pictures.count())]
    pixels = ink(article, "output")
    slider.fill("2")
    expect(figure(article).locator("[data-describe]")).to_contain_text("from 2 of 32")
    assert all(pictures.nth(i).inner_html() != old for i, old in enumerate(before))
    now = ink(article, "output")
    assert now != pixels
    wanted = stage.draw("bottleneck", {"k": 2}).views["output"].rgba[..., 3].ravel().tolist()
    assert max(abs(a - b) for a, b in zip(now, wanted, strict=True)) <= 1


def ink(page, view):
    """The alpha of every pixel of a view's canvas."""
    read = """canvas => Array.from(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data)"""
    return figure(page).locator(f'[data-view="{view}"] canvas').evaluate(read)[3::4]


def test_the_keyboard_moves_the_slider(article):
    go_live(article)
    slider = slider_of(article)
    slider.focus()
    slider.press("ArrowRight")
    expect(figure(article).locator("[data-describe]")).to_contain_text("from 7 of 32")
    expect(figure(article).locator('[data-value-of="k"]').first).to_have_text("7")


def test_reset_brings_the_first_state_back(article):
    go_live(article)
    description = figure(article).locator("[data-describe]")
    first = description.inner_text()
    slider_of(article).fill("1")
    expect(description).not_to_have_text(first)
    choose(figure(article), "Reset")
    expect(description).to_have_text(first)


def test_the_address_holds_the_state_and_brings_it_back(article, site):
    go_live(article)
    slider_of(article).fill("5")
    expect(article).to_have_url(site + "autoencoders/#bottleneck?k=5&digit=6&pad=")
    article.reload()
    expect(figure(article).locator('[data-value-of="k"]').first).to_have_text("5")
    expect(figure(article).locator("[data-describe]")).to_contain_text("from 5 of 32", timeout=LIVE)


def test_a_strange_address_is_brought_into_range(page, site):
    page.goto(site + "autoencoders/#bottleneck?k=99999&digit=x&other=1")
    figure(page).scroll_into_view_if_needed()
    expect(figure(page).locator("[data-describe]")).to_contain_text("Digit 6 from 32 of 32", timeout=LIVE)


def test_a_storm_of_moves_ends_in_the_last_one(article):
    go_live(article)
    slider = slider_of(article)
    slider.evaluate("""input => { for (let i = 0; i <= 500; i++) {
        input.value = String(i % 33); input.dispatchEvent(new Event("input", {bubbles: true})); } }""")
    expect(figure(article).locator("[data-describe]")).to_contain_text(f"from {500 % 33} of 32")
    painted = article.evaluate("painted.map((frame) => frame.values.k)")
    assert painted[-1] == 500 % 33
    assert len(painted) < 50, "only the latest waits while one is drawn"


def test_a_frame_tells_its_values_its_source_and_its_time(article):
    go_live(article)
    slider_of(article).fill("7")
    expect(figure(article).locator("[data-describe]")).to_contain_text("from 7 of 32")
    (frame,) = article.evaluate("painted.filter(({ values }) => values.k == 7)")
    assert frame["demo"] == "bottleneck"
    assert frame["values"] == {"k": 7, "digit": "6", "pad": ""}
    assert frame["source"] == "live"
    assert frame["ms"] >= 0


def test_without_scripts_the_figure_is_whole_and_offers_nothing_that_does_not_work(browser, site, stage):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site + "autoencoders/")
        frame = stage.draw("bottleneck", {})
        assert number(page, "mse") == pytest.approx(frame.views["mse"].value, rel=1e-5)
        expect(figure(page).locator('[data-view="output"] img')).to_be_visible()
        expect(figure(page).locator('[data-view="curve"] svg')).to_be_visible()
        expect(figure(page).locator('[data-view="code"] svg')).to_have_count(0)
        figure(page).locator("[data-more] > summary").click()
        expect(figure(page).get_by_role("link", name="The pictures and the code")).to_be_visible()
        expect(figure(page).locator("[data-describe]")).to_have_text(frame.says)
        expect(figure(page).locator(".demo-bar")).to_be_hidden()


@pytest.mark.sample(every=2)
@pytest.mark.parametrize(
    "file",
    [
        *("*.wasm*", "python_stdlib.zip*", "numpy.zip*", "aeexplain.zip*", "pyodide.asm.mjs"),
        *("bottleneck.*.json", "worker.*.js", "demos/*.json"),
    ],
)
def test_a_missing_engine_file_is_told_and_the_picture_stays(article, site, file):
    if ".zip" in file:
        article.route("**/snapshot.bin*", lambda route: route.abort())  # in whose place it is not wanted
    article.route(f"**/assets/**/{file}", lambda route: route.fulfill(status=404))
    article.goto(site + "autoencoders/")
    first = figure(article).locator("[data-describe]").text_content()
    figure(article).scroll_into_view_if_needed()
    expect(figure(article)).to_have_attribute("data-state", "failed", timeout=LIVE)
    expect(figure(article).locator(".demo-status")).not_to_be_empty()
    expect(figure(article).locator('[data-view="output"]').locator("img, canvas")).to_be_visible()
    assert figure(article).locator("[data-describe]").text_content() == first


def test_an_engine_that_never_answers_is_given_up(browser, site):
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:  # with a clock of its own
        page = context.new_page()
        page.clock.install()
        page.route("**/assets/**/*.wasm*", lambda route: None)
        page.goto(site + "autoencoders/")
        figure(page).scroll_into_view_if_needed()
        expect(figure(page)).to_have_attribute("data-state", "loading", timeout=LIVE)
        for _ in range(40):
            page.clock.run_for(5000)
            if figure(page).get_attribute("data-state") == "failed":
                break
        expect(figure(page)).to_have_attribute("data-state", "failed")
        expect(figure(page).locator(".demo-status")).to_contain_text("did not start")
