"""Python's library, NumPy and our rooms, byte-compiled by the runtime's own Python, and divided: what the engine begins with
is what our rooms import; the rest stands beside it, a file for each module.
"""

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.files.digests import digest, sha256
from aeexplain.runtime import shipped_sources
from aeexplain.runtime.pyodide_node import SCRIPTS, NodePyodide
from aeexplain.runtime.shrink.optional_steps import Say, optional
from aeexplain.runtime.shrink.stubs import stubs_for
from aeexplain.runtime.tool_digests import tool_digest
from aeexplain.runtime.wheel import zipped

# Its text is only docstrings for help(); to make them takes a tenth of the time in which NumPy is imported.
EMPTIED = ("numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py")
NEVER = (
    "/tests/",
    "/testing/_private/",
    "/f2py/",
    "idlelib/",
    "lib2to3/",
    "ensurepip/",
    "pydoc_data/",
    "turtledemo/",
)
# Loaded where something goes wrong or looks unusual, which is not tried in full.
ALWAYS = ("encodings/ascii", "encodings/latin_1", "encodings/raw_unicode_escape")
# Libraries for the tests of NumPy itself.
OF_TESTS = re.compile(r"(_tests|_simd)\.[^/]*so$")
WITH_STUBS = "stubs for parts of Python's library"
STDLIB, NUMPY, ROOMS, STUBS = "stdlib.zip", "numpy.zip", "rooms.zip", "stubs.zip"
COMPILER = ("start.mjs", "pyodide_node.mjs", "in_pyodide/compiling.py", "library.py")


@dataclass(frozen=True)
class Sources:
    """What the library is made from: the folder of Pyodide, the wheel of NumPy, the folder of our package."""

    pyodide: Path
    numpy: Path
    package: Path

    @cached_property
    def rooms(self) -> dict[str, bytes]:
        """Return the sources of our rooms: path in site-packages → content."""
        return shipped_sources.rooms(self.package)

    @property
    def archives(self) -> dict[str, Path]:
        """Return the archives that hold the library, by the names that they have here."""
        return {STDLIB: self.pyodide / "python_stdlib.zip", NUMPY: self.numpy}

    def member_names(self) -> set[str]:
        """Return the names of the archives' members."""
        return {name for path in self.archives.values() for name in zipfile.ZipFile(path).namelist()}

    @cached_property
    def digest(self) -> str:
        """Return a digest of Pyodide and NumPy."""
        files = ("pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
        return digest(*((self.pyodide / file).read_bytes() for file in files), self.numpy_digest)

    @cached_property
    def numpy_digest(self) -> str:
        """Return the SHA-256 of NumPy's wheel in hex."""
        return sha256(self.numpy.read_bytes())


@dataclass(frozen=True)
class Library:
    """Members of stdlib.zip and numpy.zip, byte-compiled, and a digest of what they were made from.

    replaced: the members in whose places stubs are, by their names. packed: every member but the stubs by its name, packed by
    itself.
    """

    digest: str
    members: Mapping[str, Mapping[str, bytes]]
    replaced: Mapping[str, bytes]
    packed: Mapping[str, bytes]

    def write(self, folder: Path) -> tuple[Path, list[Path]]:
        """Write the archives into a folder; return the library's path, and those of the packages."""
        for name, content in self.members.items():
            (folder / name).write_bytes(zipped(content))
        return folder / STDLIB, [folder / NUMPY]


def usable_library(sources: Sources, say: Say) -> tuple[Library, frozenset[str]]:
    """Return the compiled library with stubs in the places of what hardly any figure needs, and the members that our rooms
    load.

    Where Pyodide does not start with the stubs, `say` gets the reason, and the library has none.
    """
    stubs = stubs_for(shipped_sources.names_taken(sources.rooms))
    for member in sorted(stubs.keys() - sources.member_names()):
        say(f"note: the engine goes without a stub for {member}, which this Pyodide does not have")

    def with_stubs() -> tuple[Library, frozenset[str]]:
        library = compiled_library(sources, stubs)
        return library, loaded_members(sources, library)

    found = optional(WITH_STUBS, None, with_stubs, say)
    if found:
        return found
    library = compiled_library(sources, {})
    return library, loaded_members(sources, library)


def compiled_library(sources: Sources, stubs: Mapping[str, bytes]) -> Library:
    """Return all of stdlib.zip and numpy.zip, byte-compiled, the stubs in their places."""

    def make() -> dict[str, bytes]:
        archives = {name: without_unused(read_archive(path)) for name, path in sources.archives.items()}
        return compile_archives(sources.pyodide, {**archives, STUBS: dict(stubs)}, packed=True)

    parts = (part for pair in stubs.items() for part in pair)
    key = digest(sources.digest, tool_digest(*COMPILER), *parts)
    made = {
        name: read_archive(io.BytesIO(zip_))
        for name, zip_ in user_cache().files("engine-library", key, make).items()
    }
    whole = {name: made[name] for name in (STDLIB, NUMPY)}
    members = {
        name: {each: made[STUBS].get(each, data) for each, data in own.items()} for name, own in whole.items()
    }
    replaced = {each: data for own in whole.values() for each, data in own.items() if each in made[STUBS]}
    packed = {each: data for name in whole for each, data in made[f"packed-{name}"].items()}
    return Library(key, members, replaced, packed)


def compiled_rooms(sources: Sources, library: Library) -> Mapping[str, bytes]:
    """Return our shipped rooms, byte-compiled: path in site-packages → content."""
    files = sources.rooms
    parts = (part for pair in files.items() for part in pair)
    key = digest(library.digest, tool_digest(*COMPILER), *parts)

    def make() -> dict[str, bytes]:
        return compile_archives(sources.pyodide, {ROOMS: files}, library)

    return read_archive(io.BytesIO(user_cache().files("engine-rooms", key, make)[ROOMS]))


def trimmed(library: Library, loaded: frozenset[str]) -> dict[str, dict[str, bytes]]:
    """Return the members of "stdlib.zip" and "numpy.zip" that our rooms load."""

    def used(name: str) -> bool:
        return name.partition(".")[0] in loaded and name.endswith((".pyc", ".so"))

    return {
        archive: {name: data for name, data in members.items() if used(name)}
        for archive, members in library.members.items()
    }


def beside(library: Library, loaded: frozenset[str]) -> dict[str, dict[str, bytes]]:
    """Return the modules of "stdlib.zip" and "numpy.zip" that our rooms do not load, by their names there."""

    def rest(name: str) -> bool:
        module = name.endswith((".pyc", ".so")) and not OF_TESTS.search(name)
        return module and (name.partition(".")[0] not in loaded or name in library.replaced)

    return {
        archive: {name: library.replaced.get(name, data) for name, data in members.items() if rest(name)}
        for archive, members in library.members.items()
    }


def loaded_members(sources: Sources, library: Library) -> frozenset[str]:
    """Return the members, without suffix, that are loaded when our rooms have been imported.

    Counted again when these use another name of the library.
    """
    files = sources.rooms
    inputs = [shipped_sources.names_taken(files), sorted(files)]

    def make() -> dict[str, bytes]:
        with tempfile.TemporaryDirectory() as folder:
            archives, src = (Path(folder, name) for name in ("archives", "src"))
            archives.mkdir()
            lay_out(src, files)
            pyodide = NodePyodide(sources.pyodide, *library.write(archives))
            return {"members": pyodide.run(SCRIPTS / "imported.py", {"/src": src}).encode()}

    key = digest(library.digest, tool_digest(*COMPILER, "in_pyodide/imported.py"), json.dumps(inputs))
    members = json.loads(user_cache().files("engine-imported", key, make)["members"])
    return frozenset((*members, *ALWAYS))


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (path → content) into a new folder."""
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def compile_archives(
    pyodide: Path,
    archives: Mapping[str, Mapping[str, bytes]],
    library: Library | None = None,
    packed: bool = False,
) -> dict[str, bytes]:
    """Return archives (name → members) byte-compiled, under the same names; and with their members packed as packed-<name>."""
    with tempfile.TemporaryDirectory() as folder:
        given, out, lib = (Path(folder, name) for name in ("in", "out", "lib"))
        for path in (given, out, lib):
            path.mkdir()
        for name, members in archives.items():
            (given / name).write_bytes(zipped(members))
        options = {"archives": sorted(archives), "emptied": EMPTIED, "bare": [ROOMS], "packed": packed}
        (given / "options.json").write_text(json.dumps(options), encoding="utf-8")
        stdlib = library.write(lib)[0] if library else None
        NodePyodide(pyodide, stdlib).run(SCRIPTS / "compiling.py", {"/in": given, "/out": out})
        return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def read_archive(archive: Path | io.BytesIO) -> dict[str, bytes]:
    """Return a zip's members: name → content."""
    with zipfile.ZipFile(archive) as opened:
        return {each.filename: opened.read(each) for each in opened.infolist() if not each.is_dir()}


def without_unused(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the members without those that no figure can use."""
    return {name: data for name, data in members.items() if not any(part in f"/{name}" for part in NEVER)}
