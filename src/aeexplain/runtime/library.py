"""Python's library, NumPy and our rooms, byte-compiled by the runtime's own Python and trimmed to what our figures use."""

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.files.digests import digest, sha256
from aeexplain.project import Project
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
# Loaded where something goes wrong or looks unusual, which the census does not try in full.
ALWAYS = (
    "encodings/ascii",
    "encodings/latin_1",
    "encodings/idna",
    "encodings/raw_unicode_escape",
    "stringprep",
)
STDLIB, NUMPY, ROOMS = "stdlib.zip", "numpy.zip", "rooms.zip"
COMPILER = ("start.mjs", "pyodide_node.mjs", "in_pyodide/compiling.py", "library.py")


@dataclass(frozen=True)
class Sources:
    """What the library is made from: the folder of Pyodide, the wheel of NumPy, our sources with those of a site."""

    pyodide: Path
    numpy: Path
    project: Project

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
    """stdlib.zip and numpy.zip, byte-compiled, as bytes by name; a digest of what they were made from."""

    digest: str
    archives: Mapping[str, bytes]

    def write(self, folder: Path) -> tuple[Path, list[Path]]:
        """Write the archives into a folder; return the library's path, and those of the packages."""
        for name, content in self.archives.items():
            (folder / name).write_bytes(content)
        return folder / STDLIB, [folder / NUMPY]


def usable_library(sources: Sources, say: Say) -> tuple[Library, frozenset[str]]:
    """Return the compiled library with stubs in the places of what no figure needs, and the members that figures load.

    Where Pyodide does not start with the stubs, `say` gets the reason, and the library has none.
    """
    names = shipped_sources.names_taken(shipped_sources.sources(sources.project))
    stubs = stubs_for(names)
    for member in sorted(stubs.keys() - sources.member_names()):
        say(f"note: the engine goes without a stub for {member}, which this Pyodide does not have")

    def with_stubs() -> tuple[Library, frozenset[str]]:
        library = compiled_library(sources, stubs)
        return library, loaded_members(sources, library)

    found = optional("stubs for parts of Python's library", None, with_stubs, say)
    if found:
        return found
    library = compiled_library(sources, {})
    return library, loaded_members(sources, library)


def compiled_library(sources: Sources, stubs: Mapping[str, bytes]) -> Library:
    """Return all of stdlib.zip and numpy.zip, byte-compiled, the stubs in their places."""

    def make() -> dict[str, bytes]:
        archives = {name: without_unused(read_archive(path)) for name, path in sources.archives.items()}
        return compile_archives(
            sources.pyodide, {name: with_stubs(all_, stubs) for name, all_ in archives.items()}
        )

    parts = (part for pair in stubs.items() for part in pair)
    key = digest(sources.digest, tool_digest(*COMPILER), *parts)
    return Library(key, user_cache().files("engine-library", key, make))


def compiled_rooms(sources: Sources, library: Library) -> Mapping[str, bytes]:
    """Return our shipped rooms, byte-compiled: path in site-packages → content."""
    files = shipped_sources.sources(sources.project)
    parts = (part for pair in files.items() for part in pair)
    key = digest(library.digest, tool_digest(*COMPILER), *parts)

    def make() -> dict[str, bytes]:
        return compile_archives(sources.pyodide, {ROOMS: files}, library)

    return read_archive(io.BytesIO(user_cache().files("engine-rooms", key, make)[ROOMS]))


def trimmed(library: Library, loaded: frozenset[str]) -> dict[str, dict[str, bytes]]:
    """Return the members of "stdlib.zip" and "numpy.zip" that our figures load."""

    def used(name: str) -> bool:
        return name.partition(".")[0] in loaded and name.endswith((".pyc", ".so"))

    return {
        archive: {name: data for name, data in read_archive(io.BytesIO(content)).items() if used(name)}
        for archive, content in library.archives.items()
    }


def loaded_members(sources: Sources, library: Library) -> frozenset[str]:
    """Return the members, without suffix, that are loaded when every figure has been drawn.

    Counted again when our rooms use another name of the library, or when there is another demo or weight file.
    """
    files = shipped_sources.sources(sources.project)
    weights = {name: sources.project.weight_file(name) for name in sources.project.weight_names()}
    inputs = [shipped_sources.names_taken(files), sorted(files), sorted(weights)]

    def make() -> dict[str, bytes]:
        with tempfile.TemporaryDirectory() as folder:
            archives, src, models = (Path(folder, name) for name in ("archives", "src", "weights"))
            archives.mkdir()
            lay_out(src, files)
            lay_out(models, {f"{name}.json": path.read_bytes() for name, path in weights.items()})
            pyodide = NodePyodide(sources.pyodide, *library.write(archives))
            return {"members": pyodide.run(SCRIPTS / "census.py", {"/src": src, "/weights": models}).encode()}

    key = digest(library.digest, tool_digest(*COMPILER, "in_pyodide/census.py"), json.dumps(inputs))
    members = json.loads(user_cache().files("engine-census", key, make)["members"])
    return frozenset((*members, *ALWAYS))


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (path → content) into a new folder."""
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def compile_archives(
    pyodide: Path, archives: Mapping[str, Mapping[str, bytes]], library: Library | None = None
) -> dict[str, bytes]:
    """Return archives (name → members) byte-compiled, under the same names."""
    with tempfile.TemporaryDirectory() as folder:
        given, out, lib = (Path(folder, name) for name in ("in", "out", "lib"))
        for path in (given, out, lib):
            path.mkdir()
        for name, members in archives.items():
            (given / name).write_bytes(zipped(members))
        options = {"archives": sorted(archives), "emptied": EMPTIED, "bare": [ROOMS]}
        (given / "options.json").write_text(json.dumps(options), encoding="utf-8")
        stdlib = library.write(lib)[0] if library else None
        NodePyodide(pyodide, stdlib).run(SCRIPTS / "compiling.py", {"/in": given, "/out": out})
        return {name: (out / name).read_bytes() for name in archives}


def read_archive(archive: Path | io.BytesIO) -> dict[str, bytes]:
    """Return a zip's members: name → content."""
    with zipfile.ZipFile(archive) as opened:
        return {each.filename: opened.read(each) for each in opened.infolist() if not each.is_dir()}


def without_unused(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the members without those that no figure can use."""
    return {name: data for name, data in members.items() if not any(part in f"/{name}" for part in NEVER)}


def with_stubs(members: Mapping[str, bytes], stubs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the members with stubs in the places of those that have one."""
    return {name: stubs.get(name, data) for name, data in members.items()}
