"""Python's library, NumPy and our rooms, byte-compiled by the runtime's own Python and trimmed to what our figures use."""

import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aeexplain.files.digests import sha256
from aeexplain.project import Project
from aeexplain.runtime import shipped_sources
from aeexplain.runtime.pyodide_node import SCRIPTS, Inside
from aeexplain.runtime.shrink.stubs import standins
from aeexplain.runtime.store import digest, kept, tools
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
COMPILER = ("start.mjs", "pyodide_node.mjs", "in_pyodide/compiling.py", "library.py")


@dataclass(frozen=True)
class Sources:
    """What the library is made from: the folder of Pyodide, the wheel of NumPy, our sources with those of a site."""

    pyodide: Path
    numpy: Path
    project: Project

    @cached_property
    def digest(self) -> str:
        """Return a digest of Pyodide and NumPy."""
        files = ("pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
        return digest(*((self.pyodide / file).read_bytes() for file in files), self.numpy_digest)

    @cached_property
    def numpy_digest(self) -> str:
        """Return the SHA-256 of NumPy's wheel in hex."""
        return sha256(self.numpy.read_bytes())


def compiled_library(sources: Sources) -> Path:
    """Return a kept folder with all of stdlib.zip and numpy.zip, byte-compiled, our stand-ins in their places."""
    instead = standins(shipped_sources.names_taken(shipped_sources.sources(sources.project)))

    def make(out: Path) -> None:
        archives = {"stdlib.zip": sources.pyodide / "python_stdlib.zip", "numpy.zip": sources.numpy}
        members = {name: wanted(read(path)) for name, path in archives.items()}
        compile_archives(
            sources.pyodide, {name: replaced(all_, instead) for name, all_ in members.items()}, out
        )

    key = [sources.digest, tools(*COMPILER), *(part for pair in instead.items() for part in pair)]
    return kept("library", key, make)


def compiled_rooms(sources: Sources) -> Mapping[str, bytes]:
    """Return our shipped rooms, byte-compiled: path in site-packages → content."""
    files = shipped_sources.sources(sources.project)
    library = compiled_library(sources)

    def make(out: Path) -> None:
        compile_archives(sources.pyodide, {"rooms.zip": files}, out, library / "stdlib.zip")

    key = [library.name, tools(*COMPILER), *(part for pair in files.items() for part in pair)]
    return read(kept("rooms", key, make) / "rooms.zip")


def trimmed(sources: Sources) -> dict[str, dict[str, bytes]]:
    """Return the members of "stdlib.zip" and "numpy.zip" that our figures use."""
    library, needed = compiled_library(sources), census(sources)

    def used(name: str) -> bool:
        return name.partition(".")[0] in needed and name.endswith((".pyc", ".so"))

    return {
        archive: {name: data for name, data in read(library / archive).items() if used(name)}
        for archive in ("stdlib.zip", "numpy.zip")
    }


def census(sources: Sources) -> frozenset[str]:
    """Return the members, without suffix, that are loaded when every figure has been drawn.

    Counted again when our rooms use another name of the library, or when there is another demo or weight file.
    """
    files, library = shipped_sources.sources(sources.project), compiled_library(sources)
    weights = {name: sources.project.weight_file(name) for name in sources.project.weight_names()}
    told = [
        shipped_sources.names_taken(files),
        sorted(files),
        sorted(weights),
    ]

    def make(out: Path) -> None:
        pyodide = Inside(sources.pyodide, library / "stdlib.zip", [library / "numpy.zip"])
        with tempfile.TemporaryDirectory() as folder:
            src, models = Path(folder, "src"), Path(folder, "weights")
            lay_out(src, files)
            lay_out(models, {f"{name}.json": path.read_bytes() for name, path in weights.items()})
            answer = pyodide.run(SCRIPTS / "census.py", {"/src": src, "/weights": models})
        (out / "members.json").write_text(answer, encoding="utf-8")

    key = [library.name, tools(*COMPILER, "in_pyodide/census.py"), json.dumps(told)]
    members = json.loads((kept("census", key, make) / "members.json").read_text(encoding="utf-8"))
    return frozenset((*members, *ALWAYS))


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (path → content) into a new folder."""
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def compile_archives(
    pyodide: Path, archives: Mapping[str, Mapping[str, bytes]], out: Path, library: Path | None = None
) -> None:
    """Byte-compile archives (name → members) into the folder `out`."""
    with tempfile.TemporaryDirectory() as folder:
        for name, members in archives.items():
            Path(folder, name).write_bytes(zipped(members))
        options = {"archives": sorted(archives), "emptied": EMPTIED, "bare": ["rooms.zip"]}
        Path(folder, "options.json").write_text(json.dumps(options), encoding="utf-8")
        Inside(pyodide, library).run(SCRIPTS / "compiling.py", {"/in": Path(folder), "/out": out})


def read(archive: Path) -> dict[str, bytes]:
    """Return a zip's members: name → content."""
    with zipfile.ZipFile(archive) as opened:
        return {each.filename: opened.read(each) for each in opened.infolist() if not each.is_dir()}


def wanted(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the members without those that no figure can use."""
    return {name: data for name, data in members.items() if not any(part in f"/{name}" for part in NEVER)}


def replaced(members: Mapping[str, bytes], instead: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the members with those that are to be replaced replaced."""
    return {name: instead.get(name, data) for name, data in members.items()}
