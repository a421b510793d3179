"""The engine that a wheel carries, made where the wheel was: taken as long as all that it follows from is as it was then.

Of each file it holds the form that takes longest to make, Brotli's, from which the plain one follows. The form for gzip is made
where the engine is unpacked, by that machine's zlib, so it alone may have other bytes than where the wheel was made.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli

from aeexplain.cache import user_cache
from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest, sha256
from aeexplain.runtime import shipped_sources
from aeexplain.runtime.carried.file_sets import npm_lock
from aeexplain.runtime.tool_digests import all_tools
from aeexplain.runtime.wheel import zipped
from aeexplain.setup.places import READY

if TYPE_CHECKING:
    from aeexplain.runtime.engine import Engine

ARCHIVE = READY / "engine.zip"
HEAD = "engine.json"
BR, GZ = ".br", ".gz.bin"
TABLES = "tables/"  # what the names of those begin with, which are packed once more here
WITH_HEADER = 31  # the size of zlib's window, and gzip's header before it, which tells no time
DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, brotli.error, LookupError, ValueError, TypeError)


def engine_key(package: Path) -> str:
    """Return a digest of all that an engine follows from: our rooms, what makes it, the packages that it is made of."""
    parts = (part for pair in sorted(shipped_sources.rooms(package).items()) for part in pair)
    return digest(all_tools(), npm_lock(), *parts)


def packed(engine: "Engine", key: str) -> bytes:
    """Return an engine as one archive; one without a snapshot: ExplainError."""
    if engine.snapshot is None:
        raise ExplainError(
            "the engine for the wheel", "has no snapshot", "run again; what is wrong is told above"
        )
    forms = {f"{name}{form}" for name in engine.sizes for form in ("", BR, GZ)}
    beside = {name: content for name, content in engine.files.items() if name not in forms}
    head = {
        "key": key,
        "lock": engine.lock,
        "names": [[name, "gz" in sizes] for name, sizes in engine.sizes.items()],
        "libraries": [[place, name] for place, (name, _) in engine.snapshot.libraries.items()],
        "begun": engine.snapshot.begun,
        "beside": sorted(beside),
    }
    shortest = {f"{name}{BR}": engine.files[f"{name}{BR}"] for name in sorted(engine.sizes)}
    modules = {name: each for name, each in sorted(beside.items()) if not name.startswith(TABLES)}
    tables = {
        f"{name}{BR}": brotli.compress(zlib.decompress(each, WITH_HEADER))
        for name, each in sorted(beside.items())
        if name.startswith(TABLES)
    }
    return zipped({HEAD: json.dumps(head).encode(), **shortest, **modules, **tables})


def ready_engine(package: Path, say: Callable[[str], None], archive: Path = ARCHIVE) -> "Engine | None":
    """Return the engine of an archive; None where there is none, or one of other sources than those of the package.

    A damaged archive is as good as none, and `say` hears of it.
    """
    try:
        members = zipfile.ZipFile(io.BytesIO(archive.read_bytes()))
        head = json.loads(members.read(HEAD))
        return _unpacked(head, members) if head["key"] == engine_key(package) else None
    except FileNotFoundError:
        return None
    except DAMAGED as error:
        say(f"note: the engine that came with aeexplain cannot be read, so another is made: {error}")
        return None


def _unpacked(head: Mapping[str, Any], members: zipfile.ZipFile) -> "Engine":
    # Only here, since it brings all that makes engines, which the builds of most wheels never need.
    from aeexplain.runtime.engine import Engine, sizes_of
    from aeexplain.runtime.snapshot import IMAGE, Snapshot

    names = [name for name, _ in head["names"]]
    shortest = {f"{name}{BR}": members.read(f"{name}{BR}") for name in names}
    plain = {name: bytes(brotli.decompress(shortest[f"{name}{BR}"])) for name in names}
    zips = gzip_forms({name: plain[name] for name, has_gzip in head["names"] if has_gzip})
    files = {**plain, **shortest, **zips, **_beside(head["beside"], members)}
    libraries = {place: (name, plain[name]) for place, name in head["libraries"]}
    return Engine(
        files,
        {name: sizes_of(name, files) for name in names},
        head["lock"],
        Snapshot(plain[IMAGE], libraries, head["begun"]),
    )


def _beside(names: Iterable[str], members: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the files beside the engine, and their index with the digests that they have here."""
    from aeexplain.runtime.files_beside import INDEX, index_text

    files = {name: members.read(name) for name in names if not name.startswith(TABLES)}
    packed = {name: members.read(f"{name}{BR}") for name in names if name.startswith(TABLES)}
    tables = {name: _gzip(bytes(brotli.decompress(each))) for name, each in packed.items()}
    index = json.loads(files[INDEX])
    for name, content in tables.items():
        index["tables"][name.removeprefix(TABLES).removesuffix(".bin")][1] = sha256(content)
    return {**files, **tables, INDEX: index_text(index)}


def gzip_forms(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return each file as gzip packs it best, under its name with the suffix of that form."""
    parts: Iterable[bytes | str] = (part for pair in sorted(files.items()) for part in pair)
    key = digest(zlib.ZLIB_RUNTIME_VERSION, *parts)

    def make() -> dict[str, bytes]:
        with ThreadPoolExecutor() as pool:
            return {
                f"{name}{GZ}": content
                for name, content in zip(files, pool.map(_gzip, files.values()), strict=True)
            }

    return user_cache().files("engine-gzip", key, make)


def _gzip(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, WITH_HEADER, 9)
    return packer.compress(content) + packer.flush()
