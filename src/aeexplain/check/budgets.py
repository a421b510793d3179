"""What an article weighs before any engine is fetched."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from aeexplain.check.findings import Finding
from aeexplain.check.visit import pages_of, visit

WHOLE = 450_000  # bytes, gzipped: a page with style, scripts and fonts, every figure's first state in it
BARE = 180_000  # the same without the figures
ENGINE = re.compile(r"/assets/(engine|weights|snapshot)")  # what is fetched for the figures' sake, later


@dataclass(frozen=True)
class Size:
    """An article's bytes, gzipped: the page with all that it fetches, the same without its figures, and the figures."""

    page: str
    whole: int
    bare: int
    figures: int


def sizes(dist: Path) -> list[Size]:
    """Return the size of every article, as a browser fetches it."""
    with visit(dist) as (chromium, url):
        return [
            _size(chromium, url, name, dist)
            for name in pages_of(dist)
            if _is_article(dist / name / "index.html")
        ]


def over_budget(weighed: list[Size]) -> Iterator[Finding]:
    """Yield the articles that weigh more than they may."""
    for size in weighed:
        for what, bytes_, budget in (("", size.whole, WHOLE), (" without its figures", size.bare, BARE)):
            if bytes_ > budget:
                yield Finding(
                    "budgets", size.page, f"weighs {bytes_:,} bytes gzipped{what}, at most {budget:,}"
                )


def _size(chromium: Browser, url: str, name: str, dist: Path) -> Size:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    fetched: set[str] = set()
    page.on("requestfinished", lambda request: fetched.add(urlsplit(request.url).path.lstrip("/")))
    page.route(ENGINE, lambda route: route.abort())
    page.goto(f"{url}{name}/", wait_until="load")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.close()
    html = (dist / name / "index.html").read_text(encoding="utf-8")
    text = re.sub(r"<figure class=\"demo\".*?</figure>", "", html, flags=re.DOTALL)
    files = sum(_gzipped(dist / path) for path in fetched if (dist / path).is_file())
    whole, bare = len(gzip.compress(html.encode())), len(gzip.compress(text.encode()))
    return Size(name, whole + files, bare + files, whole - bare)


def _is_article(page: Path) -> bool:
    return "<article>" in page.read_text(encoding="utf-8")


def _gzipped(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix in (".woff2", ".png") else len(gzip.compress(content))
