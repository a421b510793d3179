"""What a security reviewer asks of every page: its policy, no code of its own in it, links that give nothing away, and the
digests of what it asks for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aeexplain.check.findings import Finding
from aeexplain.files.digests import integrity_of

DATA = ("application/json", "application/ld+json")  # blocks of script that no browser runs
FORBIDDEN = ("'unsafe-eval'", "http:", "https:", "*", "data: 'self'")
CHECKED = ("stylesheet", "modulepreload")


@dataclass
class _Page(HTMLParser):
    """What a page's tags say: its policy, and faults with their lines."""

    path: Path
    policy: str | None = None
    coming: str = ""  # what comes is the data of the page's scripts
    faults: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = attributes.get("content", "")
        if tag == "script" and attributes.get("id") == "aeexplain-page":
            self.coming = "page data"
        elif tag == "script" and "src" not in attributes and attributes.get("type", "") not in DATA:
            self._fault("a script stands in the page itself")
        if tag == "style":
            self._fault("a style sheet stands in the page itself")
        for name in attributes:
            if name.startswith("on"):
                self._fault(f"<{tag}> carries code in {name}")
        outward = tag == "a" and urlsplit(attributes.get("href", "")).scheme in ("http", "https")
        if outward and not {"noopener", "noreferrer"} & set(attributes.get("rel", "").split()):
            self._fault(f"the link to {attributes['href']} has no rel=noopener")
        if tag == "a" and "data-fold" in attributes:
            self._digest(attributes["href"], attributes.get("data-integrity", ""))
        if "data-script" in attributes:
            self._digest(attributes["data-script"], attributes.get("data-integrity", ""))
        if (
            address := attributes.get("src")
            if tag == "script"
            else attributes.get("href")
            if _asks(tag, attributes)
            else None
        ):
            self._digest(address, attributes.get("integrity", ""))

    def handle_data(self, data: str) -> None:
        coming, self.coming = self.coming, ""
        if coming == "page data":
            page = json.loads(data)
            alone = [page[name] for name in ("worker", "code") if name in page]
            for file in (*page.get("atlases", {}).values(), *alone):
                self._digest(file["url"], file.get("integrity", ""))

    def _digest(self, address: str, integrity: str) -> None:
        if address.startswith("data:"):
            return
        if not integrity:
            self._fault(f"{address} is asked for without its digest (integrity)")
            return
        file = self.path.parent / unquote(urlsplit(address).path)
        if not address.startswith("/") and file.is_file() and integrity != integrity_of(file.read_bytes()):
            self._fault(f"{address} has another digest than the page says")

    def _fault(self, what: str) -> None:
        self.faults.append((self.getpos()[0], what))


def unpoliced_pages(dist: Path) -> Iterator[Finding]:
    """Yield pages without a policy or with a loose one, code in pages, links without rel, files without their digest."""
    for path in sorted(dist.rglob("*.html")):
        where = path.relative_to(dist).as_posix()
        page = _Page(path)
        page.feed(path.read_text(encoding="utf-8"))
        if page.policy is None:
            yield Finding("policy", where, "has no content security policy")
        for fault in _looseness(page.policy or ""):
            yield Finding("policy", where, fault)
        for line, what in page.faults:
            yield Finding("policy", f"{where}:{line}", what)


def _asks(tag: str, attributes: dict[str, str]) -> bool:
    return tag == "link" and attributes.get("rel") in CHECKED


def _looseness(policy: str) -> Iterator[str]:
    """Yield what a policy allows that none of ours needs."""
    for directive in filter(None, (each.split() for each in policy.split(";"))):
        name, *sources = directive
        for source in sources:
            if source in FORBIDDEN or (source == "'unsafe-inline'" and name != "style-src-attr"):
                yield f"its content security policy allows {source} in {name}"
    if policy and "default-src 'none'" not in policy:
        yield "its content security policy does not begin with default-src 'none'"
