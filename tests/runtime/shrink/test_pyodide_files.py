"""An engine of a Pyodide that the shrinking steps do not know: each step that does not fit is left out, and said."""

import re
from dataclasses import replace

import pytest

from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime import engine as making
from aeexplain.runtime.engine import first_that_starts, sources_of, starts
from aeexplain.runtime.library import compiled_rooms, trimmed, usable_library
from aeexplain.runtime.pyodide_lock_file import lock_without_packages
from aeexplain.runtime.shrink import pyodide_files
from aeexplain.runtime.shrink.pyodide_files import original_files, patched_for_webkit, shrunk_files
from aeexplain.runtime.shrink.wasm_modules import data_segments
from aeexplain.runtime.shrink.wasm_tables import TABLES
from aeexplain.setup.fetch import numpy_wheel
from aeexplain.setup.node import node_package

# The names that each step looks for, as another Emscripten might call them.
OTHER_NAMES = {
    "functionsInTableMap": "its snapshot, for which WebKit needs a change of the script",
    "assignWasmExports": "the short way to hand over WebAssembly's functions",
    "reportUndefinedSymbols": "the quick way to symbols' addresses",
    "_createPyodideModule": "removing its script's dead code",
}
NO_TABLES = "emptying tables of characters"
NO_EXPORTS = "removing its WebAssembly's unused exports"


@pytest.fixture(scope="module")
def known():
    return original_files(node_package("pyodide"))


@pytest.fixture(scope="module")
def parts(root):
    """What an engine has beside Pyodide's own files: members of archives, and the lock file."""
    sources = sources_of(numpy_wheel(), Project(root).package)
    library, loaded = usable_library(sources, print)
    used = trimmed(library, loaded)
    rooms = compiled_rooms(sources, library)
    members = {making.STDLIB: used["stdlib.zip"], making.NUMPY: used["numpy.zip"], making.ROOMS: rooms}
    return members, lock_without_packages(sources.pyodide)


def shrunk(files, members=None):
    """The files after all steps, and what each step that was left out is called in its note."""
    said = []
    after = shrunk_files(patched_for_webkit(files, said.append), members or {}, said.append)
    assert [line for line in said if not line.startswith("note: the engine goes without ")] == []
    return after, [line.removeprefix("note: the engine goes without ").partition(": ")[0] for line in said]


def renamed(files, *names):
    text = files.main
    for name in names:
        text = re.sub(rf"\b{name}\b", f"{name}2", text)
    return files.with_main(text)


def with_other_table(files):
    """The WebAssembly with one byte of a table changed, as in another version of Unicode."""
    place = TABLES[0].places[0][0]
    memory, at, _ = next(each for each in data_segments(files.wasm) if each[0] <= place < each[0] + each[2])
    wasm = bytearray(files.wasm)
    wasm[at + place - memory] ^= 1
    return replace(files, wasm=bytes(wasm))


@pytest.fixture
def all_exports(monkeypatch):
    """Leaves the exports as they are, since to remove them takes long, and no script can make that step fail."""
    monkeypatch.setattr(pyodide_files, "without_unused_exports", lambda wasm, *_: wasm)


@pytest.fixture(scope="module")
def whole(known):
    """The files that we know after all steps but the exports', and what was left out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyodide_files, "without_unused_exports", lambda wasm, *_: wasm)
        return shrunk(known)


def test_the_pyodide_that_we_know_goes_without_nothing(whole):
    after, left_out = whole
    assert left_out == []
    assert after.for_webkit


@pytest.mark.usefixtures("all_exports")
@pytest.mark.parametrize(("name", "step"), OTHER_NAMES.items())
def test_a_script_with_another_name_goes_without_the_step_that_looks_for_it_alone(known, whole, name, step):
    after, left_out = shrunk(renamed(known, name))
    assert left_out == [step]
    assert len(whole[0].main) < len(after.main) or name in ("functionsInTableMap", "reportUndefinedSymbols")
    assert after.for_webkit == (name != "functionsInTableMap")


def test_another_webassembly_keeps_its_tables_and_loses_its_unused_exports(known):
    other = with_other_table(known)
    after, left_out = shrunk(other)
    assert left_out == [NO_TABLES]
    assert len(after.wasm) < 0.95 * len(other.wasm)


@pytest.mark.parametrize("wasm", [b"", b"no wasm", b"\0asm\1\0\0\0\2\5"])
def test_what_is_no_webassembly_is_left_as_it_is_with_a_note_for_each_step(known, wasm):
    after, left_out = shrunk(replace(known, wasm=wasm))
    assert after.wasm == wasm
    assert left_out == ["removing its script's dead code", NO_EXPORTS, NO_TABLES]


def test_a_pyodide_that_no_step_knows_is_shipped_as_it_comes_and_starts(known, parts):
    members, lock = parts
    other = with_other_table(renamed(known, *OTHER_NAMES))
    flat = {name: data for own in members.values() for name, data in own.items()}
    after, left_out = shrunk(other, flat)
    assert left_out == [*OTHER_NAMES.values(), NO_TABLES]
    assert after.scripts == other.scripts
    assert starts(after, members, lock)


@pytest.fixture
def uncompressed(monkeypatch):
    monkeypatch.setattr(making, "compressed_forms", lambda *_: {})


def test_files_from_which_no_engine_starts_give_way_to_those_as_they_come(known, parts, uncompressed):
    said = []
    broken = known.with_main(known.main.replace("wasmImports", "noImports", 1))
    made = first_that_starts([broken, known], *parts, said.append)
    assert made.files["pyodide.asm.mjs"] == known.scripts["pyodide.asm.mjs"]
    assert said == [
        "note: the engine goes without all that makes Pyodide's own files smaller: it does not start with that"
    ]


def test_an_engine_that_starts_from_no_files_is_an_error(known, parts, uncompressed):
    broken = replace(known, wasm=b"no wasm")
    with pytest.raises(ExplainError, match="the live engine"):
        first_that_starts([broken], *parts, print)
