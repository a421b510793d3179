"""Python's WebAssembly without what nothing we ship can come to.

It exports 8,500 names, whatever a library that is loaded some day might ask for, and each keeps alive what it calls. Here it
is known which libraries are loaded and which scripts run: of the names none other is left, and what only they came to is gone.
What is called through the table of functions stays, since nobody can tell who does.
"""

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.files.digests import digest
from aeexplain.runtime.pyodide_node import run_node_json
from aeexplain.runtime.tool_digests import tool_digest
from aeexplain.setup.node import node_package

FILE = "smaller.wasm"
SCRIPT = Path(__file__).with_name("wasm_exports.mjs")
WORD = re.compile(r"[\w$]+")
# How Python asks for exports by names that only it knows.
ANY_NAME = re.compile(rb"pythonapi|pydll|cdll|PyDLL|CDLL")
# Only in these members does it count: the library's own ctypes offers it, and no figure has `platform` ask Android.
WHO_MAY = (
    "aeexplain/",
    "numpy/",
)


def without_unused_exports(
    wasm: bytes, imported: Iterable[str], callers: Iterable[str], members: Mapping[str, bytes]
) -> bytes:
    """Return the WebAssembly with those exports that shared libraries import or that the callers' text names.

    All stay where a member of an archive may ask for any. ExplainError where it cannot be read.
    """
    if any(ANY_NAME.search(data) for name, data in members.items() if name.startswith(WHO_MAY)):
        return wasm
    words = {word for text in callers for word in WORD.findall(text)}
    # Emscripten's scripts write an underscore before the names of C.
    names = sorted(words | {word[1:] for word in words if word.startswith("_")} | set(imported))
    binaryen = node_package("binaryen")

    def make() -> dict[str, bytes]:
        with tempfile.TemporaryDirectory() as folder:
            file, out = Path(folder, FILE), Path(folder, "out")
            out.mkdir()
            file.write_bytes(wasm)
            run_node_json(
                SCRIPT, {"binaryen": str(binaryen), "file": str(file), "names": names, "out": str(out)}
            )
            return {FILE: (out / FILE).read_bytes()}

    version = (binaryen / "package.json").read_bytes()
    key = digest(wasm, version, *names, tool_digest("shrink/wasm_exports.mjs", "start.mjs"))
    return user_cache().files("engine-exports", key, make)[FILE]
