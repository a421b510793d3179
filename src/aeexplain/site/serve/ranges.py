"""Parts of files, as RFC 9110 has them: a film is sought in by them, and Safari plays none that is not sent so."""

import re

# One part: from a byte on, up to one, or the last so many. Of several parts the whole file is sent, as any server may.
ONE = re.compile(r"\s*bytes\s*=\s*(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))\s*", re.IGNORECASE)


def part_of(asked: str, size: int) -> range | None:
    """Return which bytes of a file of that size the header Range asks for; an empty range where it has none of them.

    None where the header is no such thing, and the whole file is to be sent.
    """
    found = ONE.fullmatch(asked)
    if not found:
        return None
    first, last, ending = found.groups()
    if ending is not None:
        return range(max(size - int(ending), 0), size) if size else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def told(part: range, size: int) -> str:
    """Return the header Content-Range of a part, or of none."""
    return f"bytes {part[0]}-{part[-1]}/{size}" if part else f"bytes */{size}"
