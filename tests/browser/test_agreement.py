"""The demos in the browser's own Python: every frame agrees with CPython's."""

import base64
import itertools
import json
import re
from contextlib import contextmanager

import pytest
from browser.sources import serve_sources
from likeness import assert_alike

from aeexplain import bridge
from aeexplain.demo import Cells, Choice, Pad, Point, Rotation, Seed, Slider, Toggle

START = """async ({ script, runtime, codes, weights }) => {
    const { startStage } = await import(script);
    const watcher = { onBytes() {}, onInstalled() {}, onFailure(failure) { throw failure; } };
    window.stage = await startStage(runtime, watcher);
    for (const url of codes) window.stage.addDemos(await (await fetch(url)).text());
    for (const [name, url] of Object.entries(weights)) window.stage.load(name, await (await fetch(url)).text());
    return window.stage.from;
}"""
FRAME = """([demo, values]) => {
    const [header, pixels] = window.stage.frame(demo, values);
    let binary = "";
    for (let at = 0; at < pixels.length; at += 32768) binary += String.fromCharCode(...pixels.subarray(at, at + 32768));
    return [header, btoa(binary)];
}"""


def other_value(control):
    """A value away from the start; none on an edge, where a last digit could decide."""
    match control:
        case Slider():
            steps = round((control.high - control.low) / control.step)
            return control.read_value(control.low + round(0.7 * steps) * control.step)
        case Choice():
            return control.options[-1]
        case Toggle():
            return not control.start
        case Seed():
            return control.start + 5
        case Point():
            return [low + 0.37 * (high - low) for low, high in (control.x, control.y)]
        case Rotation():
            return [-70, 35]
        case Cells():
            return "1 2"
        case Pad():
            return "20,20 80,20;70,25 40,90"


def states(name):
    """The start; each control alone away from it; and all of them."""
    controls = bridge.find(name).controls
    others = {key: other_value(control) for key, control in controls.items()}
    return [{}, *({key: value} for key, value in others.items()), others]


@pytest.fixture(scope="module")
def shipped(root, built, site):
    """What the site ships: where its modules are, its engine, its weights."""
    html = (built / "autoencoders" / "index.html").read_text(encoding="utf-8")
    manifest = json.loads(re.search(r'id="aeexplain-page">(.*?)</script>', html, re.DOTALL)[1])
    base = site + "autoencoders/"
    files = itertools.chain(*(demo["weights"].items() for demo in manifest["demos"].values()))
    engine = manifest["engine"]
    runtime = {
        "folder": base + engine["pyodide"],
        "files": engine["files"],
        "lock": engine["lock"],
        "index": engine["index"],
        "form": "gz",
        "snapshot": engine["snapshot"],
    }
    # Translations speak their own language, and have no demo that the others lack.
    of_originals = {f"assets/demos/{path.parent.name}" for path in (root / "content").glob("*/article.md")}
    codes = [
        site + place
        for place in (
            path.relative_to(built).as_posix() for path in (built / "assets" / "demos").glob("*.json")
        )
        if place.split(".")[0] in of_originals
    ]
    weights = {name: base + file["url"] for name, file in files}
    return {"runtime": runtime, "codes": codes, "weights": weights}


@contextmanager
def started(browser, site, shipped, path):
    """A page in which Pyodide runs, with the weights that the site ships."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site)
        script = serve_sources(page, site) + "worker/runtime.js"
        assert page.evaluate(START, shipped | {"script": script}) == path
        yield page


@pytest.fixture(scope="module")
def pyodide(browser, site, shipped):
    """A page in which Pyodide runs from its snapshot."""
    with started(browser, site, shipped, "snapshot") as page:
        yield page


@pytest.fixture(scope="module")
def library(browser, site, shipped):
    """A page in which Pyodide runs from its library."""
    runtime = shipped["runtime"]
    files = runtime["files"] | runtime["snapshot"]["library"]
    without_snapshot = shipped | {"runtime": runtime | {"files": files, "snapshot": None}}
    with started(browser, site, without_snapshot, "library") as page:
        yield page


CASES = {
    name: [pytest.param(name, values, id=f"{name}-{i}") for i, values in enumerate(states(name))]
    for name in bridge.names()
}


def assert_agreement(page, stage, name, values):
    """Compare one frame."""
    raw = json.dumps(values)
    header, pixels = page.evaluate(FRAME, [name, raw])
    assert_alike(stage.frame(name, raw), (header, base64.b64decode(pixels)))


@pytest.mark.parametrize(
    ("name", "values"), [case for cases in CASES.values() for case in cases[:: len(cases) - 1]]
)
def test_a_frame_from_pyodide_agrees_with_cpythons(pyodide, stage, name, values):
    assert_agreement(pyodide, stage, name, values)


@pytest.mark.sample(every=4)
@pytest.mark.parametrize(("name", "values"), [case for cases in CASES.values() for case in cases[1:-1]])
def test_a_frame_of_one_control_moved_agrees_with_cpythons(pyodide, stage, name, values):
    assert_agreement(pyodide, stage, name, values)


@pytest.mark.parametrize("name", bridge.names()[::4])
def test_a_frame_from_a_pyodide_without_snapshot_agrees_with_cpythons(library, stage, name):
    assert_agreement(library, stage, name, {})
