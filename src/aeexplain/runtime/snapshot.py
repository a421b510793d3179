"""The snapshot: Python's memory with the library imported, which the page copies instead of importing it.

Shared libraries are fetched as WebAssembly files of their own, so that they compile while they stream, and are loaded before
Python begins; then every pointer means here what it means in the page.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.runtime.pyodide_node import SCRIPTS, NodePyodide, run_node_json
from aeexplain.runtime.tool_digests import tool_digest

SCRIPT = Path(__file__).with_name("snapshot.mjs")
SITE_PACKAGES = "/lib/python3.14/site-packages/"
IMAGE, BEGUN = "snapshot.bin", "begun.json"
TOOLS = (
    "snapshot.mjs",
    "start.mjs",
    "in_pyodide/imaging.py",
    "../browser/worker/snapshot.js",
    "../browser/worker/archive.js",
)


@dataclass(frozen=True)
class Snapshot:
    """The snapshot's file; the shared libraries' (place in Python's file system → name, content); how it is to be begun.

    begun: the function table's length before the libraries are loaded, `table`, and Pyodide's `header` in base64.
    """

    image: bytes
    libraries: Mapping[str, tuple[str, bytes]]
    begun: Mapping[str, int | str]


def take_snapshot(
    engine: NodePyodide, archives: Iterable[Mapping[str, bytes]], say: Callable[[str], None]
) -> Snapshot | None:
    """Return the snapshot of an engine whose files are written, with all Python members of its archives imported.

    Where none can be made, `say` gets the reason, and None comes back: the page starts without.
    """
    files = {name: data for members in archives for name, data in members.items()}
    libraries = {SITE_PACKAGES + name: data for name, data in sorted(files.items()) if name.endswith(".so")}
    # In one order: what is imported first decides where everything stands in memory.
    members = sorted(name.removesuffix(".pyc") for name in files if name.endswith(".pyc"))
    parts = [path.read_bytes() for path in sorted(engine.folder.iterdir())]
    key = digest(*parts, json.dumps(members), tool_digest(*TOOLS))
    try:
        made = user_cache().files("engine-snapshot", key, lambda: _taken(engine, libraries, members))
    except ExplainError as error:
        say(f"note: the engine goes without its snapshot, which could not be taken: {error.what}")
        return None
    return Snapshot(
        image=made[IMAGE],
        libraries={place: (library_name(place), data) for place, data in libraries.items()},
        begun=json.loads(made[BEGUN]),
    )


def _taken(engine: NodePyodide, libraries: Mapping[str, bytes], members: list[str]) -> dict[str, bytes]:
    """Return the snapshot's image and, as JSON, how it is to be begun."""
    with tempfile.TemporaryDirectory() as folder:
        written = {place: Path(folder, library_name(place)) for place in libraries}
        for place, path in written.items():
            path.write_bytes(libraries[place])
        image = Path(folder, IMAGE)
        request = {
            "engine": engine.to_json(),
            "libraries": [(place, str(path)) for place, path in written.items()],
            "members": members,
            "script": str(SCRIPTS / "imaging.py"),
            "out": str(image),
        }
        begun = run_node_json(SCRIPT, request)
        return {IMAGE: image.read_bytes(), BEGUN: begun.encode()}


def library_name(place: str) -> str:
    """Return the file name of a shared library, under which hosts and browsers know it for WebAssembly."""
    return place.rpartition("/")[2].partition(".")[0] + ".wasm"
