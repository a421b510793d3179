"""What a reader feels: from the slider's event to the painted frame, and what keeps the page's own thread busy.

One forward pass handwritten in JavaScript moves in the same browser, in turns with its figure, to compare with.
"""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from aeexplain import bridge
from aeexplain.bench import by_hand
from aeexplain.bench.frames import percentile
from aeexplain.bench.states import random_states
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.site.serve import Server

MOVES, WARM = 30, 5  # counted, and tried before
TURNS = 3  # of a figure and what it is compared with
LIVE = 120_000  # milliseconds that the engine may take
LISTEN = """
window.painted = [];
window.tasks = [];
addEventListener("aeexplain:frame", ({ detail }) => painted.push(detail));
new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: "longtask", buffered: true });
"""
# Each move waits for two animation frames after the frame was put in place: then it has been painted.
MOVE = """async ([name, states]) => {
  const form = document.querySelector(`#${name} form`);
  const times = [];
  for (const state of states) {
    const began = performance.now();
    const painted = new Promise((resolve) => addEventListener("aeexplain:frame", function heard({ detail }) {
      if (detail.demo !== form.closest("figure").dataset.demo) return;
      removeEventListener("aeexplain:frame", heard);
      requestAnimationFrame(() => resolve(performance.now()));
    }));
    for (const [key, value] of Object.entries(state)) {
      const input = form.elements[key];
      if (input instanceof RadioNodeList || input?.type === "radio") input.value = value;
      else if (input.type === "checkbox") input.checked = value;
      else input.value = Array.isArray(value) ? value.join(input.closest("[data-kind=cells]") ? " " : ", ") : value;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    times.push(await painted - began);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return times;
}"""


@dataclass(frozen=True)
class MoveCost:
    """Milliseconds from an input event to the next animation frame after the new picture stands in the page."""

    demo: str
    median: float
    p95: float
    long_tasks: list[float]  # over 50 ms on the page's thread while it was moved


def move_costs(dist: Path, slug: str, weights: Path) -> list[MoveCost]:
    """Return the costs of every figure of an article as built in `dist`, and of the pass by hand after its figure's."""
    with _browser() as browser, Server(dist) as server:
        page = _opened(browser, f"{server.url}{slug}/")
        names: list[str] = page.locator("figure[data-demo]:has(form)").evaluate_all(
            "all => all.map((f) => f.id)"
        )
        costs = []
        for name in names:
            _wait_for(page, name)
            if name == by_hand.WEIGHT:
                costs += _compared(browser, page, weights)
            else:
                costs.append(_cost(page, name, [_moved(page, name, _states(name, WARM + MOVES)[WARM:])]))
        return costs


def _wait_for(page: Page, name: str) -> None:
    page.locator(f"#{name}").scroll_into_view_if_needed()
    page.wait_for_function(
        "name => document.getElementById(name).dataset.state === 'live'", arg=name, timeout=LIVE
    )
    page.evaluate(MOVE, [name, _states(name, WARM + MOVES)[:WARM]])
    page.evaluate("tasks.length = 0")


def _compared(browser: BrowserContext, page: Page, weights: Path) -> list[MoveCost]:
    """Return the costs of a figure and of its pass by hand, moved in turns."""
    name, states = by_hand.WEIGHT, _states(by_hand.WEIGHT, WARM + MOVES)[WARM:]
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
        by_hand.write_page(Path(folder), weights)
        other = _opened(browser, server.url)
        by_hand.hold_to_numpy(other, states, weights)
        pages: dict[str, Page] = {name: page, by_hand.NAME: other}
        times: dict[str, list[list[float]]] = {each: [] for each in pages}
        for turn in range(TURNS):
            for each, its in pages.items():
                its.bring_to_front()
                times[each].append(_moved(its, each, states[turn::TURNS]))
        costs = [_cost(its, each, times[each]) for each, its in pages.items()]
        other.close()
    page.bring_to_front()
    return costs


def _states(name: str, count: int) -> list[Any]:
    return [dict(state) for state in random_states(bridge.find(name), count)]


def _moved(page: Page, name: str, states: list[Any]) -> list[float]:
    times: list[float] = page.evaluate(MOVE, [name, states])
    return times


def _cost(page: Page, name: str, turns: list[list[float]]) -> MoveCost:
    times = [each for turn in turns for each in turn]
    return MoveCost(name, statistics.median(times), percentile(times, 0.95), page.evaluate("tasks"))


@contextmanager
def _browser() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
        yield chromium.new_context(viewport={"width": 1280, "height": 900})
        chromium.close()


def _opened(browser: BrowserContext, address: str) -> Page:
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.goto(address)
    return page
