"""What a request asks for, as the names of folders and of a file below the site's own folder."""

import os
import re
from urllib.parse import quote, unquote_to_bytes

BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
ABSOLUTE = re.compile(r"https?://(?P<host>[^/?#]*)(?P<path>[^?#]*)", re.IGNORECASE)


def host_of(target: str) -> str | None:
    """Return the host of a target that names one, as requests to proxies do; it then counts, not the header."""
    match = ABSOLUTE.match(target)
    return match["host"] if match else None


def path_of(target: str) -> str:
    """Return the target's path as it was written."""
    match = ABSOLUTE.match(target)
    return (match["path"] or "/") if match else re.split("[?#]", target, maxsplit=1)[0]


def parts_of(target: str) -> list[str] | None:
    """Return the names on the way from the site's folder to what is asked for; None where no site has such a thing.

    `target` is the request's, each byte a character. ValueError with a sentence where it is malformed.
    """
    path = path_of(target)
    if not path.startswith("/"):
        raise ValueError("A path begins with a slash.")
    raw = path.encode("latin-1")
    if BROKEN.search(raw):
        raise ValueError("After a percent sign stand two hexadecimal digits.")
    try:
        parts = [unquote_to_bytes(part).decode("utf-8") for part in raw.split(b"/") if part]
    except UnicodeDecodeError:
        raise ValueError("A path is UTF-8.") from None
    if any("\0" in part for part in parts):
        raise ValueError("No path has a null character.")
    return None if any(map(_strays, parts)) else parts


def folder_target(parts: list[str], target: str) -> str:
    """Return the target of the same folder with a slash at its end, and the same query."""
    mark, query = ("?", target.partition("?")[2]) if "?" in target else ("", "")
    return "".join(f"/{quote(part)}" for part in parts) + f"/{mark}{query.partition('#')[0]}"


def _strays(part: str) -> bool:
    """Tell whether a name might lead out of the folder that it is asked for in, on any system."""
    return part in (".", "..") or "/" in part or "\\" in part or os.path.splitdrive(part)[0] != ""
