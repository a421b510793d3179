"""Python starts from its snapshot, and from its library wherever that fails."""

import json
import re
from contextlib import contextmanager
from itertools import pairwise

import pytest
from browser.sources import serve_sources
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

LIVE = 120_000  # milliseconds that a slow machine may take to start the engine
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
READ = """async ([module, image, spoil]) => {
  const { readSnapshot } = await import(module);
  let file = await (await fetch(image)).arrayBuffer();
  if (spoil === "half") file = file.slice(0, 4 * Math.floor(file.byteLength / 8));
  if (spoil === "nothing") file = file.slice(0, 8);
  if (spoil === "byte") new Uint8Array(file)[file.byteLength - 1000] ^= 1;
  const memory = new Uint8Array(64);
  const machine = { wasmTable: { length: 7 }, _sbrk: () => 0, HEAPU8: memory, HEAP32: new Int32Array(memory.buffer) };
  try {
    readSnapshot(file)(machine);
  } catch ({ message }) {
    return [message, memory.every((byte) => byte === 0)];
  }
}"""


SLOW = """
Object.defineProperty(navigator, "connection", { value: { downlink: 4, effectiveType: "4g" } });
const asked = performance.getEntriesByType.bind(performance);
performance.getEntriesByType = (type) => type === "navigation"
  ? [{ type: "navigate", transferSize: 500_000, responseStart: 0, responseEnd: 1000 }]
  : asked(type).map(({ transferSize }) => ({ transferSize, responseStart: 0, responseEnd: transferSize / 500 }));
"""
LIBRARY = {"numpy.zip", "python_stdlib.zip", "aeexplain.zip"}


def start(page, site):
    """Open the article at its first figure until that lives; return the engine's files that were fetched, and warnings."""
    asked, warned = [], []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].removesuffix(".gz.bin")))
    page.on("console", lambda message: warned.append(message.text) if message.type == "warning" else None)
    page.goto(site + "autoencoders/")
    figure = page.locator("#bottleneck")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE)
    return asked, [text for text in warned if "snapshot" in text]


def test_a_start_from_the_snapshot_fetches_nothing_of_the_library(page, site):
    asked, warned = start(page, site)
    assert "snapshot.bin" in asked
    assert not {"numpy.zip", "python_stdlib.zip", "aeexplain.zip"} & set(asked)
    assert warned == []


def test_a_browser_without_cpythons_trampoline_starts_from_it_too(browser, site):
    with browser.new_context(user_agent=IPHONE) as context:
        _, warned = start(context.new_page(), site)
    assert warned == []


@contextmanager
def answered(page, pattern, answer):
    page.route(pattern, answer)
    yield
    page.unroute_all(behavior="ignoreErrors")


def cut(route):
    """Send half a file."""
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2], content_type="application/octet-stream")


FAULTS = {
    "a snapshot that is not there": ("**/snapshot.bin*", lambda route: route.fulfill(status=404)),
    "a snapshot that breaks off": ("**/snapshot.bin*", cut),
    "a shared library that is not there": ("**/_generator.wasm*", lambda route: route.abort()),
    "a shared library that never comes": ("**/_umath_linalg.wasm*", lambda _: None),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_where_the_snapshot_fails_the_library_is_taken(page, site, fault):
    with answered(page, *FAULTS[fault]):
        asked, warned = start(page, site)
    assert {"numpy.zip", "python_stdlib.zip", "aeexplain.zip"} <= set(asked)
    assert len(warned) == 1
    assert "Python starts from its library" in warned[0]


LISTEN = """
window.said = [];
addEventListener("DOMContentLoaded", () => {
  const line = document.querySelector("#bottleneck .demo-status");
  const all = { childList: true, subtree: true, characterData: true };
  new MutationObserver(() => said.push(line.textContent)).observe(line, all);
});"""


def test_while_it_starts_in_another_way_the_figure_says_so_and_its_bytes_only_grow(page, site):
    page.add_init_script(LISTEN)
    with answered(page, *FAULTS["a snapshot that breaks off"]):
        start(page, site)
    said = page.evaluate("said")
    matches = [re.search(r"([\d.]+) of ([\d.]+) MB", text) for text in said]
    arrived = [(float(found[1]), float(found[2])) for found in matches if found]
    assert [text for text in said if "One way to start failed; loading the live engine in another: " in text]
    assert all(before <= after for (before, _), (after, _) in pairwise(arrived))
    assert all(bytes_ <= size for bytes_, size in arrived)
    assert len({size for _, size in arrived}) == 2


def test_a_function_table_of_another_length_is_no_place_for_the_snapshot(page, site):
    def other(route):
        html = route.fetch().text()
        assert '"table": ' in html
        longer = re.sub(r'("table": )(\d+)', lambda found: f"{found[1]}{int(found[2]) + 1}", html)
        route.fulfill(body=longer, content_type="text/html")

    with answered(page, "**/autoencoders/", other):
        _, warned = start(page, site)
    assert len(warned) == 1


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("half", "the snapshot is damaged"),
        ("nothing", "the snapshot is cut off"),
        ("byte", "the snapshot is damaged"),
        ("", "there are 7 and 0"),
    ],
)
def test_a_snapshot_that_does_not_fit_is_refused_before_anything_is_written(page, site, built, spoil, words):
    html = (built / "autoencoders" / "index.html").read_text(encoding="utf-8")
    manifest = json.loads(re.search(r'id="aeexplain-page">(.*?)</script>', html, re.DOTALL)[1])
    base = site + "autoencoders/"
    page.goto(site)
    image = base + manifest["engine"]["pyodide"] + manifest["engine"]["snapshot"]["image"]
    message, untouched = page.evaluate(READ, [serve_sources(page, site) + "worker/snapshot.js", image, spoil])
    assert words in message
    assert untouched


def test_on_a_slow_connection_the_library_comes_and_no_snapshot(page, site):
    page.add_init_script(SLOW)
    asked, warned = start(page, site)
    assert set(asked) >= LIBRARY
    assert "snapshot.bin" not in asked
    assert warned == []


def test_where_the_library_fails_there_the_snapshot_is_taken(page, site):
    page.add_init_script(SLOW)
    page.route("**/numpy.zip*", lambda route: route.abort())
    asked, warned = start(page, site)
    assert "snapshot.bin" in asked
    assert len(warned) == 1
    assert "the library is of no use" in warned[0]
