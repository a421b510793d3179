"""Every address in every page: what is on this site must be there, and nothing may be fetched from anywhere else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aeexplain.check.findings import Finding

FETCHED = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
    "track": "src",
}
ELSEWHERE = {"canonical", "alternate"}  # links that name an address without fetching it


@dataclass
class Addresses(HTMLParser):
    """A page's ids, what it links to and what it fetches, with their lines."""

    ids: set[str] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)
    fetched: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's id and addresses."""
        attributes = dict(attrs)
        line, _ = self.getpos()
        if name := attributes.get("id"):
            self.ids.add(name)
        if tag == "a" and (href := attributes.get("href")) is not None:
            self.links.append((line, href))
        elif (address := attributes.get(FETCHED.get(tag, ""))) and attributes.get("rel") not in ELSEWHERE:
            self.fetched.append((line, address))
        if tag == "video" and (still := attributes.get("poster")):
            self.fetched.append((line, still))


def broken_links(dist: Path) -> Iterator[Finding]:
    """Yield links and files that lead nowhere, and everything that would be fetched from elsewhere."""
    addresses = cache(_addresses)
    for page in sorted(dist.rglob("*.html")):
        where = page.relative_to(dist).as_posix()
        found = addresses(page)
        for line, address in found.fetched:
            if urlsplit(address).scheme not in ("", "data") or address.startswith("//"):
                yield Finding("links", f"{where}:{line}", f"{address} is fetched from elsewhere")
        for line, address in (*found.links, *found.fetched):
            if fault := _fault(page, address, dist, addresses):
                yield Finding("links", f"{where}:{line}", fault)


def _fault(page: Path, address: str, dist: Path, addresses: Callable[[Path], Addresses]) -> str | None:
    """Return what is wrong with an address in a page, or None. One from the host's root (404.html has them) is not followed."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_relative_to(dist.resolve()) and target != page:
        return f"{address} leaves the site"
    if not target.is_file():
        return f"{address} is not there"
    fragment = unquote(parts.fragment).partition("?")[0]
    if fragment and target.suffix.lower() == ".html" and fragment not in addresses(target).ids:
        return f"{address}: the page has no such place"
    return None


def _addresses(page: Path) -> Addresses:
    addresses = Addresses()
    addresses.feed(page.read_text(encoding="utf-8"))
    return addresses
