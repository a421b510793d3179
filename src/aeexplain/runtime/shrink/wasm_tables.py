"""Tables in Python's WebAssembly that hardly any figure comes to, emptied before every reader downloads them.

They are a fifth of its compressed bytes. Where each stands is known of the one Pyodide that is pinned, and a digest of what is
emptied tells whether this is still that one; find_tables finds them in the next. What is taken out stands beside the engine,
and is put back when a module that reads it is imported (aeexplain/fetched.py); where it does not come, what asks an emptied
table hears that there is no such character: ValueError, KeyError or UnicodeError, never a wrong answer.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aeexplain.runtime.shrink.optional_steps import UnknownPyodideError
from aeexplain.runtime.shrink.wasm_modules import data_segments

# Each with its place in memory, its place in the file, its number of bytes.
type Segments = list[tuple[int, int, int]]


@dataclass(frozen=True)
class Table:
    """What a table is, where it stands in memory (first byte, byte after the last), and the SHA-256 of what stands there.

    name: what its file is called; without one, nothing ever reads it.
    """

    what: str
    places: tuple[tuple[int, int], ...]
    digest: str
    name: str = ""


TABLES = (
    Table(
        "the names of Unicode's characters",
        ((1_681_456, 1_848_725), (1_856_192, 2_020_004)),
        "03b88f31a6e342c78a059b615b713a06bc525b73af6a5982771f086c2d2b8ea5",
        "names",
    ),
    Table(
        "the characters of Chinese, Japanese and Korean encodings, and what leads to them",
        (
            (800_096, 902_530),
            (905_040, 1_028_916),
            (1_029_744, 1_186_278),
            (1_186_864, 1_310_292),
            (1_310_864, 1_389_424),
            (3_630_816, 3_641_056),
            (3_641_184, 3_647_328),
            (3_648_224, 3_672_800),
            (3_672_928, 3_679_072),
            (3_679_200, 3_687_392),
        ),
        "caa05b6dcfe25dd0fd254e01e62324084d5b7df25612c157968394ce74d7e4e9",
        "characters",
    ),
    Table(
        "the same for C's iconv, which Python never calls",
        ((2_827_616, 2_947_084),),
        "8aab1e3ade2ce9cd657c503cde2a24591a2554a46ee60633bfea3b476c3d8ce5",
    ),
)


def without_tables(wasm: bytes) -> bytes:
    """Return the WebAssembly with those tables zeroed.

    UnknownPyodideError where it is not the WebAssembly that we know.
    """
    emptied = bytearray(wasm)
    segments = data_segments(wasm)
    for table in TABLES:
        if digest_of(wasm, segments, table.places) != table.digest:
            problem = f"does not hold where we know them: {table.what}"
            raise UnknownPyodideError(
                "pyodide.asm.wasm", problem, "run runtime/shrink/find_tables.py, and mend wasm_tables.py"
            )
        for at, end in file_places(segments, table.places):
            emptied[at:end] = bytes(end - at)
    return bytes(emptied)


def taken_out(before: bytes, after: bytes) -> dict[str, bytes]:
    """Return what memory holds at the places of each table that can be put back, by its name; none where the tables stayed."""
    if before == after:
        return {}
    segments = data_segments(before)
    return {
        table.name: b"".join(memory_at(before, segments, *place) for place in table.places)
        for table in TABLES
        if table.name
    }


def memory_at(wasm: bytes, segments: Segments, first: int, last: int) -> bytes:
    """Return what memory begins with at a place; where no segment has anything for it, that is zeros."""
    content = bytearray(last - first)
    for memory, at, size in segments:
        begin, end = max(first, memory), min(last, memory + size)
        if begin < end:
            content[begin - first : end - first] = wasm[at + begin - memory : at + end - memory]
    return bytes(content)


def digest_of(wasm: bytes, segments: Segments, places: Iterable[tuple[int, int]]) -> str:
    """Return the SHA-256, in hex, of what the file holds for these places in memory."""
    found = hashlib.sha256()
    for at, end in file_places(segments, places):
        found.update(wasm[at:end])
    return found.hexdigest()


def file_places(segments: Segments, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where in the file the bytes stand that come to these places in memory."""
    for first, last in places:
        for memory, at, size in segments:
            begin, end = max(first, memory), min(last, memory + size)
            if begin < end:
                yield at + begin - memory, at + end - memory
