"""What pages may fetch from other hosts: [security] of site.toml opens the policy, and no more than it says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from aeexplain.errors import ExplainError, ExplainErrors, did_you_mean
from aeexplain.site.core.strict_toml import Places

# By the name in site.toml: the directive of the policy, and what holds of it where the policy does not name it.
DIRECTIVES = {
    "images": ("img-src", ""),
    "media": ("media-src", "'self'"),
    "frames": ("frame-src", "'self'"),
}
HOST = re.compile(r"https://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?")
# What an attribute of an element fetches, by the name in site.toml; "" is what cannot be allowed.
FETCHING = {
    ("img", "src"): "images",
    ("img", "srcset"): "images",
    ("source", "srcset"): "images",
    ("video", "poster"): "images",
    ("video", "src"): "media",
    ("audio", "src"): "media",
    ("source", "src"): "media",
    ("track", "src"): "media",
    ("iframe", "src"): "frames",
    ("embed", "src"): "",
    ("object", "data"): "",
    ("script", "src"): "",
    ("link", "href"): "",
    ("form", "action"): "",
}
ABROAD = re.compile(r"(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True)
class Blocked:
    """What the policy would block: an address, the element that fetches it, the name in site.toml that allows it or ""."""

    address: str
    tag: str
    name: str

    @property
    def what(self) -> str:
        """Return what is wrong, in words."""
        return f"<{self.tag}> fetches {self.address!r:.120}, which the site's policy blocks"

    def hint(self, allowed: Mapping[str, Sequence[str]], config: str) -> str:
        """Return what to write into the site.toml at `config`, or instead."""
        host = urlsplit(self.address if ":" in self.address else f"https:{self.address}")
        if not self.name or host.scheme != "https":
            return "put the file beside the article, or link to it"
        hosts = [*allowed.get(self.name, ()), f"https://{host.netloc}"]
        listed = ", ".join(f'"{each}"' for each in hosts)
        return (
            f"put the file beside the article, or write {self.name} = [{listed}] under [security] of {config}"
        )


def with_allowances(policy: str, allowed: Mapping[str, Sequence[str]]) -> str:
    """Return a policy that lets pages fetch from these hosts too."""
    directives = dict(each.partition(" ")[::2] for each in policy.split("; "))
    for name, hosts in allowed.items():
        directive, always = DIRECTIVES[name]
        directives[directive] = " ".join((directives.get(directive, always), *hosts)).strip()
    return "; ".join(f"{directive} {sources}" for directive, sources in directives.items())


def check_allowances(allowed: Mapping[str, object], place: Places) -> None:
    """Raise the errors of what [security] of site.toml holds."""
    found = []
    for name, hosts in allowed.items():
        where = place.of(name, "security")
        if name not in DIRECTIVES:
            hint = did_you_mean(name, DIRECTIVES) or f"known are {', '.join(DIRECTIVES)}"
            found.append(ExplainError(where, f"unknown key {name!r:.80} of 'security'", hint))
        elif not isinstance(hosts, list) or not all(
            isinstance(each, str) and HOST.fullmatch(each) for each in hosts
        ):
            what = f"{name!r} wants a list of hosts, got {hosts!r:.80}"
            found.append(ExplainError(where, what, 'write such as ["https://example.org"]'))
    if found:
        raise found[0] if len(found) == 1 else ExplainErrors(found)


def blocked(html: str, allowed: Mapping[str, Sequence[str]]) -> Iterator[Blocked]:
    """Yield what elements of an article would fetch from hosts that the policy does not allow."""
    reader = _Fetches()
    reader.feed(html)
    for address, tag, name in dict.fromkeys(reader.found):
        if not any(_is_of(address, host) for host in allowed.get(name, ())):
            yield Blocked(address, tag, name)


class _Fetches(HTMLParser):
    """Gathers what elements fetch from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the attributes of one element."""
        for key, value in attrs:
            name = FETCHING.get((tag, key))
            if name is None or not value:
                continue
            addresses = re.split(r"\s*,\s+", value) if key == "srcset" else [value]
            self.found += [(each.split()[0], tag, name) for each in addresses if ABROAD.match(each.strip())]


def _is_of(address: str, allowed: str) -> bool:
    """Tell whether an address is at an allowed host."""
    parts, own = urlsplit(address if ":" in address else f"https:{address}"), urlsplit(allowed)
    if parts.scheme != "https":
        return False
    if own.netloc.startswith("*."):
        return parts.netloc.endswith(own.netloc.removeprefix("*"))
    return parts.netloc == own.netloc
