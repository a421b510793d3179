"""A browser on the built site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from aeexplain.errors import ExplainError
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.site.pages.figure_pages import PAGE
from aeexplain.site.serve.server import Server


@dataclass(frozen=True)
class Visit:
    """A site's folder, the address at which it is served, and a Chromium to look at it."""

    dist: Path
    url: str
    chromium: Browser


MOST_FIGURE_PAGES = 3
MOVED, HEAD = b'http-equiv="refresh"', 2000  # bytes within which a page that leads on says so


@contextmanager
def visit(dist: Path) -> Iterator[Visit]:
    """Serve the site and give what is needed to look at it, while the block runs; what Chromium cannot do: ExplainError."""
    with Server(dist) as server, chromium() as browser:
        yield Visit(dist, server.url, browser)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a Chromium of this thread's own while the block runs; what it cannot do: ExplainError."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
            yield browser
            browser.close()
        except Error as error:
            raise ExplainError("Chromium", error.message.partition("\n")[0], "try again") from error


def pages_of(dist: Path) -> list[str]:
    """Return the addresses of all pages, from the site's root: "" and "folder", ...; the one for missing pages is none.

    A page that leads on at once, since an article has moved, is not looked at either; nor is a page
    of a figure, of which there is a sample.
    """
    return [name for name in _all_pages(dist) if not PAGE.fullmatch(name)]


def sample_of_figure_pages(dist: Path) -> list[str]:
    """Return the addresses of some pages of figures, one of an article: they show what the articles' own pages show."""
    first: dict[str, str] = {}
    for name in filter(PAGE.fullmatch, _all_pages(dist)):
        first.setdefault(name.partition("/")[0], name)
    return list(first.values())[:MOST_FIGURE_PAGES]


def _all_pages(dist: Path) -> list[str]:
    pages = (path for path in dist.rglob("index.html") if MOVED not in path.read_bytes()[:HEAD])
    return sorted(path.parent.relative_to(dist).as_posix().removeprefix(".") for path in pages)
