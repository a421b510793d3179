"""Our own compression of the engine's files, since many hosts send archives and WebAssembly as they are."""

import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aeexplain.cache import user_cache
from aeexplain.files.digests import digest
from aeexplain.runtime.pyodide_node import run_node_json
from aeexplain.runtime.tool_digests import tool_digest

SCRIPT = Path(__file__).with_name("packing.mjs")
FORMS = ("gz", "br")


def compress_files(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Return each file in both forms: name → {"gz": bytes, "br": bytes}."""
    with ThreadPoolExecutor() as pool:  # each waits for a Node of its own
        return dict(zip(files, pool.map(compress_file, files.keys(), files.values()), strict=True))


def compress_file(name: str, content: bytes) -> dict[str, bytes]:
    """Return one file in both forms."""

    def make() -> dict[str, bytes]:
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder, "file")
            plain.write_bytes(content)
            run_node_json(SCRIPT, {"file": str(plain), "out": folder})
            return {form: Path(folder, f"file.{form}").read_bytes() for form in FORMS}

    kind = f"engine-compressed-{Path(name).name.split('-')[0]}"
    return user_cache().files(kind, digest(content, tool_digest("packing.mjs")), make)
