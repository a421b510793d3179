"""Tables in Python's WebAssembly that nothing we ship can come to, emptied before every reader downloads them.

They are a fifth of its compressed bytes. Where each stands is known of the one Pyodide that is pinned, and a digest of what is
emptied tells whether this is still that one; find_tables finds them in the next. What would ask an emptied table hears that
there is no such character: ValueError, KeyError or UnicodeError, never a wrong answer.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aeexplain.runtime.shrink.optional_steps import UnknownPyodideError
from aeexplain.runtime.shrink.wasm_modules import data_segments

# Each with its place in memory, its place in the file, its number of bytes.
type Segments = list[tuple[int, int, int]]


@dataclass(frozen=True)
class Table:
    """What a table is, where it stands in memory (first byte, byte after the last), and the SHA-256 of what stands there.

    wanted: a pattern; the table stays where a member of an archive holds a match, in any or in those of `within` alone.
    """

    what: str
    places: tuple[tuple[int, int], ...]
    digest: str
    wanted: bytes
    within: str = ""


TABLES = (
    Table(
        "the names of Unicode's characters",
        ((1_681_456, 1_848_725), (1_856_192, 2_020_004)),
        "03b88f31a6e342c78a059b615b713a06bc525b73af6a5982771f086c2d2b8ea5",
        rb"unicodedata|\\N\{",  # of the library, only what reads patterns with \N{...} would look for a name
        "aeexplain/",
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
        rb"_codecs_(?:cn|hk|iso2022|jp|kr|tw)",
    ),
    Table(
        "the same for C's iconv, which Python never calls",
        ((2_827_616, 2_947_084),),
        "8aab1e3ade2ce9cd657c503cde2a24591a2554a46ee60633bfea3b476c3d8ce5",
        rb"iconv",
    ),
)


def without_tables(wasm: bytes, members: Mapping[str, bytes]) -> bytes:
    """Return the WebAssembly with those tables zeroed that no member of the archives wants.

    UnknownPyodideError where it is not the WebAssembly that we know.
    """
    emptied = bytearray(wasm)
    segments = data_segments(wasm)
    for table in TABLES:
        if any(wants(table, name, content) for name, content in members.items()):
            continue
        if digest_of(wasm, segments, table.places) != table.digest:
            problem = f"does not hold where we know them: {table.what}"
            raise UnknownPyodideError(
                "pyodide.asm.wasm", problem, "run runtime/shrink/find_tables.py, and mend wasm_tables.py"
            )
        for at, end in file_places(segments, table.places):
            emptied[at:end] = bytes(end - at)
    return bytes(emptied)


def wants(table: Table, name: str, content: bytes) -> bool:
    """Tell whether a member of an archive, by its name and content, wants a table."""
    return name.startswith(table.within) and re.search(table.wanted, content) is not None


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
