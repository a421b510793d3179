"""What a reader with a phone and a slow connection feels first: moves of a figure's slider before the engine has come."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from aeexplain.bench.hosts import Host, Pace
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SLOWER = 4  # times, the page's own thread
MEGABITS, DELAY = 4, 0.02  # a second; seconds until the host begins to answer
LOADED = 300_000  # milliseconds that a visit may take until the page is there
# The reader scrolls down to the figure, takes its slider at once, and goes on moving it until the engine answers.
MOVE = """async (name) => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const figure = document.getElementById(name);
  let seen = null;
  new IntersectionObserver(([entry]) => (seen ??= entry.isIntersecting ? performance.now() : null), { rootMargin: "-25% 0px" })
    .observe(figure);
  while (seen === null) {
    const { top, height } = figure.getBoundingClientRect();
    scrollBy({ top: Math.max(-300, Math.min(300, top + height / 2 - innerHeight / 2)), behavior: "instant" });
    await pause(50);
  }
  const slider = figure.querySelector("input[type=range]");
  const frames = [];
  addEventListener("aeexplain:frame", ({ detail }) => {
    if (detail.demo !== figure.dataset.demo) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => frames.push([detail.source, performance.now() - seen]);
      port2.postMessage(null);
    });
  });
  const [low, high, step] = [slider.min, slider.max, slider.step].map(Number);
  const moves = [];
  slider.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  while (!frames.some(([source]) => source === "live") && performance.now() - seen < 120_000) {
    const next = Number(slider.value) + step;
    slider.value = String(next > high ? low : next);
    moves.push(performance.now() - seen);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await pause(300);
  }
  return { moves, frames };
}"""


@dataclass(frozen=True)
class FirstCost:
    """First moves of one figure's slider on such a phone; medians over visits.

    first: milliseconds from the figure's being on the screen until its slider's first move was painted. answered: of `moves`
    that were made before the engine came, those that the atlas answered. live: milliseconds until a frame was computed.
    """

    demo: str
    visits: int
    first: float
    low: float
    high: float
    answered: float
    moves: float
    live: float


def first_cost(dist: Path, slug: str, name: str, visits: int = 3) -> FirstCost:
    """Return what first moves of a figure cost, whose name is its demo's, in an article as built in `dist`."""
    with Host(dist, "gzip") as host, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
        _visited(
            chromium, f"{host.url}{slug}/", name
        )  # not counted: after it, the host has every file encoded
        host.pace = Pace(MEGABITS * 1e6, DELAY)
        told = [_visited(chromium, f"{host.url}{slug}/", name) for _ in range(visits)]
        chromium.close()
    return summed_up(name, told)


def summed_up(name: str, visits: Sequence[dict[str, Any]]) -> FirstCost:
    """Return the medians over visits; each is {"moves": [when], "frames": [(source, when)]}, in milliseconds since seen.

    A picture of the atlas answers the latest move before it.
    """
    firsts, answered, moves, lives = [], [], [], []
    for visit in visits:
        live = min((when for source, when in visit["frames"] if source == "live"), default=float("inf"))
        ahead = [when for source, when in visit["frames"] if source != "live" and when < live]
        made = [when for when in visit["moves"] if when < live]
        ends = [*made[1:], live]
        firsts.append(min([*ahead, live]))
        answered.append(sum(any(a <= when < b for when in ahead) for a, b in zip(made, ends, strict=True)))
        moves.append(len(made))
        lives.append(live)
    return FirstCost(
        demo=name,
        visits=len(visits),
        first=statistics.median(firsts),
        low=min(firsts),
        high=max(firsts),
        answered=statistics.median(answered),
        moves=statistics.median(moves),
        live=statistics.median(lives),
    )


def _visited(chromium: Browser, address: str, name: str) -> dict[str, Any]:
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, timeout=LOADED)
    told: dict[str, Any] = page.evaluate(MOVE, name)
    context.close()
    return told
