"""The tables that are emptied before the WebAssembly ships: nothing else is changed, and who asks them hears so."""

import json
from dataclasses import replace

import pytest

from aeexplain.runtime.pyodide_node import NodePyodide
from aeexplain.runtime.shrink import wasm_tables
from aeexplain.runtime.shrink.find_tables import memory
from aeexplain.runtime.shrink.optional_steps import UnknownPyodideError
from aeexplain.runtime.shrink.pyodide_files import WASM
from aeexplain.runtime.shrink.wasm_modules import data_segments
from aeexplain.runtime.shrink.wasm_tables import TABLES, memory_at, taken_out, without_tables
from aeexplain.setup.node import node_package

ASK = """
import json, unicodedata

def asked(act):
    try:
        return repr(act())
    except (LookupError, ValueError, SyntaxError) as error:
        return type(error).__name__

ENCODINGS = (
    "gbk gb2312 gb18030 hz big5 big5hkscs cp950 euc_jp shift_jis cp932 iso2022_jp iso2022_jp_2004 euc_jis_2004 "
    "iso2022_kr euc_kr johab cp949"
).split()
SIGNS = "\\u6f22\\uac00\\u3042"
json.dumps({
    "names": [
        asked(lambda: unicodedata.name("a")),
        asked(lambda: unicodedata.lookup("LATIN SMALL LETTER A")),
        asked(lambda: compile(chr(39) + chr(92) + "N{EM DASH}" + chr(39), "a", "exec")),
    ],
    "encoded": {name: asked(lambda: SIGNS.encode(name)) for name in ENCODINGS},
    "decoded": {name: asked(lambda: bytes(range(0x81, 0xFF)).decode(name)) for name in ENCODINGS},
    "still": [
        unicodedata.normalize("NFD", "\\u00e9"),
        unicodedata.category("\\u6f22"),
        unicodedata.east_asian_width("\\u3042"),
        unicodedata.name("\\uac00"),
        "\\u00df".upper() + "\\u0130".casefold(),
        "\\u00e9\\u6f22".encode("utf-8").hex(),
        "m\\u00fcnchen".encode("idna").decode(),
        str(unicodedata.ucd_3_2_0.decimal("\\u0663")),
    ],
})
"""


@pytest.fixture(scope="module")
def wasm():
    return (node_package("pyodide") / WASM).read_bytes()


def asked(folder, tmp_path):
    script = tmp_path / "ask.py"
    script.write_text(ASK)
    return json.loads(NodePyodide(folder).run(script, {}))


def test_who_asks_an_emptied_table_hears_that_it_has_nothing_and_all_others_answer_as_before(wasm, tmp_path):
    pyodide = node_package("pyodide")
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for path in pyodide.iterdir():
        if path.is_file() and path.name != WASM:
            (folder / path.name).symlink_to(path)
    (folder / WASM).write_bytes(without_tables(wasm))
    whole, emptied = asked(pyodide, tmp_path), asked(folder, tmp_path)
    assert emptied["still"] == whole["still"]
    assert whole["names"][:2] == ["'LATIN SMALL LETTER A'", "'a'"]
    assert emptied["names"] == ["ValueError", "KeyError", "SyntaxError"]
    assert set(emptied["encoded"].values()) == {"UnicodeEncodeError"}
    assert set(emptied["decoded"].values()) == {"UnicodeDecodeError"}


def test_the_emptied_webassembly_differs_only_where_tables_stood(wasm):
    emptied = without_tables(wasm)
    assert len(emptied) == len(wasm)
    changed = sum(old != new for old, new in zip(wasm, emptied, strict=True))
    bytes_of_tables = sum(end - begin for table in TABLES for begin, end in table.places)
    assert 0.8 * bytes_of_tables < changed <= bytes_of_tables


def test_what_was_taken_out_is_all_that_can_be_put_back_into_memory(wasm):
    emptied = without_tables(wasm)
    taken = taken_out(wasm, emptied)
    assert taken.keys() == {table.name for table in TABLES if table.name}
    before, after = (bytearray(memory(each, data_segments(each))) for each in (wasm, emptied))
    for table in TABLES:
        rest = taken.get(table.name, b"")
        for first, last in table.places:
            # What nothing ever reads does not count.
            after[first:last] = rest[: last - first] if table.name else before[first:last]
            rest = rest[last - first :]
        assert rest == b""
    assert after == before
    assert taken_out(wasm, wasm) == {}


def test_memory_between_two_segments_is_zeros():
    assert memory_at(b"....abcd", [(10, 4, 2), (13, 6, 2)], 9, 16) == b"\0ab\0cd\0"


def test_a_webassembly_that_we_do_not_know_is_refused(wasm, monkeypatch):
    begin, end = TABLES[0].places[0]
    other = replace(TABLES[0], places=((begin, end - 1),))
    monkeypatch.setattr(wasm_tables, "TABLES", (other,))
    with pytest.raises(
        UnknownPyodideError, match=r"does not hold where we know them: .* run runtime/shrink/find_tables\.py"
    ):
        without_tables(wasm)
