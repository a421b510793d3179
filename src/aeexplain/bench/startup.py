"""What a reader waits for the first live frame: our engine, stock Pyodide and the bare WebAssembly, all in one run.

Every visit is a fresh browser with a fresh profile. The kinds take turns in a new order each round, since a machine's speed
changes more between runs than the kinds differ: compare only inside one run.
"""

import json
import random
import statistics
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from aeexplain.bench.hosts import Encoding, Host, Pace
from aeexplain.runtime.engine import SCRIPTS, WASM, engine
from aeexplain.runtime.stock import stock
from aeexplain.runtime.wheel import zipped
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.setup.fetch import numpy_wheel

PAGES = Path(__file__).with_name("pages")
BROWSER = Path(__file__).parents[1] / "browser"
DEMO, WEIGHT = "bottleneck", "bottleneck"
LIVE = 300_000  # milliseconds that one visit may take
DELAY = 0.02  # seconds until a paced host begins to answer
KINDS = {  # kind → its page's script
    "snapshot": "ours.js",
    "trimmed": "ours.js",
    "stock": "stock.js",
    "floor": "floor.js",
}


@dataclass(frozen=True)
class Visit:
    """One visit: milliseconds from navigation to the first live frame on the screen, bytes that the host sent."""

    milliseconds: float
    sent: int


@dataclass(frozen=True)
class StartupCost:
    """One kind's visits to one host: milliseconds, how many times sooner than stock, how many floors long, bytes sent."""

    kind: str
    host: str
    median: float
    low: float
    high: float
    sooner: float
    floors: float
    sent: int


def startup_costs(
    weights: Path, rounds: int = 5, host: Encoding = "br", megabits: float | None = None
) -> list[StartupCost]:
    """Return what each kind's start costs, over `rounds` visits of each, from a host of this encoding and pace.

    `weights` is the folder of weight files; `megabits` a second are let through, None: as fast as it goes.
    """
    pace = Pace(megabits * 1e6, DELAY) if megabits else Pace()
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), weights)
        with Host(Path(folder), host, pace) as server, sync_playwright() as playwright:
            visits = taking_turns(partial(visit, playwright, server), KINDS, rounds)
    return compared(visits, f"{host}, {megabits:g} Mbit/s" if megabits else host)


def taking_turns(
    visited: Callable[[str], Visit], kinds: Collection[str], rounds: int
) -> dict[str, list[Visit]]:
    """Return each kind's visits. A first one of each is not counted: after it, the host has every file encoded."""
    for kind in kinds:
        visited(kind)
    order = random.Random(0)
    visits: dict[str, list[Visit]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind in order.sample(sorted(kinds), len(kinds)):
            visits[kind].append(visited(kind))
    return visits


def compared(visits: Mapping[str, list[Visit]], host: str) -> list[StartupCost]:
    """Return the cost of each kind; the shares are medians over the rounds of what each round's visits were to each other."""
    times = {kind: [visit.milliseconds for visit in told] for kind, told in visits.items()}

    def share(kind: str, of: str) -> float:
        return statistics.median(a / b for a, b in zip(times[kind], times[of], strict=True))

    return [
        StartupCost(
            kind=kind,
            host=host,
            median=statistics.median(times[kind]),
            low=min(times[kind]),
            high=max(times[kind]),
            sooner=share("stock", kind),
            floors=share(kind, "floor"),
            sent=max(visit.sent for visit in told),
        )
        for kind, told in visits.items()
    ]


def visit(playwright: Playwright, server: Host, kind: str) -> Visit:
    """Return what one visit with a fresh browser cost."""
    browser = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
    server.sent = 0
    page = browser.new_page()
    page.goto(f"{server.url}{kind}.html", wait_until="commit")
    live = page.locator("html[data-live]")
    live.wait_for(state="attached", timeout=LIVE)
    told = float(live.get_attribute("data-live") or "nan")
    browser.close()
    return Visit(told, server.sent)


def lay_out(folder: Path, weights: Path) -> None:
    """Write a site of one page for each kind; what the kinds have in common, they get in the same compression."""
    ours = engine(numpy_wheel())
    text = (weights / f"{WEIGHT}.json").read_bytes()
    alike = {f"{name}.br": ours.files[f"{name}.br"] for name in (*SCRIPTS, WASM)}
    files = {
        **{path.name: path.read_bytes() for path in PAGES.glob("*.js")},
        **{f"browser/{path.name}": path.read_bytes() for path in BROWSER.glob("*.js")},
        **{f"engine/{name}": content for name, content in ours.files.items()},
        **{f"stock/{name}": content for name, content in (stock(numpy_wheel()) | alike).items()},
        f"{WEIGHT}.json": text,
        "empty.zip": zipped({}),
    }
    told = {
        "demos": {DEMO: {"weights": {WEIGHT: {"url": f"{WEIGHT}.json", "bytes": len(text)}}}},
        "stock": {"folder": "stock/", "demo": DEMO, "weight": WEIGHT, "address": f"{WEIGHT}.json"},
        "floor": {"folder": "engine/", "lock": ours.lock},
    }
    engines = {"trimmed": ours.slow()}
    for kind, script in KINDS.items():
        files[f"{kind}.html"] = _page(script, told | {"engine": engines.get(kind, ours).told("engine/")})
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def _page(script: str, told: Mapping[str, object]) -> bytes:
    data = json.dumps(told).replace("<", "\\u003c")
    return (
        '<!doctype html><html lang="en"><title>Bench</title><body>'
        f'<script type="application/json" id="aeexplain-page">{data}</script>'
        f'<script type="module" src="{script}"></script>'
    ).encode()
