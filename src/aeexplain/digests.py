"""Digests: what a thing was made from, as one short text."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(*parts: str | bytes) -> str:
    """Return a BLAKE2b of 128 bits, in hex, over all parts and where each ends: twice as quick as SHA-256."""
    hasher = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        hasher.update(len(data).to_bytes(8, "little"))
        hasher.update(data)
    return hasher.hexdigest()


def digest_of_files(folder: Path, files: Iterable[Path]) -> str:
    """Return a digest over the files' paths in `folder` and their bytes."""
    parts: list[str | bytes] = []
    for path in sorted(files):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)
