"""What readers feel first: moves of a figure's slider before the engine has come, on a slow phone and on a laptop."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from aeexplain.bench.hosts import Host, Pace
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser

DELAY = 0.02  # seconds until the host begins to answer
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
    if (detail.figure !== figure.id) return;
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
class Device:
    """A reader's device: its screen, how many times slower the page's thread is, megabits a second."""

    name: str
    screen: Mapping[str, Any]
    slower: int
    megabits: float


DEVICES = (
    Device(
        "phone",
        {
            "viewport": {"width": 390, "height": 844},
            "device_scale_factor": 2,
            "is_mobile": True,
            "has_touch": True,
        },
        slower=4,
        megabits=4,
    ),
    Device("laptop", {"viewport": {"width": 1280, "height": 800}}, slower=1, megabits=20),
)


@dataclass(frozen=True)
class FirstCost:
    """First moves of one figure's slider on such a device; medians over visits.

    first: milliseconds from the slider's first move until that was painted, between `low` and `high`; seen: the same from the
    figure's being on the screen. answered: of `moves` that were made before the engine came, those that the atlas answered.
    live: milliseconds from the figure's being on the screen until a frame was computed.
    """

    device: str
    demo: str
    visits: int
    first: float
    low: float
    high: float
    seen: float
    answered: float
    moves: float
    live: float


def first_costs(dist: Path, slug: str, name: str, visits: int = 5) -> list[FirstCost]:
    """Return what first moves of a figure cost, whose name is its demo's, in an article as built in `dist`."""
    return [_first_cost(dist, f"{slug}/", name, device, visits) for device in DEVICES]


def _first_cost(dist: Path, page: str, name: str, device: Device, visits: int) -> FirstCost:
    with Host(dist, "gzip") as host, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
        _visited(chromium, host.url + page, name, device)  # not counted: now the host has every file encoded
        host.pace = Pace(device.megabits * 1e6, DELAY)
        visited = [_visited(chromium, host.url + page, name, device) for _ in range(visits)]
        chromium.close()
    return summed_up(device.name, name, visited)


def summed_up(device: str, name: str, visits: Sequence[dict[str, Any]]) -> FirstCost:
    """Return the medians over visits; each is {"moves": [when], "frames": [(source, when)]}, in milliseconds since seen.

    A picture of the atlas answers the latest move before it.
    """
    firsts, seen, answered, moves, lives = [], [], [], [], []
    for visit in visits:
        live = min((when for source, when in visit["frames"] if source == "live"), default=float("inf"))
        ahead = [when for source, when in visit["frames"] if source != "live" and when < live]
        made = [when for when in visit["moves"] if when < live]
        ends = [*made[1:], live]
        seen.append(min([*ahead, live]))
        firsts.append(seen[-1] - visit["moves"][0])
        answered.append(sum(any(a <= when < b for when in ahead) for a, b in zip(made, ends, strict=True)))
        moves.append(len(made))
        lives.append(live)
    return FirstCost(
        device=device,
        demo=name,
        visits=len(visits),
        first=statistics.median(firsts),
        low=min(firsts),
        high=max(firsts),
        seen=statistics.median(seen),
        answered=statistics.median(answered),
        moves=statistics.median(moves),
        live=statistics.median(lives),
    )


def _visited(chromium: Browser, address: str, name: str, device: Device) -> dict[str, Any]:
    context = chromium.new_context(**device.screen)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": device.slower})
    page.goto(address, timeout=LOADED)
    answer: dict[str, Any] = page.evaluate(MOVE, name)
    context.close()
    return answer
