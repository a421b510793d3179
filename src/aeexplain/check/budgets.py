"""What an article weighs before any engine is fetched, and of how many elements it is."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from aeexplain.check.findings import Finding
from aeexplain.check.visit import Visit, pages_of, sample_of_figure_pages
from aeexplain.site.standalone import ARTICLE

# Bytes, gzipped, for who reads the first window and leaves: page, style, scripts and fonts, every figure's first state in it.
WHOLE = 350_000
BARE = 240_000  # the same without the figures
HTML = 112_000  # of it the page itself
FONTS = 100_000  # and the fonts that a reader gets who stays at the top
ELEMENTS = 9_000  # of the page, when it was read to its end and all folds are closed
ATLAS, ATLASES = 60_000, 530_000  # one figure's frames that are drawn ahead, and all figures'
EDITOR = 150_000  # gzipped: what a reader fetches who edits a figure's code
NEARLY = 0.99  # of a budget, from which on there is a warning
PACE = 50  # milliseconds that a window is looked at
SETTLED = 1500  # milliseconds after which a page that nobody touches asks for nothing more
STEP = (
    """() => { scrollBy(0, innerHeight); return scrollY + innerHeight < document.body.scrollHeight - 1; }"""
)
COUNT = """() => document.querySelectorAll("*").length"""
PACKED = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp", ".woff2")  # what no host compresses again
ENGINE = re.compile(r"/assets/(engine|weights|worker|demos)")  # what is fetched for the figures' sake, later
EDITING = re.compile(r"/assets/(code_)?edit")  # what is fetched when a reader presses Edit


@dataclass(frozen=True)
class Size:
    """An article's bytes, gzipped: the page with all that it fetches, the same without its figures, and the figures.

    html, fonts: of the first, the page itself and the fonts. elements: of the page, read to its end.
    """

    page: str
    whole: int
    bare: int
    figures: int
    html: int = 0
    fonts: int = 0
    elements: int = 0


def sizes(visiting: Visit) -> list[Size]:
    """Return the size of every article, as a browser fetches it."""
    dist = visiting.dist
    names = [name for name in pages_of(dist) if _is_article(dist / name / "index.html")]
    return [_size(visiting.chromium, visiting.url, name, dist) for name in names]


def over_budget(weighed: list[Size]) -> Iterator[Finding]:
    """Yield the articles that weigh more than they may, and as warnings those that soon will."""
    for size in weighed:
        for told, number, budget in (
            ("weighs {} bytes gzipped", size.whole, WHOLE),
            ("weighs {} bytes gzipped without its figures", size.bare, BARE),
            ("is an HTML file of {} bytes gzipped", size.html, HTML),
            ("has {} bytes of fonts for the first window", size.fonts, FONTS),
            ("has {} elements", size.elements, ELEMENTS),
        ):
            if number > NEARLY * budget:
                message = f"{told.format(f'{number:,}')}, at most {budget:,}"
                yield Finding("budgets", size.page, message, "error" if number > budget else "warning")


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
    for path in sorted(dist.glob("assets/code_editor.*.js")):
        if (size := _gzipped(path)) > EDITOR:
            place = path.relative_to(dist).as_posix()
            yield Finding("budgets", place, f"weighs {size:,} bytes gzipped, at most {EDITOR:,}")


def eager_pages(visiting: Visit) -> Iterator[Finding]:
    """Yield the pages that fetch any of the engine, or of the editor, for a reader who stays in the first window."""
    for name in pages_of(visiting.dist) + sample_of_figure_pages(visiting.dist):
        asked = _unasked(visiting.chromium, visiting.url + name)
        for what, pattern in (("engine", ENGINE), ("editor", EDITING)):
            if early := [address for address in asked if pattern.search(address)]:
                yield Finding(
                    "budgets", name, f"fetches {len(early)} files of the {what} that nobody asked for"
                )


def _unasked(chromium: Browser, address: str) -> list[str]:
    """Return what a page asks for while nobody touches it."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    page.close()
    return fetched


def _size(chromium: Browser, url: str, name: str, dist: Path) -> Size:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    fetched: set[str] = set()
    page.on("requestfinished", lambda request: fetched.add(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{url}{name}/", wait_until="load")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.wait_for_timeout(SETTLED)
    sizes = {path: _gzipped(dist / path) for path in set(fetched) if _is_own(dist, path)}
    elements = _elements(page)
    page.close()
    html = (dist / name / "index.html").read_text(encoding="utf-8")
    text = re.sub(r"<figure class=\"demo\".*?</figure>", "", html, flags=re.DOTALL)
    alone = len(gzip.compress(html.encode()))
    whole = alone + sum(sizes.values())
    ahead = sum(size for path, size in sizes.items() if path.startswith("assets/atlas/"))
    figures = alone - len(gzip.compress(text.encode())) + ahead
    fonts = sum(size for path, size in sizes.items() if path.endswith(".woff2"))
    return Size(name, whole, whole - figures, figures, alone, fonts, elements)


def _elements(page: Page) -> int:
    """Read a page to its end, window by window, and return of how many elements it then is."""
    while page.evaluate(STEP):
        page.wait_for_timeout(PACE)
    return int(page.evaluate(COUNT))


def _is_own(dist: Path, path: str) -> bool:
    """Whether it is a file of the site's, and not of the engine."""
    return (dist / path).is_file() and not ENGINE.match(f"/{path}")


def _is_article(page: Path) -> bool:
    return ARTICLE.search(page.read_text(encoding="utf-8")) is not None


def _gzipped(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix.lower() in PACKED else len(gzip.compress(content))
