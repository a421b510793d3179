"""What a wheel carries that builds of a checkout make and keep: sets of files, each under a digest of what it follows from."""

import io
import lzma
import zipfile
from collections.abc import Mapping
from pathlib import Path

from aeexplain.files.digests import digest
from aeexplain.runtime.wheel import zipped
from aeexplain.setup.places import CHECKOUT


def npm_lock() -> str:
    """Return a digest of what npm lays out: each package's version and digest."""
    return digest((CHECKOUT / "package-lock.json").read_bytes())


def carried(archive: Path, key: str) -> dict[str, bytes]:
    """Return the files that an archive holds under a key; none where it holds no such, or there is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(lzma.decompress(archive.read_bytes()))) as opened:
            names = [name for name in opened.namelist() if name.startswith(f"{key}/")]
            return {name.partition("/")[2]: opened.read(name) for name in names}
    except (FileNotFoundError, lzma.LZMAError, zipfile.BadZipFile):
        return {}


def to_carry(sets: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Return an archive of sets of files by their keys."""
    members = {
        f"{key}/{name}": content for key, files in sets.items() for name, content in sorted(files.items())
    }
    return lzma.compress(zipped(members), preset=9)
