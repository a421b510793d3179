"""Runs in a real browser: a figure that goes by itself starts, pauses, steps, ends, fails in words, and disturbs nobody."""

import re
from itertools import pairwise

import pytest
from browser.folds import choose, unfold
from browser.sources import serve_sources
from playwright.sync_api import expect

from aeexplain.site.serve.server import Server

pytestmark = pytest.mark.one_profile

LIVE = 90_000  # milliseconds that a slow machine may take to start the engine


@pytest.fixture
def figure(page, stand):
    page.add_init_script(
        "window.painted = []; addEventListener('aeexplain:frame', (e) => painted.push(e.detail))"
    )
    page.goto(stand)
    figure = page.locator("#instruments")
    expect(figure).to_have_attribute("data-state", "live")
    return unfold(figure)


def button(figure, name):
    return figure.locator(f'[data-run="{name}"]')


def says(figure, pattern):
    expect(figure.locator("[role=status]")).to_have_text(re.compile(pattern))


def shows(figure, pattern):
    expect(figure.locator('[data-view="step"]')).to_have_text(re.compile(f"^{pattern}$"))


def step(figure):
    return int(figure.locator('[data-view="step"]').inner_text().removeprefix("run "))


def test_a_run_goes_to_its_end_and_stop_brings_the_first_state_back(figure, page):
    figure.get_by_role("slider", name="Time").fill("2")
    button(figure, "start").click()
    shows(figure, "run 20")
    says(figure, r"^Finished after 20 frames\.$")
    expect(button(figure, "start")).to_have_text("Train")
    frames = page.evaluate("painted.filter((frame) => frame.run)")
    assert [frame["step"] for frame in frames] == list(range(1, 21)), "every frame was painted"
    assert all(
        frame["values"]["t"] == 2 and frame["source"] == "live" and frame["ms"] >= 0 for frame in frames
    )
    choose(figure, "Stop")
    shows(figure, "not run")
    says(figure, "^Live:")
    expect(button(figure, "stop")).to_be_disabled()


def test_a_fold_that_opens_in_a_run_shows_nothing_of_another_state(figure, page):
    fold = figure.locator("[data-more]")
    fold.evaluate("fold => void (fold.open = false)")
    choose(figure, "One step")
    says(figure, r"^Paused at frame 1\.$")
    unfold(figure)
    folded = fold.locator("[data-view]")
    assert folded.count() > 0
    assert not any(view.is_visible() for view in folded.all())
    choose(figure, "One step")
    expect(folded.first).to_be_visible()
    assert fold.locator("[data-undrawn]").count() == 0
    choose(figure, "Stop")
    shows(figure, "not run")


def test_a_run_pauses_steps_and_continues(figure):
    button(figure, "start").click()
    expect(figure).to_have_attribute("data-running", "true")
    says(figure, r"^Running: frame \d+$")
    button(figure, "start").click()
    says(figure, r"^Paused at frame \d+\.$")
    expect(figure).to_have_attribute("data-running", "false")
    expect(button(figure, "start")).to_have_text("Continue")
    figure.page.wait_for_timeout(200)
    paused = step(figure)
    choose(figure, "One step")
    shows(figure, f"run {paused + 1}")
    figure.page.wait_for_timeout(200)
    assert step(figure) == paused + 1
    button(figure, "start").press("Enter")
    expect(figure.locator('[data-view="step"]')).not_to_have_text(f"run {paused + 1}")
    expect(button(figure, "start")).to_have_text("Pause")


def test_what_has_run_is_gone_through_again(figure):
    figure.get_by_role("slider", name="Time").fill("2")
    track = button(figure, "scrub")
    expect(track).to_be_disabled()
    button(figure, "start").click()
    says(figure, r"^Finished after \d+ frames\.$")
    last = step(figure)
    expect(track).to_have_value(str(last))
    assert last == 20, "there is something to go through"
    track.fill("7")
    shows(figure, "run 7")
    expect(track).to_have_attribute("aria-valuetext", f"step 7 of {last}")
    expect(button(figure, "at")).to_have_text(f"7 of {last}")
    track.press("ArrowLeft")
    shows(figure, "run 6")
    expect(figure.get_by_role("slider", name="Time")).to_have_value("2")
    track.press("End")
    shows(figure, f"run {last}")
    choose(figure, "Stop")
    shows(figure, "not run")
    expect(track).to_be_disabled()


def test_going_back_pauses_a_run_which_goes_on_from_its_last_step(figure):
    figure.get_by_role("slider", name="Time").fill("20")
    button(figure, "start").click()
    shows(figure, r"run \d\d")
    button(figure, "scrub").fill("3")
    says(figure, r"^Paused at frame \d+\.$")
    figure.page.wait_for_timeout(200)  # the step under way is over too, and not shown
    shows(figure, "run 3")
    gone = int(button(figure, "scrub").get_attribute("max"))
    choose(figure, "One step")
    shows(figure, f"run {gone + 1}")


def test_a_run_keeps_its_pace(figure, page):
    page.evaluate("""() => {
      window.times = [];
      addEventListener("aeexplain:frame", ({ detail, timeStamp }) => detail.figure === "paced" && times.push(timeStamp));
    }""")
    paced = page.locator("#paced")
    paced.scroll_into_view_if_needed()
    expect(paced).to_have_attribute("data-state", "live")
    page.evaluate("times.length = 0")
    button(paced, "start").click()
    says(paced, r"^Finished after 6 frames\.$")
    times = page.evaluate("times")
    gaps = [later - earlier for earlier, later in pairwise(times[-6:])]
    assert len(gaps) == 5
    assert min(gaps) >= 80, "ten frames a second at most"


def test_the_first_step_begins_a_run(figure):
    choose(figure, "One step")
    shows(figure, "run 1")
    says(figure, r"^Paused at frame 1\.$")


def test_a_control_ends_the_run_and_draws_its_own_state(figure):
    button(figure, "start").click()
    shows(figure, r"run \d+")
    figure.get_by_role("slider", name="Time").fill("9")
    shows(figure, "not run")
    says(figure, "^Live:")
    expect(figure).not_to_have_attribute("data-running", re.compile(""))
    figure.page.wait_for_timeout(200)
    shows(figure, "not run")
    choose(figure, "One step")
    shows(figure, "run 1")


def test_the_mouse_does_not_end_a_run_by_hovering(figure, page):
    choose(figure, "One step")
    shows(figure, "run 1")
    box = figure.locator('[data-view="sky"]').bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.move(box["x"] + 60, box["y"] + 60, steps=3)
    shows(figure, "run 1")
    says(figure, "^Paused")


def test_a_run_sleeps_out_of_sight_and_goes_on_when_it_is_back(figure, page):
    figure.get_by_role("slider", name="Time").fill("20")
    page.set_viewport_size({"width": 1280, "height": 300})
    button(figure, "start").click()
    shows(figure, r"run \d+")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    says(figure, r"^Paused at frame \d+ while the figure is out of sight\.$")
    page.wait_for_timeout(200)
    asleep = step(figure)
    page.wait_for_timeout(200)
    assert step(figure) == asleep
    button(figure, "start").scroll_into_view_if_needed()
    says(figure, "^Running")
    expect(figure.locator('[data-view="step"]')).not_to_have_text(f"run {asleep}")


def test_another_figure_is_drawn_while_one_runs(figure, page):
    figure.get_by_role("slider", name="Time").fill("20")
    button(figure, "start").click()
    shows(figure, r"run \d+")
    page.locator("#neighbour").get_by_role("slider").fill("7")
    expect(page.locator('#neighbour [data-view="word"]')).to_have_text("n is 7")
    demos = [frame["demo"] for frame in page.evaluate("painted")]
    assert "instruments" in demos[: demos.index("neighbour") + 1]


def test_an_exception_ends_a_run_in_words(figure):
    figure.get_by_label("Loud").check()
    button(figure, "start").click()
    says(figure, "The run broke off: .*three is too loud; the picture shows the last state that was drawn")
    expect(figure).to_have_attribute("data-state", "failed")
    shows(figure, "run 2")
    expect(button(figure, "start")).to_have_text("Train")
    figure.get_by_label("Loud").uncheck()
    shows(figure, "not run")
    expect(figure).to_have_attribute("data-state", "live")


def test_the_real_worker_answers_for_runs(page, built):
    """With Pyodide: a demo that does not run says so, an unknown run is over, and frames go on."""
    with Server(built) as server:
        page.goto(server.url + "autoencoders/")
        page.locator("#bottleneck").scroll_into_view_if_needed()
        expect(page.locator("#bottleneck")).to_have_attribute("data-state", "live", timeout=LIVE)
        answers = page.evaluate(
            """async (modules) => {
            const { Engine } = await import(`${modules}engine/engine.js`);
            const { readPage } = await import(`${modules}page/page_data.js`);
            const { runtime, demos } = readPage(document);
            const engine = new Engine(runtime, demos);
            await engine.ready("bottleneck");
            const refused = await engine.beginRun("bottleneck", {}).catch((error) => error.message);
            const unknown = await engine.advanceRun("bottleneck");
            engine.endRun("bottleneck");
            const { describe } = await engine.drawFrame("bottleneck", { k: 3 });
            return [refused, unknown, describe];
        }""",
            serve_sources(page, server.url),
        )
    assert "does not run" in answers[0]
    assert answers[1] is None
    assert "from 3 of 32" in answers[2]
