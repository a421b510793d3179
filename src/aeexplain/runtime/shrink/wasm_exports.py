"""Python's WebAssembly without what nothing we ship can come to.

It exports 8,500 names, whatever a library that is loaded some day might ask for, and each keeps alive what it calls. Here it
is known which libraries are loaded and which scripts run: of the names none other is left, and what only they came to is gone.
What is called through the table of functions stays, since nobody can tell who does.
"""

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from aeexplain.runtime.pyodide_node import run_told
from aeexplain.runtime.store import kept, tools
from aeexplain.setup.node import node_package

SCRIPT = Path(__file__).with_name("wasm_exports.mjs")
WORD = re.compile(r"[\w$]+")
# How Python asks for exports by names that only it knows.
ANY_NAME = re.compile(rb"pythonapi|pydll|cdll|PyDLL|CDLL")
# Only in these members does it count: the library's own ctypes offers it, and no figure has `platform` ask Android.
WHO_MAY = (
    "aeexplain/",
    "numpy/",
)


def shaken(wasm: bytes, imported: Iterable[str], users: Iterable[str], members: Mapping[str, bytes]) -> bytes:
    """Return the WebAssembly with those exports that shared libraries import or that the users' text names.

    All stay where a member of an archive may ask for any.
    """
    if any(ANY_NAME.search(data) for name, data in members.items() if name.startswith(WHO_MAY)):
        return wasm
    words = {word for text in users for word in WORD.findall(text)}
    # Emscripten's scripts write an underscore before the names of C.
    names = sorted(words | {word[1:] for word in words if word.startswith("_")} | set(imported))

    def make(out: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "shaken.wasm")
            file.write_bytes(wasm)
            told = {
                "binaryen": str(node_package("binaryen")),
                "file": str(file),
                "names": names,
                "out": str(out),
            }
            run_told(SCRIPT, told)

    version = (node_package("binaryen") / "package.json").read_bytes()
    place = kept("shaken", [wasm, version, *names, tools("shrink/wasm_exports.mjs", "start.mjs")], make)
    return (place / "shaken.wasm").read_bytes()
