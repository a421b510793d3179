"""Our own compression of the engine's files, since many hosts send archives and WebAssembly as they are."""

import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aeexplain.runtime.pyodide_node import run_told
from aeexplain.runtime.store import kept, tools

SCRIPT = Path(__file__).with_name("packing.mjs")
FORMS = ("gz", "br")


def packed(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Return each file in both forms: name → {"gz": bytes, "br": bytes}."""
    with ThreadPoolExecutor() as pool:  # each waits for a Node of its own
        return dict(zip(files, pool.map(packed_file, files.keys(), files.values()), strict=True))


def packed_file(name: str, content: bytes) -> dict[str, bytes]:
    """Return one file in both forms."""

    def make(out: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder, "file")
            plain.write_bytes(content)
            run_told(SCRIPT, {"file": str(plain), "out": str(out)})

    place = kept(f"packed-{Path(name).name.split('-')[0]}", [content, tools("packing.mjs")], make)
    return {form: (place / f"file.{form}").read_bytes() for form in FORMS}
