"""The folder that the live engine starts from: Pyodide, Python's library, NumPy and our shipped rooms.

Pure data: names and bytes, the same from the same tree wherever it is made. Pyodide comes from node_modules (npm checked its
hash), NumPy from the verified cache.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime.library import Sources, compiled_rooms, trimmed
from aeexplain.runtime.packing import packed
from aeexplain.runtime.pyodide_node import Inside
from aeexplain.runtime.shrink.js_dead_code import pruned
from aeexplain.runtime.shrink.patch_pyodide_js import mended
from aeexplain.runtime.shrink.wasm_exports import shaken
from aeexplain.runtime.shrink.wasm_sections import imports
from aeexplain.runtime.shrink.wasm_tables import without_tables
from aeexplain.runtime.snapshot import IMAGE, Snapshot, snapshot
from aeexplain.runtime.source_check import check_demos, check_sources
from aeexplain.runtime.store import kept_files, tools
from aeexplain.runtime.wheel import zipped
from aeexplain.setup.fetch import pins
from aeexplain.setup.node import node_package
from aeexplain.setup.places import NODE_MODULES

GLUE = "pyodide.asm.mjs"
SCRIPTS = ("pyodide.mjs", GLUE)
WASM = "pyodide.asm.wasm"
STDLIB, NUMPY, ROOMS = "python_stdlib.zip", "numpy.zip", "aeexplain.zip"
HERE = Path(__file__).parent
# Those of the browser's modules that use what Pyodide's script has.
OF_THE_GLUE = (
    "worker/archive.js",
    "worker/runtime.js",
    "worker/snapshot.js",
)


@dataclass(frozen=True)
class Engine:
    """The engine's files.

    files: everything that goes into its folder. sizes: what the page fetches of it, by name, with the sizes in bytes of its
    forms: `plain`, and where it stands there in our own compression too, `gz` (name.gz.bin) and `br` (name.br).
    lock: Pyodide's lock file, which tells it that there is nothing else to install. snapshot: None where none could be taken.
    """

    files: Mapping[str, bytes]
    sizes: Mapping[str, Mapping[str, int]]
    lock: Mapping[str, object]
    snapshot: Snapshot | None

    def told(self, address: str) -> dict[str, object]:
        """Return what a page must know that finds the engine's folder at an address, with a slash at its end.

        files: those that a start fetches. snapshot: how it starts from one, and in `library` the files that it fetches
        then if that fails.
        """
        told: dict[str, object] = {"pyodide": address, "lock": self.lock}
        if self.snapshot is None:
            return told | {"files": self.sizes}
        library = {name: self.sizes[name] for name in (STDLIB, NUMPY, ROOMS)}
        libraries = [(place, name) for place, (name, _) in self.snapshot.libraries.items()]
        how = {"image": IMAGE, "libraries": libraries, "library": library, **self.snapshot.begun}
        first = {name: sizes for name, sizes in self.sizes.items() if name not in library}
        return told | {"files": first, "snapshot": how}

    def slow(self) -> "Engine":
        """Return the engine without its snapshot."""
        sizes = {name: self.sizes[name] for name in (*SCRIPTS, WASM, STDLIB, NUMPY, ROOMS)}
        return replace(self, sizes=sizes, snapshot=None)


def engine(
    numpy_wheel: Path,
    project: Project,
    say: Callable[[str], None] = lambda _: None,
    draft: bool = False,
) -> Engine:
    """Return the engine of a site; `numpy_wheel` is what `setup.fetch.numpy_wheel()` returned.

    A draft has no snapshot, which follows from every line of our rooms and takes half a minute to pack.

    ExplainError where one of our sources is no Python, a demo cannot be imported, or Pyodide is not there, is not the pinned
    version, wants another NumPy than this one, or fails.
    """
    sources = sources_of(numpy_wheel, project)
    check_sources(project)
    if not draft:  # the snapshot has every demo imported
        check_demos(project)
    say("Preparing the live engine (the first time takes a minute or two)")
    library = trimmed(sources)
    members = {STDLIB: library["stdlib.zip"], NUMPY: library["numpy.zip"], ROOMS: compiled_rooms(sources)}
    inside = {name: data for within in members.values() for name, data in within.items()}
    scripts, wasm = machine(sources.pyodide, inside)
    heavy = {WASM: wasm}
    heavy |= {name: zipped(within) for name, within in members.items()}
    lock = {"info": pyodides_lock(sources.pyodide)["info"], "packages": {}}
    taken = None if draft else photographed(scripts | heavy, lock, members, say)
    if taken:
        heavy |= {IMAGE: taken.image, **dict(taken.libraries.values())}
    files = scripts | heavy | forms(scripts | heavy, heavy)
    sizes = {name: sizes_of(name, files) for name in (*scripts, *heavy)}
    return Engine(files, sizes, lock, taken)


def machine(pyodide: Path, members: Mapping[str, bytes]) -> tuple[dict[str, bytes], bytes]:
    """Return Pyodide's scripts and Python's WebAssembly as we ship them with these members of archives."""
    scripts = {name: (pyodide / name).read_bytes() for name in SCRIPTS}
    wasm = (pyodide / WASM).read_bytes()
    libraries = [data for name, data in sorted(members.items()) if name.endswith(".so")]
    imported = {name for library in libraries for name in imports(library)}
    users = users_of(scripts, members)
    whole = glue(scripts[GLUE], [wasm, *libraries], users)
    wasm = shaken(wasm, imported, [*users, whole.decode()], members)
    scripts[GLUE] = glue(scripts[GLUE], [wasm, *libraries], users)
    return scripts, without_tables(wasm, members)


def users_of(scripts: Mapping[str, bytes], members: Mapping[str, bytes]) -> list[str]:
    """Return the texts that use what pyodide.asm.mjs has: our modules, Pyodide's Python, its other script."""
    ours = [HERE.parent / "browser" / name for name in OF_THE_GLUE]
    users = [path.read_text(encoding="utf-8") for path in (*ours, *sorted(HERE.rglob("*.mjs")))]
    theirs = [data.decode("latin-1") for name, data in members.items() if "pyodide/" in name]
    return users + theirs + [script.decode() for name, script in scripts.items() if name != GLUE]


def glue(script: bytes, modules: Sequence[bytes], users: Sequence[str]) -> bytes:
    """Return pyodide.asm.mjs as we ship it with this WebAssembly, for these users."""

    def make() -> dict[str, bytes]:
        imported = {name for module in modules for name in imports(module)}
        return {GLUE: pruned(mended(script).decode(), imported, users).encode()}

    key: list[str | bytes] = [
        tools(
            "shrink/patch_pyodide_js.py",
            "shrink/wrapping.js",
            "shrink/js_dead_code.py",
            "shrink/wasm_sections.py",
        ),
        script,
        *modules,
        "",
        *users,
    ]
    return kept_files("glue", key, make)[GLUE]


def photographed(
    files: Mapping[str, bytes],
    lock: Mapping[str, object],
    members: Mapping[str, Mapping[str, bytes]],
    say: Callable[[str], None],
) -> Snapshot | None:
    """Return the snapshot of an engine of these files and members of archives; None where it cannot be taken."""
    with TemporaryDirectory() as folder:
        return snapshot(written(files, lock, Path(folder)), members.values(), say)


def laid_out(engine: Engine, folder: Path) -> Inside:
    """Write the engine's plain files into a folder; return the Pyodide that starts from there under Node."""
    return written({name: engine.files[name] for name in engine.sizes}, engine.lock, folder)


def written(files: Mapping[str, bytes], lock: Mapping[str, object], folder: Path) -> Inside:
    """Write files into a folder; return the Pyodide that starts from there under Node, without its snapshot."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return Inside(folder, packages=[folder / NUMPY, folder / ROOMS], lock=json.dumps(lock))


def sources_of(numpy_wheel: Path, project: Project) -> Sources:
    """Return what an engine is made from, when it is what we know."""
    pyodide = node_package("pyodide", NODE_MODULES)
    check_version(pyodide)
    sources = Sources(pyodide, numpy_wheel, project)
    known = pyodides_lock(pyodide)["packages"]["numpy"]
    if (known["file_name"], known["sha256"]) != (numpy_wheel.name, sources.numpy_digest):
        what = f"is not the wheel that {pyodide / 'pyodide-lock.json'} names"
        raise ExplainError(numpy_wheel.name, what, "make setup/pins.toml name that one")
    return sources


def pyodides_lock(pyodide: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return the lock file that Pyodide brings."""
    lock: dict[str, dict[str, dict[str, str]]] = json.loads(
        (pyodide / "pyodide-lock.json").read_text("utf-8")
    )
    return lock


def sizes_of(name: str, files: Mapping[str, bytes]) -> dict[str, int]:
    """Return the sizes of the forms in which a page may have a file of the engine."""
    packed = {"gz": f"{name}.gz.bin", "br": f"{name}.br"} if f"{name}.gz.bin" in files else {}
    return {form: len(files[file]) for form, file in ({"plain": name} | packed).items()}


def forms(beside: Mapping[str, bytes], ours: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the compressed files by name: `name.br` of those in `beside`, `name.gz.bin` of those in `ours`.

    The first is for hosts that send it when a browser takes it, and for browsers that unpack it themselves. The second is for
    all others, and so called that no host sends it with an encoding of its own.
    """
    made = packed(beside)
    siblings = {f"{name}.br": form["br"] for name, form in made.items()}
    return siblings | {f"{name}.gz.bin": made[name]["gz"] for name in ours}


def check_version(pyodide: Path) -> None:
    """Raise ExplainError unless the Pyodide of this folder is the pinned one."""
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    pinned = pins()["pyodide"]["version"]
    if version != pinned:
        what = f"is Pyodide {version}, and the pinned one is {pinned}"
        raise ExplainError(
            str(pyodide), what, "make package.json and setup/pins.toml agree, then run: python build.py"
        )
