"""What a reader waits for the first live frame: our engine, stock Pyodide and the bare WebAssembly, all in one run.

Every visit is a fresh browser with a fresh profile, and is repeated once with that profile. The kinds take turns in a new
order each round, since a machine's speed changes more between runs than the kinds differ: compare only inside one run.
"""

import json
import random
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from aeexplain.bench.hosts import Encoding, Host, Pace
from aeexplain.bench.machine import renderer_memory
from aeexplain.cache import user_cache
from aeexplain.project import Project
from aeexplain.runtime.engine import make_engine
from aeexplain.runtime.packing import compress_file
from aeexplain.runtime.shrink.pyodide_files import SCRIPTS, WASM
from aeexplain.runtime.stock import stock_files
from aeexplain.runtime.wheel import zipped
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.setup.fetch import numpy_wheel, pins
from aeexplain.site.pages.scripts import bundles

PAGES = Path(__file__).with_name("pages")
BROWSER = Path(__file__).parents[1] / "browser"
DEMO, WEIGHT = "bottleneck", "bottleneck"
LIVE = 300_000  # milliseconds that one visit may take
SETTLED = 1000  # milliseconds until its memory is measured
DELAY = 0.02  # seconds until a paced host begins to answer
# The modules of ours that the page's script begins with.
AHEAD = ("page/page_data.js", *(f"loading/{name}.js" for name in ("compressed_forms", "connection_speed")))
KINDS = {  # kind → its page's script
    "snapshot": "ours.js",
    "trimmed": "ours.js",
    "stock": "stock.js",
    "floor": "floor.js",
}


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
    project: Project, rounds: int = 5, host: Encoding = "br", megabits: float | None = None
) -> list[StartupCost]:
    """Return what each kind's start costs, over `rounds` visits of each, from a host of this encoding and pace.

    `megabits` a second are let through, None: as fast as it goes.
    """
    pace = Pace(megabits * 1e6, DELAY) if megabits else Pace()
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), project)
        with Host(Path(folder), host) as server, sync_playwright() as playwright:
            visited = partial(visit, playwright, server)
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


def visit(playwright: Playwright, server: Host, kind: str) -> Visit:
    """Return what a visit cost with a fresh browser and a fresh profile, and again with a fresh browser and that profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server.sent = 0
        milliseconds, memory = seen(playwright, f"{server.url}{kind}.html", Path(folder))
        sent = server.sent
        repeated, _ = seen(playwright, f"{server.url}{kind}.html", Path(folder))
    return Visit(milliseconds, repeated, sent, memory)


def seen(playwright: Playwright, address: str, profile: Path) -> tuple[float, int | None]:
    """Return the milliseconds until a page is live and the memory it takes a second later."""
    browser = playwright.chromium.launch_persistent_context(
        profile, executable_path=find_browser(), args=list(CHROMIUM_FLAGS)
    )
    page = browser.new_page()
    page.goto(address, wait_until="commit")
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


def lay_out(folder: Path, project: Project) -> None:
    """Write a site of one page for each kind; what the kinds have in common, they get in the same compression."""
    ours = make_engine(numpy_wheel(), project)
    text = project.weight_file(WEIGHT).read_bytes()
    theirs = stock_files(numpy_wheel(), project)
    alike = {f"{name}.br": compress_file(name, theirs[name])["br"] for name in (*SCRIPTS, WASM)}
    files = {
        **{path.name: path.read_bytes() for path in PAGES.glob("*.js")},
        **{f"browser/{name}": content for name, content in browser_modules().items()},
        **{f"engine/{name}": content for name, content in ours.files.items()},
        **{f"stock/{name}": content for name, content in (theirs | alike).items()},
        "worker.js": bundles(user_cache())["worker"],
        f"{WEIGHT}.json": text,
        "empty.zip": zipped({}),
    }
    page_data = {
        "demos": {DEMO: {"weights": {WEIGHT: {"url": f"{WEIGHT}.json", "bytes": len(text)}}}},
        "stock": {"folder": "stock/", "demo": DEMO, "weight": WEIGHT, "address": f"{WEIGHT}.json"},
        "floor": {"folder": "stock/", "lock": ours.lock},
    }
    engines = {"trimmed": ours.without_snapshot()}
    for kind, script in KINDS.items():
        files[f"{kind}.html"] = _page(
            script, page_data | {"engine": engines.get(kind, ours).payload("engine/")}
        )
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def browser_modules() -> dict[str, bytes]:
    """Return the browser's modules by their paths."""
    return {path.relative_to(BROWSER).as_posix(): path.read_bytes() for path in sorted(BROWSER.rglob("*.js"))}


def _page(script: str, page_data: Mapping[str, object]) -> bytes:
    """Return a page; the modules of ours that it begins with are asked for at once."""
    data = json.dumps(page_data).replace("<", "\\u003c")
    ahead = AHEAD if script == "ours.js" else ()
    links = "".join(f'<link rel="modulepreload" href="browser/{name}">' for name in ahead)
    return (
        f'<!doctype html><html lang="en"><title>Bench</title>{links}<body>'
        f'<script type="application/json" id="aeexplain-page">{data}</script>'
        f'<script type="module" src="{script}"></script>'
    ).encode()
