"""The script that finds the tables of another Pyodide."""

import random

import pytest

from aeexplain.runtime.shrink.find_tables import found
from aeexplain.runtime.shrink.pyodide_files import WASM
from aeexplain.runtime.shrink.wasm_modules import data_segments
from aeexplain.runtime.shrink.wasm_tables import TABLES, Table, digest_of
from aeexplain.setup.node import node_package

CONTENT = random.Random(0).randbytes(12_000)


def leb(value, signed=False):
    digits = []
    while value >= (64 if signed else 128):
        digits.append(value & 127 | 128)
        value >>= 7
    return bytes([*digits, value])


def module(*segments):
    """A WebAssembly with a memory and these segments of data: (place, bytes)."""
    data = b"".join(
        b"\0\x41" + leb(at, signed=True) + b"\x0b" + leb(len(text)) + text for at, text in segments
    )
    body = leb(len(segments)) + data
    return b"\0asm\1\0\0\0" + b"\5\3\1\0\1" + b"\x0b" + leb(len(body)) + body


def table(*places):
    return Table("a table", places, "", b"")


def test_segments_are_read_with_their_places():
    wasm = module((1000, b"one"), (5000, b"three"))
    assert [(place, wasm[at : at + size]) for place, at, size in data_segments(wasm)] == [
        (1000, b"one"),
        (5000, b"three"),
    ]


def test_a_table_that_moved_is_found_with_its_digest():
    old, new = module((1000, b"ab" + CONTENT)), module((16, b"c"), (70_000, CONTENT))
    places = ((70_000, 82_000),)
    assert list(found(table((1002, 13_002)), old, new)) == [
        f"places={places}",
        f"digest={digest_of(new, data_segments(new), places)}",
    ]


def test_of_a_table_that_changed_its_parts_are_found():
    changed = CONTENT[:5000] + b"?" + CONTENT[5001:]
    lines = list(found(table((1000, 13_000)), module((1000, CONTENT)), module((2000, changed))))
    assert lines == ["(1000, 13000): (2000, 6096), (10192, 14000)"]


def test_a_table_that_is_gone_is_said_to_be():
    lines = list(found(table((1000, 13_000)), module((1000, CONTENT)), module((1000, b"other"))))
    assert lines == ["(1000, 13000): nothing of it"]


@pytest.mark.parametrize("known", TABLES, ids=lambda known: known.what[:20])
def test_in_the_pyodide_that_we_know_each_table_is_where_we_know_it(known):
    wasm = (node_package("pyodide") / WASM).read_bytes()
    assert list(found(known, wasm, wasm)) == [f"places={known.places}", f"digest={known.digest}"]
