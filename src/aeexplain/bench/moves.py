"""What a reader feels: from the slider's event to the painted frame, and what keeps the page's own thread busy."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from aeexplain import bridge
from aeexplain.bench.control_states import random_states
from aeexplain.bench.frames import percentile
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.site.serve.server import Server

MOVES = 30
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
      if (detail.figure !== form.closest("figure").id) return;
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
    figure: str = ""  # its id, where that is not its demo's name


def move_costs(dist: Path, slug: str) -> list[MoveCost]:
    """Return the costs of every figure of an article as built in `dist`, those in folds too."""
    with article_page(dist, f"{slug}/") as page:
        figures: list[tuple[str, str]] = page.locator("figure[data-demo]:has(form)").evaluate_all(
            "all => all.map((f) => [f.id, f.dataset.demo])"
        )
        return [_cost(page, *each) for each in figures]


def _cost(page: Page, name: str, demo: str) -> MoveCost:
    wait_until_live(page, name)
    states: list[Any] = [dict(state) for state in random_states(bridge.find(demo), MOVES + 5)]
    page.evaluate(MOVE, [name, states[:5]])
    page.evaluate("tasks.length = 0")
    times: list[float] = page.evaluate(MOVE, [name, states[5:]])
    tasks = page.evaluate("tasks")
    return MoveCost(demo, statistics.median(times), percentile(times, 0.95), tasks, name)


def wait_until_live(page: Page, name: str) -> None:
    """Scroll to a figure, and wait until it computes."""
    page.locator(f"#{name}").scroll_into_view_if_needed()
    page.wait_for_function(
        "name => document.getElementById(name).dataset.state === 'live'", arg=name, timeout=LIVE
    )


@contextmanager
def article_page(dist: Path, path: str) -> Iterator[Page]:
    """An article's page as built in `dist`, its folds with figures open, its engine woken."""
    with Server(dist) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(LISTEN)
        page.goto(server.url + path)
        page.locator("details:has(figure[data-demo])").evaluate_all(
            "all => all.forEach((fold) => (fold.open = true))"
        )
        page.mouse.wheel(0, 1)  # without a sign of interest the engine does not start
        yield page
        chromium.close()
