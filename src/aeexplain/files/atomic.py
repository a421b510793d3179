"""A file that is written beside its place and moved there: readers find the old one or the new one. Runs on Python 3.9."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to; at the block's end what stands there takes the place of `path`, in one step.

    Where the block, or the disk, fails, `path` stays as it was and nothing is left beside it.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield part
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file in one step; see `replacing`. The folder must be there; a disk that refuses: OSError."""
    with replacing(path) as part:
        part.write_bytes(content)
