"""What a page costs a reader who only looks at it: Lighthouse's figures for a phone, elements, requests, bytes by kind."""

import json
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, sync_playwright

from aeexplain.bench.hosts import Host
from aeexplain.errors import ExplainError
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.setup.node import node_package, run_node

SCRIPT = Path(__file__).with_name("node") / "lighthouse.mjs"
SECONDS = 300  # that one visit of Lighthouse's may take
ATTEMPTS = 3
SETTLED = 1500  # milliseconds after which a page that nobody touches asks for nothing more
KINDS = {".css": "style", ".js": "scripts", ".woff2": "fonts", ".bin": "frames", "": "page"}
# Scroll to the end by windows, as a reader does; return how many elements there are then.
ELEMENTS = """async () => {
  for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight) {
    scrollTo({ top: at, behavior: "instant" });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return document.querySelectorAll("*").length;
}"""


@dataclass(frozen=True)
class PageCost:
    """One article's page, from a host with gzip; of Lighthouse's figures the medians.

    score: of its performance, between 0 and 1. first, largest: milliseconds until that paint; blocking: in which the page's
    thread was busy too long; shift: of the layout. elements: with folds closed, at the end of the article. requests, kilobytes:
    before anybody touches anything, the latter also by `kinds`.
    """

    article: str
    score: float
    first: float
    largest: float
    blocking: float
    shift: float
    elements: int
    requests: int
    kilobytes: float
    kinds: str


def page_costs(dist: Path, slugs: list[str], visits: int = 5) -> list[PageCost]:
    """Return what the pages of these articles cost, as built in `dist`; without Lighthouse or a browser: ExplainError."""
    costs = []
    with Host(dist, "gzip") as host, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
        for slug in slugs:
            address = f"{host.url}{slug}/"
            fetched, elements = _looked_at(chromium, address)
            audited = [_audited(address) for _ in range(visits)]
            costs.append(summed_up(slug, fetched, elements, audited))
        chromium.close()
    return costs


def summed_up(slug: str, fetched: dict[str, int], elements: int, audited: list[dict[str, float]]) -> PageCost:
    """Return the cost of a page that fetched files (address → bytes), and of which Lighthouse said this in each visit."""
    kinds = Counter[str]()
    for address, size in fetched.items():
        kinds[KINDS.get(PurePosixPath(urlsplit(address).path).suffix, "other")] += size
    medians = {name: statistics.median(visit[name] for visit in audited) for name in audited[0]}
    return PageCost(
        article=slug,
        **medians,
        elements=elements,
        requests=len(fetched),
        kilobytes=sum(kinds.values()) / 1000,
        kinds=", ".join(f"{name} {size / 1000:.1f}" for name, size in kinds.most_common()),
    )


def _looked_at(chromium: Browser, address: str) -> tuple[dict[str, int], int]:
    """Return what a page fetches while nobody touches it (address → bytes), and how many elements it has at its end."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    fetched: dict[str, int] = {}

    def finished(request: Request) -> None:
        fetched[request.url] = request.sizes()["responseBodySize"]

    page.on("requestfinished", finished)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    before = dict(fetched)
    elements: int = page.evaluate(ELEMENTS)
    page.close()
    return before, elements


def _audited(address: str) -> dict[str, float]:
    """Return what Lighthouse says of a page; where it missed a busy browser's first steps, of another visit."""
    request = {
        "lighthouse": str(_development_package("lighthouse")),
        "launcher": str(_development_package("chrome-launcher")),
        "chromium": str(find_browser()),
        "flags": list(CHROMIUM_FLAGS),
        "url": address,
    }
    for left in reversed(range(ATTEMPTS)):
        try:
            found: dict[str, float] = json.loads(run_node(SCRIPT, json.dumps(request), seconds=SECONDS))
        except ExplainError:
            if not left:
                raise
        else:
            return found
    raise AssertionError("the last attempt returns or raises")


def _development_package(name: str) -> Path:
    try:
        return node_package(name)
    except ExplainError as error:
        hint = "python build.py test --help sets up what tests and this need"
        raise ExplainError("bench page", f"{error.where} is not there", hint) from None
