"""The files beside the engine, each fetched when Python wants it: modules that our rooms do not import, tables, an index."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from aeexplain.files.digests import sha256
from aeexplain.runtime.library import NUMPY, STDLIB, Library
from aeexplain.runtime.packing import compress_file
from aeexplain.runtime.shrink.wasm_tables import TABLES

INDEX = "modules.json"
# Where Python looks for the members of each archive.
PLACES = {STDLIB: "/lib/python3.14/", NUMPY: "/lib/python3.14/site-packages/"}


def files_beside(
    library: Library, modules: Mapping[str, Mapping[str, bytes]], tables: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the files by their names in the engine's folder.

    modules: of each of the library's archives the members that the engine lacks. tables: what was taken out of the WebAssembly.
    """
    files: dict[str, bytes] = {}
    index: dict[str, dict[str, object]] = {"modules": {}, "stubs": {}, "tables": {}}
    for archive, members in modules.items():
        for member in sorted(members):
            name, content = dotted(member), library.packed[member]
            files[f"modules/{name}.bin"] = content
            kind = "stubs" if member in library.replaced else "modules"
            index[kind][name] = [PLACES[archive] + member, sha256(content)]
    for table in TABLES:
        if table.name in tables:
            content = compress_file(f"table-{table.name}", tables[table.name])["gz"]
            files[f"tables/{table.name}.bin"] = content
            index["tables"][table.name] = [table.places, sha256(content)]
    return {**files, INDEX: index_text(index)}


def index_text(index: Mapping[str, object]) -> bytes:
    """Return the index as its file holds it."""
    return json.dumps(index, sort_keys=True, separators=(",", ":")).encode()


def dotted(member: str) -> str:
    """Return the name of the module that is a member of an archive, such as `a/b/__init__.pyc` or `a/b.cpython-314.so`."""
    path = PurePosixPath(member)
    parts = (*path.parts[:-1], path.name.partition(".")[0])
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
