"""Pyodide's script and Python's WebAssembly as we ship them: made smaller by each step that knows this Pyodide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from aeexplain.runtime.shrink.js_dead_code import without_dead_code
from aeexplain.runtime.shrink.optional_steps import Say, optional
from aeexplain.runtime.shrink.patch_pyodide_js import fit_for_webkit, with_quick_symbols, without_listed_names
from aeexplain.runtime.shrink.wasm_exports import without_unused_exports
from aeexplain.runtime.shrink.wasm_modules import imports
from aeexplain.runtime.shrink.wasm_tables import taken_out, without_tables
from aeexplain.runtime.tool_digests import CALLERS

LOADER, PYODIDE_JS, WASM = "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"
SCRIPTS = (LOADER, PYODIDE_JS)
RUNTIME = Path(__file__).parents[1]

DEAD_CODE, EXPORTS = "removing its script's dead code", "removing its WebAssembly's unused exports"
TABLES = "emptying tables of characters"
# Changes of the script, each alone, by what an engine goes without where it does not apply.
SCRIPT_STEPS: Mapping[str, Callable[[str], str]] = {
    "the short way to hand over WebAssembly's functions": without_listed_names,
    "the quick way to symbols' addresses": with_quick_symbols,
}


@dataclass(frozen=True)
class PyodideFiles:
    """The scripts by name, and the WebAssembly.

    tables: what was taken out of the WebAssembly and can be put back, by name. for_webkit: whether the script is patched such
    that a snapshot can be begun in WebKit. Without that no snapshot is taken: a reader there would wait for one that cannot
    start.
    """

    scripts: Mapping[str, bytes]
    wasm: bytes
    for_webkit: bool = False
    tables: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def main(self) -> str:
        """The text of pyodide.asm.mjs."""
        return self.scripts[PYODIDE_JS].decode()

    def with_main(self, text: str, for_webkit: bool | None = None) -> "PyodideFiles":
        """Return the files with another pyodide.asm.mjs."""
        scripts = {**self.scripts, PYODIDE_JS: text.encode()}
        return replace(
            self, scripts=scripts, for_webkit=self.for_webkit if for_webkit is None else for_webkit
        )


def original_files(pyodide: Path) -> PyodideFiles:
    """Return the files of a folder of Pyodide as they come."""
    scripts = {name: (pyodide / name).read_bytes() for name in SCRIPTS}
    return PyodideFiles(scripts, (pyodide / WASM).read_bytes())


def patched_for_webkit(files: PyodideFiles, say: Say) -> PyodideFiles:
    """Return the files such that a snapshot can be begun in WebKit; where the script is another one, they are untouched."""
    step = "its snapshot, for which WebKit needs a change of the script"
    return optional(step, files, lambda: files.with_main(fit_for_webkit(files.main), for_webkit=True), say)


def shrunk_files(
    files: PyodideFiles, members: Mapping[str, bytes], say: Say, later: Mapping[str, bytes] | None = None
) -> PyodideFiles:
    """Return the files without what nobody needs who has these members of archives; each step that fails is left out.

    later: members that may come when they are imported.
    """
    for step, change in SCRIPT_STEPS.items():
        files = optional(step, files, partial(_with_changed_main, files, change), say)
    files = without_unused(files, members, say, later or {})
    emptied = optional(TABLES, files.wasm, partial(without_tables, files.wasm), say)
    return replace(files, wasm=emptied, tables=taken_out(files.wasm, emptied))


def without_unused(
    files: PyodideFiles, members: Mapping[str, bytes], say: Say, later: Mapping[str, bytes]
) -> PyodideFiles:
    """Return the files without the script's dead code and without the WebAssembly's exports that nothing asks for.

    What the script keeps decides which exports stay, and these decide what of the script stays.
    """
    all_ = {**later, **members}
    libraries = [data for name, data in sorted(all_.items()) if name.endswith(".so")]
    callers = texts_of_callers(files, all_)

    def lean_main(wasm: bytes) -> str:
        imported = {name for module in (wasm, *libraries) for name in imports(module)}
        return without_dead_code(files.main, imported, callers)

    def lean_wasm(script: str) -> bytes:
        imported = {name for library in libraries for name in imports(library)}
        return without_unused_exports(files.wasm, imported, [*callers, script], members)

    main = optional(DEAD_CODE, None, lambda: lean_main(files.wasm), say)
    wasm = optional(EXPORTS, files.wasm, lambda: lean_wasm(main or files.main), say)
    files = replace(files, wasm=wasm)
    return files if main is None else files.with_main(lean_main(wasm))


def _with_changed_main(files: PyodideFiles, change: Callable[[str], str]) -> PyodideFiles:
    return files.with_main(change(files.main))


def texts_of_callers(files: PyodideFiles, members: Mapping[str, bytes]) -> list[str]:
    """Return the texts that use what pyodide.asm.mjs has: our modules, Pyodide's Python, its other script."""
    ours = [RUNTIME.parent / "browser" / name for name in CALLERS]
    texts = [path.read_text(encoding="utf-8") for path in (*ours, *sorted(RUNTIME.rglob("*.mjs")))]
    theirs = [data.decode("latin-1") for name, data in members.items() if "pyodide/" in name]
    return texts + theirs + [script.decode() for name, script in files.scripts.items() if name != PYODIDE_JS]
