"""Readers edit figures: in the real page, with the real engine, each edit in the figure's own worker."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from aeexplain import bridge
from aeexplain.played import read_figure
from aeexplain.setup.node import node_package

ARTICLES = {"projection": "principal-components", "power-iteration": "principal-components"}
# Ids of figures that are not called as their demos.
IDS = {"checkerboard": "overlap", "latent-map": "map", "latent-diffusion": "sampling"}
SAMPLE = ("projection", "bottleneck")
WAIT = 60_000  # milliseconds: the machine may be busy

RETITLED = """
from dataclasses import replace

_control = replace(DEMO.controls["CONTROL"], label="TITLE")
DEMO = replace(DEMO, controls={**DEMO.controls, "CONTROL": _control})
"""
NEW_SLIDER = """
import inspect
from dataclasses import replace

from aeexplain.demo import Slider


def _with_extra(function):
    if function is None:
        return None

    def more(extra, **given):
        return function(**given)

    own = inspect.signature(function)
    first = inspect.Parameter("extra", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    more.__signature__ = own.replace(parameters=[first, *own.parameters.values()])
    return more


_more = {"extra": Slider("Extra", 0, 3, start=1)}
_controls = {**DEMO.controls, **_more}
DEMO = replace(DEMO, compute=_with_extra(DEMO.compute), run=_with_extra(DEMO.run), controls=_controls, bar=None)
"""
FEWER_VIEWS = """
import inspect
from dataclasses import replace


def _without(function):
    def less(**given):
        views = function(**given)
        return {name: view for name, view in views.items() if name != "GONE"}

    less.__signature__ = inspect.signature(function)
    return less


def _each_without(function):
    def less(**given):
        for views in function(**given):
            yield {name: view for name, view in views.items() if name != "GONE"}

    less.__signature__ = inspect.signature(function)
    return less


DEMO = replace(
    DEMO,
    compute=_without(DEMO.compute),
    run=DEMO.run and _each_without(DEMO.run),
    views={name: view for name, view in DEMO.views.items() if name != "GONE"},
    stage=tuple(name for name in DEMO.stage if name != "GONE"),
)
"""


@dataclass(frozen=True)
class Edited:
    """A figure that is being edited."""

    page: Page
    name: str
    source: str

    @property
    def box(self) -> Locator:
        return self.page.locator(".editing")

    @property
    def twin(self) -> Locator:
        return self.box.locator("figure.edited")

    @property
    def says(self) -> Locator:
        return self.box.locator(".edit-panel .says")

    @property
    def fault(self) -> Locator:
        return self.box.locator(".edit-panel .fault")

    def write(self, text: str) -> None:
        self.box.locator(".cm-content").focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)

    def press(self, button: str) -> None:
        self.box.get_by_role("button", name=button, exact=True).click()

    def is_good(self) -> None:
        expect(self.says).to_have_text("Edited by a reader: it runs in this page alone.", timeout=WAIT)
        expect(self.fault).to_be_hidden()


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """One desk's page for the tests that throw their edit away."""
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        page = context.new_page()
        yield page


def edit(page: Page, site: str, name: str) -> Edited:
    """Open the editor of a demo's figure, on its article's page, and wait until its own code has run."""
    address = f"{site}{ARTICLES.get(name, 'autoencoders')}/"
    if page.url.partition("#")[0] != address:
        page.goto(address)
    figure = IDS.get(name, name)
    page.locator(f"#{figure} [data-menu] summary").click()
    page.locator(f"#{figure} [data-code]").click()
    page.locator(f"#{figure} .edit-code").get_by_role("button", name="Edit").click()
    opened = Edited(page, figure, bridge.source(name))
    expect(opened.says).to_have_text("The figure's own code: change it.", timeout=WAIT)
    expect(opened.twin).to_be_visible()
    return opened


def removable(name: str) -> str:
    """Return a view that a demo can lose: nothing tells of it, nothing lies on it."""
    demo = bridge.find(name)
    grounds = {ground for control in demo.controls.values() for ground in control.grounds}
    free = [
        view
        for view in demo.views
        if view not in grounds and view not in demo._described and f"{{{view}}}" not in demo.line
    ]
    return max(free, key=lambda view: view not in demo.stage)


def try_every_edit(opened: Edited, name: str, loops: bool) -> None:
    """Change, add, take away, break and mend a figure's code, and throw it all away."""
    source, title = opened.source, "A title of my own"
    control = next(iter(bridge.find(name).controls))
    opened.write(source + RETITLED.replace("CONTROL", control).replace("TITLE", title))
    expect(opened.twin.locator(f'[data-control="{control}"]').get_by_text(title).first).to_be_attached(
        timeout=WAIT
    )
    opened.is_good()
    opened.write(source + NEW_SLIDER)
    expect(opened.twin.locator('[data-control="extra"] input')).to_be_attached(timeout=WAIT)
    opened.is_good()
    gone = removable(name)
    opened.write(source + FEWER_VIEWS.replace("GONE", gone))
    expect(opened.twin.locator(f'[data-view="{gone}"]')).to_have_count(0, timeout=WAIT)
    opened.is_good()
    opened.write(source + "\n(")
    expect(opened.fault).to_contain_text("This is no Python: '(' was never closed", timeout=WAIT)
    expect(opened.box.locator(".cm-fault")).to_contain_text("was never closed")
    expect(opened.twin.locator(f'[data-view="{gone}"]')).to_have_count(0)  # the last good one
    if loops:
        opened.write(source + "\nwhile True:\n    pass\n")
        expect(opened.fault).to_contain_text("Nothing was drawn for 5 seconds", timeout=WAIT)
        expect(opened.twin.locator("[data-stage] [data-view]").first).to_be_visible()
    opened.write("import scipy\n" + source)
    expect(opened.fault).to_contain_text("The module 'scipy' is not in the page", timeout=WAIT)
    opened.write(source)
    expect(opened.says).to_have_text("The figure's own code: change it.", timeout=WAIT)
    expect(opened.fault).to_be_hidden()
    opened.press("Reset")
    expect(opened.page.locator(".editing, figure.edited")).to_have_count(0)
    expect(opened.page.locator(f"figure#{opened.name} [data-stage]")).to_be_visible()


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("name", SAMPLE)
def test_readers_change_a_figure_in_every_way_and_have_it_back(shared, site, name):
    try_every_edit(edit(shared, site, name), name, loops=name == SAMPLE[0])


@pytest.mark.parametrize("name", [each for each in bridge.names() if each not in SAMPLE])
def test_readers_change_every_other_figure_too(shared, site, name, thorough):
    try_every_edit(edit(shared, site, name), name, loops=True)


def test_what_controls_hold_is_kept_and_the_picture_follows_them(shared, site):
    opened = edit(shared, site, "projection")
    slider = opened.twin.locator('[name="angle"]')
    slider.evaluate(
        "(input) => { input.value = 20; input.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    expect(opened.twin.locator("[data-describe]")).to_contain_text("20", timeout=WAIT)
    opened.write(opened.source + NEW_SLIDER)
    expect(opened.twin.locator('[data-control="extra"]')).to_be_attached(timeout=WAIT)
    expect(opened.twin.locator('[name="angle"]')).to_have_value("20")
    stage = bridge.Stage()
    number = stage.draw("projection", {"angle": 20}).views["lost"].value
    expect(opened.twin.locator('[data-view="lost"]')).to_have_attribute("data-value", f"{number:.6g}")
    opened.press("Reset")
    expect(shared.locator('#projection [name="angle"]')).not_to_have_value("20")


def test_code_begins_with_compute_and_all_else_is_folded_under_the_numbers_of_its_file(page, site):
    page.goto(f"{site}principal-components/")
    page.locator("#projection [data-menu] summary").click()
    page.locator("#projection [data-code]").click()
    code = page.locator("#projection .listing > pre > code")
    lines = bridge.source("projection").rstrip("\n").split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("def compute("))
    expect(code.locator(".line")).to_have_count(len(lines))
    assert code.evaluate("(code) => code.textContent") == "\n".join(lines)
    numbers = code.locator(".line").evaluate_all("(all) => all.map((each) => each.dataset.line.trim())")
    assert numbers == [str(i + 1) for i in range(len(lines))]
    drawing = code.locator(f".line[data-line='{first + 1:{len(str(len(lines)))}}']")
    expect(drawing).to_have_text(lines[first])
    # At the top of its box.
    top = drawing.evaluate("(line) => line.getBoundingClientRect().top")
    assert abs(top - code.locator("..").evaluate("(box) => box.getBoundingClientRect().top")) < 4
    folded = [line for i, line in enumerate(lines) if line.startswith("def ") and i != first]
    assert folded
    heads = "".join(code.locator("summary").all_text_contents()).split("\n")
    assert set(folded) < set(heads)
    assert "DEMO = Demo(" in heads
    expect(code.locator("details[open]")).to_have_count(0)
    last = code.locator("details").last
    expect(last.locator(".line").last).to_be_hidden()
    last.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(last.locator(".line").last).to_be_visible()


PROBES = (
    *(
        "js.fetch",
        "js.XMLHttpRequest",
        "js.WebSocket",
        "js.EventSource",
        "js.importScripts",
        "js.Worker",
        "js.WebTransport",
    ),
    *(
        "js.indexedDB",
        "js.caches",
        "js.navigator",
        "js.BroadcastChannel",
        "js.FontFace",
        "js.fonts",
        "js.cookieStore",
    ),
    *(
        "js.postMessage",
        "js.dispatchEvent",
        "js.setTimeout",
        "js.eval",
        "js.self.fetch",
        "js.globalThis.indexedDB",
    ),
    *(
        "js.Object.constructor('return 1')",
        "__import__('pyodide.code').code.run_js('1')",
        "js.crypto.constructor.constructor('return 1')",
    ),
)


def test_an_edit_reaches_neither_network_nor_storage_nor_other_figures(shared, site):
    opened = edit(shared, site, "projection")
    asked: list[str] = []
    shared.on("request", lambda request: asked.append(request.url))
    probes = dedent(f"""
        import js
        found = []
        for probe in {PROBES!r}:
            try:
                found.append((probe, repr(eval(probe))))
            except Exception:
                pass
        if found:
            raise ValueError(f"within reach: {{found}}")
        import numpy as np
        np.cos = lambda x: 0 * x
    """)
    opened.write(probes + opened.source)
    opened.is_good()
    shared.evaluate("window.dispatchEvent(new Event('resize'))")
    assert asked == []
    # The page's own engine draws as before.
    other = shared.locator("#power-iteration")
    other.scroll_into_view_if_needed()
    expect(other).to_have_attribute("data-state", "live", timeout=WAIT)
    opened.write(opened.source)
    expect(opened.says).to_have_text("The figure's own code: change it.", timeout=WAIT)
    opened.press("Reset")


BAD = """<svg role="img" aria-label="x"><script>window.bad=1</script><image href="https://example.org/x.png"/>
<a href="https://example.org/"><text onclick="window.bad=2">x</text></a><foreignObject><iframe></iframe></foreignObject>
<rect style="fill: red" data-keep="x" id="content" fill="url(https://example.org/)" width="5"/></svg>"""
FORGED = f"""
import json

from aeexplain import bridge

_pack = bridge.pack


def _forged(frame, wanted=None):
    header, pixels = _pack(frame, wanted)
    header = json.loads(header)
    for view in header["views"].values():
        if "svg" in view:
            view["svg"] = {BAD!r}
    return json.dumps(header), pixels


bridge.pack = _forged
"""


def test_what_an_edit_draws_cannot_run_lead_away_or_fetch(shared, site):
    opened = edit(shared, site, "projection")
    opened.write(opened.source + FORGED)
    expect(opened.twin.locator("svg rect[width='5']").first).to_be_attached(timeout=WAIT)
    frame = opened.twin.locator(".demo-frame")
    refused = "script, image, a, foreignObject, iframe, [onclick], [style*=red], [data-keep], [fill*=example], svg #content"
    assert frame.locator(refused).count() == 0
    assert shared.evaluate("window.bad ?? null") is None
    opened.press("Reset")


def test_a_page_that_nobody_edits_fetches_nothing_of_the_editor(page, site):
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{site}principal-components/", wait_until="networkidle")
    first = ("/edit_buttons.js", "/listing.js")
    assert [url for url in fetched if "/editor/" in url and not url.endswith(first)] == []


def test_a_link_carries_an_edit_that_runs_only_when_it_is_asked_for(browser, site):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        opened = edit(page, site, "projection")
        opened.write(opened.source + NEW_SLIDER)
        expect(opened.twin.locator('[data-control="extra"]')).to_be_attached(timeout=WAIT)
        opened.press("Copy link")
        expect(opened.says).to_contain_text("Link copied")
        link = page.evaluate("navigator.clipboard.readText()")
        assert len(link) < 4096
        other = context.new_page()
        other.goto(link)
        offer = other.locator(".edit-offer")
        expect(offer).to_contain_text("A reader has edited")
        assert other.locator(".editing").count() == 0
        offer.get_by_role("button", name="Show the edit").click()
        sent = Edited(other, "projection", opened.source)
        expect(sent.twin.locator('[data-control="extra"]')).to_be_attached(timeout=WAIT)
        sent.is_good()
        sent.press("Compare")
        expect(sent.box.locator("pre ins").filter(has_text="_with_extra").first).to_be_visible()
        assert sent.box.locator("pre del").count() <= 1
        other.goto(link[:-9])
        other.reload()
        other.locator(".edit-offer").get_by_role("button", name="Show the edit").click()
        expect(other.locator(".edit-offer")).to_contain_text("cannot be shown: it is not whole", timeout=WAIT)


def test_a_downloaded_file_holds_the_edit_and_the_weights(browser, root, site, tmp_path):
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        opened = edit(context.new_page(), site, "sparse")
        opened.write(opened.source + RETITLED.replace("CONTROL", "k").replace("TITLE", "My own label"))
        opened.is_good()
        with opened.page.expect_download() as waiting:
            opened.press("Download")
        path = tmp_path / "sparse.py"
        waiting.value.save_as(path)
    figure = read_figure(path)
    assert figure.name == "sparse"
    assert figure.source.endswith('"k": _control})\n')
    assert figure.weights.keys() == {"sparse"}
    assert figure.weights["sparse"] == (root / "weights" / "sparse.json").read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_figures_pictures_are_saved_in_light_with_their_address(browser, site, tmp_path, scheme):
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{site}principal-components/")
        page.locator("#projection [data-menu] summary").click()
        with page.expect_download() as waiting:
            page.locator("#projection .menu").get_by_role("button", name="Picture").click()
        assert waiting.value.suggested_filename == "projection.svg"
        waiting.value.save_as(tmp_path / "projection.svg")
        assert page.evaluate("document.documentElement.dataset.theme ?? null") is None
        picture = ElementTree.parse(tmp_path / "projection.svg").getroot()
        inside = "{http://www.w3.org/2000/svg}"
        assert len(picture.findall(f"{inside}svg")) == page.locator("#projection [data-stage] svg").count()
        ground = picture.find(f"{inside}rect").get("fill")
        assert min(map(int, re.findall(r"\d+", ground)[:3])) > 240
        assert not [each for each in picture.iter() if each.get("class") or "color(" in each.get("fill", "")]
        words = " ".join(each.text or "" for each in picture.findall(f"{inside}text"))
        assert "Figure 1." in words
        assert "principal-components/#projection?angle=" in words.replace(" ", "")


@pytest.mark.sample(every=3)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_has_nothing_to_say_of_an_open_panel_and_nothing_is_wider_than_the_window(
    browser, site, scheme, width
):
    size = {"width": width, "height": 844}
    with browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        opened = edit(page, site, "projection")
        page.evaluate((node_package("axe-core") / "axe.min.js").read_text("utf-8") + "\n;true")
        axe = "async () => (await axe.run(document)).violations.map((each) => [each.id, each.nodes[0].html])"
        assert page.evaluate(axe) == []
        opened.write("1 / 0\n" + opened.source)
        expect(opened.fault).to_contain_text("ZeroDivisionError", timeout=WAIT)
        assert page.evaluate(axe) == []
        opened.press("Compare")
        assert page.evaluate(axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_gets_in_and_out_of_the_editor(shared, site):
    opened = edit(shared, site, "projection")
    opened.box.locator(".cm-content").focus()
    shared.keyboard.press("ControlOrMeta+End")
    shared.keyboard.press("Enter")
    shared.keyboard.press("Tab")
    shared.keyboard.insert_text("x")
    expect(opened.box.locator(".cm-line").last).to_have_text("    x")
    shared.keyboard.press("Escape")
    expect(opened.box.get_by_role("button", name="Run", exact=True)).to_be_focused()
    opened.press("Reset")
