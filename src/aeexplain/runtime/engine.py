"""The folder that the live engine starts from: Pyodide, Python's library, NumPy and our rooms, without any demo.

Pure data: names and bytes, the same from one version of ours wherever and for whatever site it is made. Pyodide comes from
node_modules (npm checked its hash), NumPy from the verified cache.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from aeexplain.errors import ExplainError
from aeexplain.files.digests import sha256
from aeexplain.project import Project
from aeexplain.runtime.files_beside import INDEX, files_beside
from aeexplain.runtime.library import Sources, beside, compiled_rooms, trimmed, usable_library
from aeexplain.runtime.packing import compress_files
from aeexplain.runtime.pyodide_lock_file import check_numpy, lock_without_packages
from aeexplain.runtime.pyodide_node import SCRIPTS as INSIDE
from aeexplain.runtime.pyodide_node import NodePyodide
from aeexplain.runtime.shrink.pyodide_files import (
    SCRIPTS,
    WASM,
    PyodideFiles,
    original_files,
    patched_for_webkit,
    shrunk_files,
)
from aeexplain.runtime.snapshot import IMAGE, Snapshot, take_snapshot
from aeexplain.runtime.source_check import check_sources
from aeexplain.runtime.wheel import zipped
from aeexplain.setup.fetch import pins
from aeexplain.setup.node import node_package
from aeexplain.setup.places import NODE_MODULES

LIBRARY = STDLIB, NUMPY, ROOMS = "python_stdlib.zip", "numpy.zip", "aeexplain.zip"

# What each archive holds, by its name: member → content.
type Members = Mapping[str, Mapping[str, bytes]]


@dataclass(frozen=True)
class Engine:
    """The engine's files.

    files: everything that goes into its folder. sizes: what the page fetches of it, by name, with the sizes in bytes of its
    forms: `plain`, and where it stands there in our own compression too, `gz` (name.gz.bin) and `br` (name.br).
    Beside them stand the modules that come when they are imported, which files_beside.py lists.
    lock: Pyodide's lock file, which tells it that there is nothing else to install. snapshot: None where none could be taken.
    """

    files: Mapping[str, bytes]
    sizes: Mapping[str, Mapping[str, int]]
    lock: Mapping[str, object]
    snapshot: Snapshot | None

    def payload(self, address: str) -> dict[str, object]:
        """Return what a page must know that finds the engine's folder at an address, with a slash at its end.

        files: those that a start fetches. index: the SHA-256 of the list of modules that come when they are imported.
        snapshot: how it starts from one, and in `library` the files that it fetches then if that fails.
        """
        payload: dict[str, object] = {
            "pyodide": address,
            "lock": self.lock,
            "index": sha256(self.files[INDEX]),
        }
        if self.snapshot is None:
            return payload | {"files": self.sizes}
        library = {name: self.sizes[name] for name in LIBRARY}
        libraries = [(place, name) for place, (name, _) in self.snapshot.libraries.items()]
        how = {"image": IMAGE, "libraries": libraries, "library": library, **self.snapshot.begun}
        return payload | {"files": self.first_sizes, "snapshot": how}

    @property
    def first_sizes(self) -> Mapping[str, Mapping[str, int]]:
        """The sizes of what a start fetches: with a snapshot no library, which is in it."""
        if self.snapshot is None:
            return self.sizes
        return {name: sizes for name, sizes in self.sizes.items() if name not in LIBRARY}

    def without_snapshot(self) -> "Engine":
        """Return the engine without its snapshot."""
        sizes = {name: self.sizes[name] for name in (*SCRIPTS, WASM, *LIBRARY)}
        return replace(self, sizes=sizes, snapshot=None)


def make_engine(
    numpy_wheel: Path,
    project: Project,
    say: Callable[[str], None] = lambda _: None,
    draft: bool = False,
) -> Engine:
    """Return the engine; `numpy_wheel` is what `setup.fetch.numpy_wheel()` returned. Of the project only our own package
    counts.

    A draft has no snapshot, which follows from every line of our rooms and takes half a minute to pack. What makes the engine
    smaller or quicker and does not fit this Pyodide is left out, and `say` gets the reason.

    ExplainError where one of our sources is no Python, or Pyodide is not there, is not the pinned version, wants another NumPy
    than this one, or fails.
    """
    sources = sources_of(numpy_wheel, project.package)
    check_sources(project)
    say("Preparing the live engine (the first time takes a minute or two)")
    library, loaded = usable_library(sources, say)
    used, later = trimmed(library, loaded), beside(library, loaded)
    members = {
        STDLIB: used["stdlib.zip"],
        NUMPY: used["numpy.zip"],
        ROOMS: compiled_rooms(sources, library),
    }
    lock = lock_without_packages(sources.pyodide)
    original = patched_for_webkit(original_files(sources.pyodide), say)
    shrunk = shrunk_files(original, flat(members), say, flat(later))
    if draft:
        engine = assembled(shrunk, members, lock, None)
    else:
        engine = first_that_starts([shrunk] if shrunk == original else [shrunk, original], members, lock, say)
    tables = shrunk.tables if engine.files[WASM] == shrunk.wasm else {}
    return replace(engine, files={**engine.files, **files_beside(library, later, tables)})


def flat(members: Members) -> dict[str, bytes]:
    """Return the members of all archives."""
    return {name: data for own in members.values() for name, data in own.items()}


def first_that_starts(
    choices: Sequence[PyodideFiles], members: Members, lock: Mapping[str, object], say: Callable[[str], None]
) -> Engine:
    """Return the engine of the first choice of Pyodide's files from which one starts; with its snapshot, if that can be taken.

    ExplainError, the last one's, where none starts.
    """
    for files in choices[:-1]:
        taken = snapshot_of(files, members, lock, say)
        if taken or starts(files, members, lock):
            return assembled(files, members, lock, taken)
        say(
            "note: the engine goes without all that makes Pyodide's own files smaller: it does not start with that"
        )
    taken = snapshot_of(choices[-1], members, lock, say)
    if not taken:
        import_in(choices[-1], members, lock)
    return assembled(choices[-1], members, lock, taken)


def assembled(
    pyodide: PyodideFiles, members: Members, lock: Mapping[str, object], taken: Snapshot | None
) -> Engine:
    """Return the engine of these parts."""
    heavy = {WASM: pyodide.wasm} | zipped_members(members)
    if taken:
        heavy |= {IMAGE: taken.image, **dict(taken.libraries.values())}
    plain = {**pyodide.scripts, **heavy}
    files = plain | compressed_forms(plain, heavy)
    sizes = {name: sizes_of(name, files) for name in plain}
    return Engine(files, sizes, lock, taken)


def snapshot_of(
    pyodide: PyodideFiles, members: Members, lock: Mapping[str, object], say: Callable[[str], None]
) -> Snapshot | None:
    """Return the snapshot of an engine of these parts; None where it cannot be taken, or could not begin in WebKit."""
    if not pyodide.for_webkit:
        return None
    with TemporaryDirectory() as folder:
        return take_snapshot(written_parts(pyodide, members, lock, Path(folder)), members.values(), say)


def starts(pyodide: PyodideFiles, members: Members, lock: Mapping[str, object]) -> bool:
    """Tell whether an engine of these parts starts under Node."""
    try:
        import_in(pyodide, members, lock)
    except ExplainError:
        return False
    return True


def import_in(pyodide: PyodideFiles, members: Members, lock: Mapping[str, object]) -> None:
    """Start an engine of these parts under Node and import our rooms and NumPy; ExplainError where that fails."""
    with TemporaryDirectory() as folder:
        written_parts(pyodide, members, lock, Path(folder)).run(INSIDE / "first_import.py", {})


def written_parts(
    pyodide: PyodideFiles, members: Members, lock: Mapping[str, object], folder: Path
) -> NodePyodide:
    """Write an engine's parts into a folder; return the Pyodide that starts from there under Node."""
    return written({**pyodide.scripts, WASM: pyodide.wasm, **zipped_members(members)}, lock, folder)


def write_engine(engine: Engine, folder: Path, demos: Mapping[str, bytes] | None = None) -> NodePyodide:
    """Write the engine's plain files into a folder; return the Pyodide that starts from there under Node.

    demos: their code, as the pages of articles bring it (path in site-packages → source).
    """
    started = written({name: engine.files[name] for name in engine.sizes}, engine.lock, folder)
    (folder / "demos.zip").write_bytes(zipped(demos or {}))
    return replace(started, packages=[*started.packages, folder / "demos.zip"])


def written(files: Mapping[str, bytes], lock: Mapping[str, object], folder: Path) -> NodePyodide:
    """Write files into a folder; return the Pyodide that starts from there under Node, without its snapshot."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return NodePyodide(folder, packages=[folder / NUMPY, folder / ROOMS], lock=json.dumps(lock))


def zipped_members(members: Members) -> dict[str, bytes]:
    """Return the archives of these members."""
    return {name: zipped(own) for name, own in members.items()}


def sources_of(numpy_wheel: Path, package: Path) -> Sources:
    """Return what an engine is made from, when it is what we know."""
    pyodide = node_package("pyodide", NODE_MODULES)
    check_version(pyodide)
    sources = Sources(pyodide, numpy_wheel, package)
    check_numpy(pyodide, numpy_wheel.name, sources.numpy_digest)
    return sources


def sizes_of(name: str, files: Mapping[str, bytes]) -> dict[str, int]:
    """Return the sizes of the forms in which a page may have a file of the engine."""
    packed = {"gz": f"{name}.gz.bin", "br": f"{name}.br"} if f"{name}.gz.bin" in files else {}
    return {form: len(files[file]) for form, file in ({"plain": name} | packed).items()}


def compressed_forms(beside: Mapping[str, bytes], ours: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the compressed files by name: `name.br` of those in `beside`, `name.gz.bin` of those in `ours`.

    The first is for hosts that send it when a browser takes it, and for browsers that unpack it themselves. The second is for
    all others, and so called that no host sends it with an encoding of its own.
    """
    made = compress_files(beside)
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
