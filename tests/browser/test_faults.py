"""Whatever breaks: the article stays, the last good picture stays, the figure says what happened, nothing waits for ever."""

import json
import re
from pathlib import Path

import pytest
from browser.folds import unfold
from browser.sources import PLACE, serve_sources
from playwright.sync_api import expect

import aeexplain
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.site.core.security_headers import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.one_profile

RUNTIME = Path(__file__).with_name("stand").joinpath("runtime.js").read_text(encoding="utf-8")
TIMEOUTS = (Path(aeexplain.__file__).parent / "browser" / "loading/timeouts.js").read_text(encoding="utf-8")
FRAME = 'ask("frame", demo, values, views)'
SCRIPT = "text/javascript"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });"""
KEEPS_NONE = "--disable-back-forward-cache"
SHORT = 2  # seconds of patience, in place of thirty
LONG = 60_000  # milliseconds that a slow machine may take for the engine itself
RAISED = 'Object.assign(new Error("%s"), { name: "PythonError", type: "ValueError" })'
DRAWS = 'frame: (demo, values, views = "") => copyFrame(frame(demo, values, views)),'
# Python fills its memory to the brim: with arrays, and then with what is too small for one.
ARRAYS = """
import numpy
kept = []
while True:
    kept.append(numpy.empty(1 << 26, "uint8"))
"""
CRUMBS = f"""
try:
    exec({ARRAYS!r}, globals())
except MemoryError:
    while True:
        kept.append([object()])
"""
# What goes wrong in the worker when a figure asks for the seed 13.
WORKER_FAULTS = {
    "killed": ("self.postMessage = () => {}; self.close()", "no progress for"),
    "stuck": ("for (;;);", "no progress for"),
    "out of memory": (
        'throw new RangeError("Array buffer allocation failed")',
        "Array buffer allocation failed",
    ),
    "broken": (
        'self.postMessage = () => {}; setTimeout(() => { throw new Error("unreachable"); })',
        "its worker broke",
    ),
}


def serve(page, name, text, **answer):
    page.route(f"**/{name}", lambda route: route.fulfill(body=text, content_type=SCRIPT, **answer))


def faulty(page, deed):
    """The worker does this when it is asked for a frame with the seed 13."""
    assert FRAME in RUNTIME
    serve(
        page,
        "worker/runtime.js",
        RUNTIME.replace(FRAME, f"(values.includes('\"seed\":13,') ? ({deed}) : 0, {FRAME})"),
    )


def impatient(page):
    assert "SILENCE_LIMIT_SECONDS = 30" in TIMEOUTS
    serve(
        page,
        "loading/timeouts.js",
        TIMEOUTS.replace("SILENCE_LIMIT_SECONDS = 30", f"SILENCE_LIMIT_SECONDS = {SHORT}"),
    )


def figure(page, name="instruments"):
    return page.locator(f"#{name}")


def says(page, pattern, name="instruments"):
    expect(figure(page, name).locator("[role=status]")).to_have_text(re.compile(pattern))


def tells(page, pattern):
    expect(figure(page).locator("[data-describe]")).to_have_text(re.compile(pattern))


def live(page, name="instruments"):
    expect(figure(page, name)).to_have_attribute("data-state", "live", timeout=LONG)
    unfold(figure(page, name))


def failed(page, name="instruments"):
    expect(figure(page, name)).to_have_attribute("data-state", "failed", timeout=LONG)


@pytest.mark.parametrize("fault", WORKER_FAULTS)
def test_a_worker_that_breaks_is_replaced_once_and_then_by_a_button(page, stand, fault):
    deed, message = WORKER_FAULTS[fault]
    faulty(page, f"(() => {{ {deed}; }})()")
    if "progress" in message:
        impatient(page)
    workers = []
    page.on("worker", lambda worker: workers.append(worker))
    page.goto(stand)
    live(page)
    page.get_by_role("slider", name="Time").fill("4")
    tells(page, r"^4 \| one \| off \| 9998")
    page.get_by_label("Seed").fill("13")
    failed(page)
    says(
        page,
        rf"^The live engine stopped: .*{message}.*; the picture shows the last state that was drawn\. .*Try again$",
    )
    assert len(workers) == 2, "one was started in its place by itself"
    tells(page, r"^4 \| one \| off \| 9998")
    page.get_by_label("Seed").fill("14")
    figure(page).get_by_role("button", name="Try again").click()
    live(page)
    tells(page, r"^4 \| one \| off \| 14")
    assert len(workers) == 3


def test_a_worker_that_broke_once_brings_the_state_that_was_asked_for(page, stand):
    scripts = [RUNTIME.replace(FRAME, f"(values.includes('\"seed\":13,') ? dead() : 0, {FRAME})"), RUNTIME]
    page.route("**/worker/runtime.js", lambda route: route.fulfill(body=scripts.pop(0), content_type=SCRIPT))
    page.goto(stand)
    live(page)
    page.get_by_label("Seed").fill("13")
    tells(page, r"^10 \| one \| off \| 13")
    says(page, "^Live: ")
    assert scripts == []


def test_what_python_raises_is_told_and_the_next_state_is_drawn(page, stand):
    faulty(
        page,
        f"(() => {{ throw {RAISED % 'Traceback\\nValueError: thirteen'}; }})()",
    )
    page.goto(stand)
    live(page)
    page.get_by_label("Seed").fill("13")
    failed(page)
    says(
        page,
        r"^This state could not be drawn: ValueError: thirteen; the picture shows the last state that was drawn\.$",
    )
    page.get_by_label("Seed").fill("14")
    tells(page, r"^10 \| one \| off \| 14")
    live(page)


def test_a_number_that_is_not_finite_leaves_the_picture_and_is_told_with_its_state(page, stand):
    page.goto(stand)
    live(page)
    page.get_by_label("Seed").fill("9000")
    tells(page, r"^10 \| one \| off \| 9000")
    page.get_by_label("Seed").fill("4444")
    failed(page)
    says(
        page,
        r"^This state could not be drawn: .*demo 'instruments' at t=10, .*seed=4444, .*: view 'step' says 'nan', "
        r"which is no finite number; the picture shows the last state that was drawn\.$",
    )
    tells(page, r"^10 \| one \| off \| 9000")
    page.get_by_label("Seed").fill("14")
    tells(page, r"^10 \| one \| off \| 14")
    live(page)


ANSWERS = {
    "missing": {"status": 404},
    "of the wrong type": {"body": "export {}", "content_type": "text/plain"},
    "cut off": {"body": RUNTIME[: len(RUNTIME) // 2], "content_type": SCRIPT},
    "another": {"body": "export const startStage = 1", "content_type": SCRIPT},
}


@pytest.mark.sample(every=3)
@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("file", ["worker/worker.js", "worker/runtime.js"])
def test_a_script_of_the_engine_that_is_wrong_is_told(page, stand, file, answer):
    if (file, answer) == ("worker/worker.js", "another"):
        impatient(page)  # it says nothing at all
    page.route(f"**/{file}", lambda route: route.fulfill(**ANSWERS[answer]))
    page.goto(stand)
    failed(page)
    says(
        page,
        "^The live engine did not start: .*; the picture shows the state computed when the page was built\\.",
    )
    page.get_by_role("slider", name="Time").fill("4")
    tells(page, r"^4 \| one \| off")
    says(page, "“Time” goes on with precomputed pictures. Try again$")
    page.unroute(f"**/{file}")
    figure(page).get_by_role("button", name="Try again").click()
    live(page)
    tells(page, r"^4 \| one \| off")


def with_weights(page, answer):
    """The figure `neighbour` wants a weight file, which is answered so."""

    def page_with_weights(route):
        response = route.fetch()
        text = response.text()
        before = '"neighbour": {"weights": {}}'
        assert before in text
        weights = json.dumps({"w": {"url": "w.json", "bytes": 4}})
        text = text.replace(before, f'"neighbour": {{"weights": {weights}}}')
        route.fulfill(response=response, body=text)

    page.route(re.compile(r"/$"), page_with_weights)
    page.route("**/w.json", answer)


WEIGHTS = {
    "missing": ({"status": 404}, "w.json: the server answered 404"),
    "cut off": ({"body": "12"}, "w.json has 2 bytes instead of 4"),
    "corrupt": ({"body": "oops"}, "ValueError: no weights: oops"),
}


@pytest.mark.parametrize("fault", WEIGHTS)
def test_weights_that_are_wrong_concern_their_own_figure_alone(page, stand, fault):
    answer, message = WEIGHTS[fault]
    answers = [answer]
    with_weights(page, lambda route: route.fulfill(**answers[0]))
    refuse = f'load(name, text) {{ if (text === "oops") throw {RAISED % "ValueError: no weights: oops"}; }},'
    assert "load() {}," in RUNTIME
    serve(page, "worker/runtime.js", RUNTIME.replace("load() {},", refuse))
    page.goto(stand)
    live(page)
    figure(page, "neighbour").evaluate("figure => figure.scrollIntoView({ block: 'center' })")
    failed(page, "neighbour")
    says(page, f"weights did not load: {message}; the picture shows the state computed when", "neighbour")
    slider = figure(page, "neighbour").get_by_role("slider")
    slider.fill("9")
    expect(figure(page, "neighbour").locator("[data-describe]")).to_have_text("n is 9")
    live(page)
    answers[0] = {"body": "good"}
    figure(page, "neighbour").get_by_role("button", name="Try again").click()
    live(page, "neighbour")


def test_weights_that_never_arrive_are_given_up(page, stand):
    with_weights(page, lambda route: None)
    impatient(page)
    page.goto(stand)
    figure(page, "neighbour").evaluate("figure => figure.scrollIntoView({ block: 'center' })")
    failed(page, "neighbour")
    says(page, "w.json: nothing arrived for 2 seconds", "neighbour")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "w.json: nothing arrived for 2 seconds"),
        ({"status": 503}, "w.json: the server answered 503"),
        ("internetdisconnected", "w.json did not arrive"),
    ],
)
def test_a_file_that_is_wanted_whole_and_does_not_come_is_named(page, stand, answer, message):
    impatient(page)

    def answered(route):
        if isinstance(answer, dict):
            route.fulfill(**answer)
        elif answer:
            route.abort(answer)

    page.route("**/w.json", answered)
    page.goto(stand)
    asked = "(url) => import('/browser/loading/verified_fetch.js').then((whole) => whole.fetchWhole(url)).catch(String)"
    assert page.evaluate(asked, f"{stand}w.json") == f"Failure: {message}"


def test_an_engine_that_never_starts_is_given_up(page, stand):
    serve(page, "worker/runtime.js", "export const startStage = () => new Promise(() => {});")
    impatient(page)
    page.goto(stand)
    failed(page)
    says(page, "^The live engine did not start: no progress for 2 seconds; .* Try again$")


def test_a_page_that_the_browser_kept_goes_on(page, stand):
    page.goto(stand)
    live(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.get_by_role("slider", name="Time").fill("4")
    tells(page, r"^4 \| one")
    page.goto("about:blank")
    page.go_back()
    live(page)
    page.get_by_role("slider", name="Time").fill("5")
    tells(page, r"^5 \| one")


def test_a_live_page_that_chromium_kept_goes_on(browser, site):
    """With Python itself in its worker: Playwright's Chromium keeps no pages unless it is told to."""
    ours = browser.browser_type.launch(
        executable_path=find_browser(), args=list(CHROMIUM_FLAGS), ignore_default_args=[KEEPS_NONE]
    )
    page = ours.new_page()
    page.goto(f"{site}principal-components/")
    page.evaluate("addEventListener('pageshow', ({ persisted }) => { window.kept = persisted; })")
    slider = figure(page, "projection").locator("input[name=angle]")
    slider.fill("120")
    live(page, "projection")
    page.goto(f"{site}colophon/")
    page.evaluate("() => void setTimeout(() => history.back())")
    expect(slider).to_have_value("120")
    assert page.evaluate("window.kept"), "the page was loaded anew"
    slider.fill("31")
    expect(figure(page, "projection").locator("[data-describe]")).to_contain_text("31 degrees")
    live(page, "projection")
    ours.close()


@pytest.mark.parametrize("greed", [ARRAYS, CRUMBS], ids=["arrays", "crumbs"])
def test_where_python_runs_out_of_memory_it_begins_anew(page, site, greed):
    """With Python itself: it goes on after its MemoryError, but draws garbage."""
    script = (Path(aeexplain.__file__).parent / "browser" / "worker/runtime.js").read_text(encoding="utf-8")
    assert DRAWS in script
    greedy = f"if (values.includes('\"angle\":13')) python.runPython({json.dumps(greed)});"
    draws = f"frame(demo, values, views) {{ {greedy} return copyFrame(frame(demo, values, views)); }},"
    sources = serve_sources(page, site)
    serve(page, f"{PLACE}worker/runtime.js", script.replace(DRAWS, draws))
    serve(page, "assets/worker.*.js", f"import '{sources}worker/worker.js';")
    workers = []
    page.on("worker", lambda worker: workers.append(worker))
    page.goto(f"{site}principal-components/")
    slider = figure(page, "projection").locator("input[name=angle]")
    slider.fill("14")
    live(page, "projection")
    slider.fill("13")
    failed(page, "projection")
    says(
        page,
        r"^The live engine stopped: Python ran out of memory; the picture shows .*Try again$",
        "projection",
    )
    assert len(workers) == 2, "one was started in its place by itself"
    slider.fill("31")
    figure(page, "projection").get_by_role("button", name="Try again").click()
    live(page, "projection")
    expect(figure(page, "projection").locator("[data-describe]")).to_contain_text("31 degrees")


def test_two_tabs_do_not_know_of_each_other(context, stand):
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(stand)
    for tab, t in zip(tabs, "47", strict=True):
        live(tab)
        tab.get_by_role("slider", name="Time").fill(t)
    for tab, t in zip(tabs, "47", strict=True):
        tells(tab, rf"^{t} \| one")


def test_a_window_without_storage_has_everything(page, stand):
    page.add_init_script(NO_STORAGE)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(stand)
    live(page)
    page.get_by_role("slider", name="Time").fill("4")
    tells(page, r"^4 \| one")
    assert complaints == []


def refused(page, site, change):
    """The real article whose own policy, or worker, is changed so that there is no WebAssembly."""
    change(page)
    page.goto(site + "autoencoders/")
    figure(page, "bottleneck").scroll_into_view_if_needed()
    failed(page, "bottleneck")
    slider = figure(page, "bottleneck").locator("input[name=k]")
    slider.fill("3")
    expect(figure(page, "bottleneck").locator("[data-describe]")).to_contain_text("from 3 of 32")
    expect(page.locator("h1")).to_be_visible()


def test_where_the_policy_refuses_webassembly_the_atlas_serves(page, site):
    assert "'wasm-unsafe-eval'" in CONTENT_SECURITY_POLICY

    def stricter(route):
        response = route.fetch()
        headers = {name: value.replace("'wasm-unsafe-eval'", "") for name, value in response.headers.items()}
        body = response.body().replace(b"&#39;wasm-unsafe-eval&#39;", b"")
        route.fulfill(response=response, body=body, headers=headers)

    refused(page, site, lambda page: page.route(re.compile(r"/autoencoders/$|\.js$"), stricter))
    says(page, "did not start: this browser refuses WebAssembly; .* goes on with precomputed", "bottleneck")


def test_without_webassembly_the_atlas_serves(page, site):
    def without(route):
        response = route.fetch()
        route.fulfill(response=response, body="delete self.WebAssembly;" + response.text())

    refused(page, site, lambda page: page.route("**/worker.*.js", without))
    says(page, "did not start: this browser has no WebAssembly; .* goes on with precomputed", "bottleneck")


def test_a_connection_that_breaks_is_told_and_tried_again(page, site):
    page.route("**/*.wasm*", lambda route: route.abort("internetdisconnected"))
    page.goto(site + "autoencoders/")
    figure(page, "bottleneck").scroll_into_view_if_needed()
    failed(page, "bottleneck")
    says(page, "did not arrive; the picture shows", "bottleneck")
    page.unroute("**/*.wasm*")
    figure(page, "bottleneck").get_by_role("button", name="Try again").click()
    expect(figure(page, "bottleneck")).to_have_attribute("data-state", "live", timeout=LONG)
