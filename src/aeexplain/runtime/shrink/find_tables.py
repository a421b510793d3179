"""Find in another WebAssembly of Python the tables that wasm_tables knows: by the bytes that they hold in the one it knows.

    python -m aeexplain.runtime.shrink.find_tables KNOWN.wasm OTHER.wasm

prints for each table its places and its digest, to be written into wasm_tables. Where a table's bytes are not there as they
were, as after a change of Unicode, it prints where its parts are.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from aeexplain.runtime.shrink.wasm_modules import data_segments
from aeexplain.runtime.shrink.wasm_tables import TABLES, Segments, Table, digest_of

PIECE = 4096


def main(known: str, other: str) -> None:
    """Print what was found of each table."""
    old, new = Path(known).read_bytes(), Path(other).read_bytes()
    for table in TABLES:
        sys.stdout.write(f"{table.what}:\n" + "".join(f"    {line}\n" for line in found(table, old, new)))


def found(table: Table, old: bytes, new: bytes) -> Iterator[str]:
    """Yield the lines about one table: its places and its digest, or for each place that changed, where pieces of it are."""
    before, segments = memory(old, data_segments(old)), data_segments(new)
    after = memory(new, segments)
    places = [place_in(after, before[first:last]) for first, last in table.places]
    whole = [place for place in places if place]
    if len(whole) == len(places):
        yield f"places={tuple(whole)}"
        yield f"digest={digest_of(new, segments, whole)}"
        return
    for (first, last), place in zip(table.places, places, strict=True):
        spans = [place] if place else list(pieces(after, before[first:last]))
        yield f"({first}, {last}): " + (", ".join(map(str, spans)) or "nothing of it")


def memory(wasm: bytes, segments: Segments) -> bytes:
    """Return the memory that a module begins with, as far as its data reaches."""
    image = bytearray(max((place + size for place, _, size in segments), default=0))
    for place, at, size in segments:
        image[place : place + size] = wasm[at : at + size]
    return bytes(image)


def place_in(image: bytes, content: bytes) -> tuple[int, int] | None:
    """Return where the content stands in memory, first byte and byte after the last; None where it does not."""
    at = image.find(content)
    return None if at < 0 else (at, at + len(content))


def pieces(image: bytes, content: bytes) -> Iterator[tuple[int, int]]:
    """Yield where pieces of the content stand; those that follow each other there are one."""
    span = None
    for begin in range(0, len(content), PIECE):
        place = place_in(image, content[begin : begin + PIECE])
        if span and place and place[0] == span[1]:
            span = span[0], place[1]
            continue
        if span:
            yield span
        span = place
    if span:
        yield span


if __name__ == "__main__":
    main(*sys.argv[1:])
