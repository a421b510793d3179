"""What an article weighs before any engine is fetched."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from aeexplain.check.findings import Finding
from aeexplain.check.visit import Visit, pages_of
from aeexplain.site.standalone import ARTICLE

WHOLE = 480_000  # bytes, gzipped: a page with style, scripts and fonts, every figure's first state in it
BARE = 280_000  # the same without the figures: 64,000 of it are the fonts of text and labels
ATLAS, ATLASES = 60_000, 450_000  # one figure's frames that are drawn ahead, and all figures'
EDITOR = 150_000  # gzipped: what a reader fetches who edits a figure's code
NEARLY = 0.99  # of a budget, from which on there is a warning
SETTLED = 1500  # milliseconds after which a page that nobody touches asks for nothing more
FIGURES_IN_SIGHT = """() => Array.from(document.querySelectorAll("figure[data-demo]"))
  .filter((figure) => figure.getBoundingClientRect().top < innerHeight).length"""
PACKED = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp", ".woff2")  # what no host compresses again
ENGINE = re.compile(r"/assets/(engine|weights|snapshot)")  # what is fetched for the figures' sake, later
EDITING = re.compile(
    r"/editor/(?!(?:edit_buttons|listing)\.js)"
)  # what is fetched when a reader presses Edit


@dataclass(frozen=True)
class Size:
    """An article's bytes, gzipped: the page with all that it fetches, the same without its figures, and the figures."""

    page: str
    whole: int
    bare: int
    figures: int


def sizes(visiting: Visit) -> list[Size]:
    """Return the size of every article, as a browser fetches it."""
    dist = visiting.dist
    names = [name for name in pages_of(dist) if _is_article(dist / name / "index.html")]
    return [_size(visiting.chromium, visiting.url, name, dist) for name in names]


def over_budget(weighed: list[Size]) -> Iterator[Finding]:
    """Yield the articles that weigh more than they may, and as warnings those that soon will."""
    for size in weighed:
        for what, bytes_, budget in (("", size.whole, WHOLE), (" without its figures", size.bare, BARE)):
            if bytes_ > NEARLY * budget:
                message = f"weighs {bytes_:,} bytes gzipped{what}, at most {budget:,}"
                yield Finding("budgets", size.page, message, "error" if bytes_ > budget else "warning")


def heavy_atlases(dist: Path) -> Iterator[Finding]:
    """Yield the atlases that weigh more than one may, and all of them together if they do."""
    sizes = {path.name: path.stat().st_size for path in sorted((dist / "assets" / "atlas").glob("*.bin"))}
    for name, size in sizes.items():
        if size > ATLAS:
            yield Finding("budgets", f"assets/atlas/{name}", f"weighs {size:,} bytes, at most {ATLAS:,}")
    if sum(sizes.values()) > ATLASES:
        what = f"weigh {sum(sizes.values()):,} bytes together, at most {ATLASES:,}"
        yield Finding("budgets", "assets/atlas/", what)


def heavy_editor(dist: Path) -> Iterator[Finding]:
    """Yield the editor of figures' code if it weighs more than it may."""
    for path in sorted(dist.glob("assets/browser-*/editor/code_editor.js")):
        if (size := _gzipped(path)) > EDITOR:
            place = path.relative_to(dist).as_posix()
            yield Finding("budgets", place, f"weighs {size:,} bytes gzipped, at most {EDITOR:,}")


def eager_pages(visiting: Visit) -> Iterator[Finding]:
    """Yield the pages that fetch any of the engine, or of the editor, for a reader who stays at the top and sees no figure."""
    for name in pages_of(visiting.dist):
        asked = _unasked(visiting.chromium, visiting.url + name)
        for what, pattern in (("engine", ENGINE), ("editor", EDITING)):
            if early := [address for address in asked if pattern.search(address)]:
                yield Finding(
                    "budgets", name, f"fetches {len(early)} files of the {what} that nobody asked for"
                )


def _unasked(chromium: Browser, address: str) -> list[str]:
    """Return what a page asks for while nobody touches it, and no figure is in sight."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(address, wait_until="load")
    shown = page.evaluate(FIGURES_IN_SIGHT)
    if not shown:
        page.wait_for_timeout(SETTLED)
    page.close()
    return [] if shown else fetched


def _size(chromium: Browser, url: str, name: str, dist: Path) -> Size:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    fetched: set[str] = set()
    page.on("requestfinished", lambda request: fetched.add(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{url}{name}/", wait_until="load")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.wait_for_timeout(SETTLED)
    page.close()
    html = (dist / name / "index.html").read_text(encoding="utf-8")
    text = re.sub(r"<figure class=\"demo\".*?</figure>", "", html, flags=re.DOTALL)
    sizes = {path: _gzipped(dist / path) for path in fetched if _is_own(dist, path)}
    whole = len(gzip.compress(html.encode())) + sum(sizes.values())
    ahead = sum(size for path, size in sizes.items() if path.startswith("assets/atlas/"))
    figures = len(gzip.compress(html.encode())) - len(gzip.compress(text.encode())) + ahead
    return Size(name, whole, whole - figures, figures)


def _is_own(dist: Path, path: str) -> bool:
    """Whether it is a file of the site's, and not of the engine, which a figure in sight may have asked for."""
    return (dist / path).is_file() and not ENGINE.match(f"/{path}")


def _is_article(page: Path) -> bool:
    return ARTICLE.search(page.read_text(encoding="utf-8")) is not None


def _gzipped(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix.lower() in PACKED else len(gzip.compress(content))
