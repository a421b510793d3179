"""What a reader waits for an article's first live frame: our engine and stock Pyodide in one page; and the bare WebAssembly.

The reader opens the page, scrolls to the figure and takes its slider. Every visit is a fresh browser with a fresh profile, and
is repeated once with that profile. The kinds take turns in a new order each round, since a machine's speed changes more between
runs than the kinds differ: compare only inside one run.
"""

import random
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from aeexplain.bench.hosts import Encoding, Host, Pace
from aeexplain.bench.machine import renderer_memory
from aeexplain.bench.starts.article_pages import lay_out_article
from aeexplain.project import Project
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.setup.fetch import pins

LIVE = 300_000  # milliseconds that one visit may take
SETTLED = 1000  # milliseconds until its memory is measured
DELAY = 0.02  # seconds until a paced host begins to answer
KINDS = ("snapshot", "trimmed", "stock", "floor")
# Go to a figure and take its slider; return when its first live frame was painted, in milliseconds since the navigation.
VISIT = """async (name) => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  while (document.readyState === "loading") await pause(10);
  const figure = document.getElementById(name);
  const painted = new Promise((resolve) => addEventListener("aeexplain:frame", ({ detail }) => {
    if (detail.figure !== name || detail.source !== "live") return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  }));
  for (;;) {
    const { top, height } = figure.getBoundingClientRect();
    const way = top + height / 2 - innerHeight / 2;
    if (Math.abs(way) < innerHeight / 4) break;
    scrollBy({ top: Math.max(-1000, Math.min(1000, way)), behavior: "instant" });
    await pause(20);
  }
  const slider = figure.querySelector("input[type=range]");
  slider.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  slider.stepUp();
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  return painted;
}"""


@dataclass(frozen=True)
class Article:
    """An article of a project, as built in `dist`, and the id of the figure that a reader goes to."""

    project: Project
    dist: Path
    slug: str
    figure: str


@dataclass(frozen=True)
class Visit:
    """One visit and its repetition: milliseconds until the first live frame was on the screen, and bytes.

    sent: by the host, the first time. memory: of the page's process, a second after that; None where it is not known.
    """

    milliseconds: float
    repeated: float
    sent: int
    memory: int | None


@dataclass(frozen=True)
class StartupCost:
    """One kind's visits to one host: milliseconds, how many times sooner than stock, how many floors long, bytes.

    `megabits` a second came through; None: as fast as it went. `repeat` is the median of visits with the files at hand.
    """

    kind: str
    host: str
    megabits: float | None
    median: float
    low: float
    high: float
    sooner: float
    floors: float
    repeat: float
    sent: int
    memory: int | None


def startup_costs(
    article: Article, rounds: int = 5, host: Encoding = "br", megabits: float | None = None
) -> list[StartupCost]:
    """Return what each kind's start costs, over `rounds` visits of each, from a host of this encoding and pace.

    `megabits` a second are let through, None: as fast as it goes.
    """
    pace = Pace(megabits * 1e6, DELAY) if megabits else Pace()
    with tempfile.TemporaryDirectory() as folder:
        pages = lay_out_article(Path(folder), article.dist, article.slug, article.project)
        with Host(Path(folder), host) as server, sync_playwright() as playwright:

            def visited(kind: str) -> Visit:
                return visit(playwright, server, pages[kind], "" if kind == "floor" else article.figure)

            for kind in KINDS:
                visited(kind)  # not counted: after these, the host has every file encoded
            server.pace = pace
            visits = taking_turns(visited, KINDS, rounds)
    return compared(visits, host, megabits)


def taking_turns(
    visited: Callable[[str], Visit], kinds: Collection[str], rounds: int
) -> dict[str, list[Visit]]:
    """Return each kind's visits."""
    order = random.Random(0)
    visits: dict[str, list[Visit]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind in order.sample(sorted(kinds), len(kinds)):
            visits[kind].append(visited(kind))
    return visits


def compared(
    visits: Mapping[str, list[Visit]], host: str, megabits: float | None = None
) -> list[StartupCost]:
    """Return the cost of each kind; the shares are medians over the rounds of what each round's visits were to each other."""
    times = {kind: [visit.milliseconds for visit in each] for kind, each in visits.items()}

    def share(kind: str, of: str) -> float:
        return statistics.median(a / b for a, b in zip(times[kind], times[of], strict=True))

    return [
        StartupCost(
            kind=kind,
            host=host,
            megabits=megabits,
            median=statistics.median(times[kind]),
            low=min(times[kind]),
            high=max(times[kind]),
            sooner=share("stock", kind),
            floors=share(kind, "floor"),
            repeat=statistics.median(visit.repeated for visit in each),
            sent=max(visit.sent for visit in each),
            memory=max((visit.memory for visit in each if visit.memory), default=None),
        )
        for kind, each in visits.items()
    ]


def visit(playwright: Playwright, server: Host, page: str, figure: str) -> Visit:
    """Return what a visit cost with a fresh browser and a fresh profile, and again with a fresh browser and that profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server.sent = 0
        milliseconds, memory = seen(playwright, server.url + page, figure, Path(folder))
        sent = server.sent
        repeated, _ = seen(playwright, server.url + page, figure, Path(folder))
    return Visit(milliseconds, repeated, sent, memory)


def seen(playwright: Playwright, address: str, figure: str, profile: Path) -> tuple[float, int | None]:
    """Return the milliseconds until a page's figure is live, or the page itself, and the memory it takes a second later."""
    browser = playwright.chromium.launch_persistent_context(
        profile, executable_path=find_browser(), args=list(CHROMIUM_FLAGS)
    )
    browser.set_default_timeout(LIVE)
    page = browser.new_page()
    page.goto(address, wait_until="commit")
    if figure:
        milliseconds = float(page.evaluate(VISIT, figure))
    else:
        live = page.locator("html[data-live]")
        live.wait_for(state="attached", timeout=LIVE)
        milliseconds = float(live.get_attribute("data-live") or "nan")
    page.wait_for_timeout(SETTLED)
    memory = renderer_memory(profile)
    browser.close()
    return milliseconds, memory


def versions() -> str:
    """Return the versions of what is measured."""
    printed = subprocess.run([find_browser(), "--version"], capture_output=True, encoding="utf-8", timeout=60)
    pinned = pins()
    return f"{printed.stdout.strip()}; Pyodide {pinned['pyodide']['version']}; {pinned['numpy']['name'].partition('-cp')[0]}"
