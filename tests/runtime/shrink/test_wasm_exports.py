"""Python's WebAssembly without the exports that nothing wants: what goes, what stays, and what is left as it is."""

import json

import pytest

from aeexplain.project import Project
from aeexplain.runtime.engine import make_engine
from aeexplain.runtime.shrink.pyodide_files import PYODIDE_JS, WASM
from aeexplain.runtime.shrink.wasm_exports import without_unused_exports
from aeexplain.runtime.shrink.wasm_modules import data_segments, imports
from aeexplain.setup.fetch import numpy_wheel
from aeexplain.setup.node import node_package, run_node

TELL = """
import fs from "node:fs";
const names = (file) => WebAssembly.Module.exports(new WebAssembly.Module(fs.readFileSync(file))).map(({ name }) => name);
process.stdout.write(JSON.stringify(names(process.argv[2])));
"""


@pytest.fixture(scope="module")
def whole():
    return (node_package("pyodide") / WASM).read_bytes()


@pytest.fixture(scope="module")
def shipped(root):
    return make_engine(numpy_wheel(), Project(root)).files


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """What tells the names that a WebAssembly exports."""
    folder = tmp_path_factory.mktemp("exports")
    (folder / "tell.mjs").write_text(TELL)

    def tell(wasm):
        (folder / "it.wasm").write_bytes(wasm)
        return set(json.loads(run_node(folder / "tell.mjs", "", str(folder / "it.wasm"))))

    return tell


def test_what_libraries_and_scripts_ask_for_stays_and_the_rest_goes(whole, shipped, exported):
    before, after = exported(whole), exported(shipped[WASM])
    libraries = [data for name, data in shipped.items() if name.endswith(".wasm") and name != WASM]
    assert after <= before
    assert len(after) < 0.2 * len(before)
    assert len(shipped[WASM]) < 0.93 * len(whole)
    assert {name for each in libraries for name in imports(each)} & before <= after
    script = shipped[PYODIDE_JS].decode()
    assert "wasmExports[" in script
    asked = {name for name in before if f'wasmExports["{name}"]' in script}
    assert asked <= after


def test_what_stands_in_memory_is_where_it_was(whole, shipped):
    def places(wasm):
        return [(memory, size) for memory, _, size in data_segments(wasm)]

    assert places(shipped[WASM]) == places(whole)


@pytest.mark.parametrize("text", [b"ctypes.pythonapi.Py_IncRef", b"CDLL(None)"])
def test_nothing_goes_where_any_name_may_be_asked_for(whole, text):
    assert without_unused_exports(whole, [], [], {"aeexplain/demos/odd.pyc": text}) == whole


def test_ctypes_itself_asks_for_none(whole, exported):
    only = without_unused_exports(
        whole, ["memory"], ["_malloc()"], {"ctypes/__init__.pyc": b"pythonapi = PyDLL(None)"}
    )
    assert exported(only) == {"memory", "malloc"}
