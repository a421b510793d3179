"""Digests: what a thing was made from, as one short text."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(*parts: str | bytes) -> str:
    """Return 128 bits of a SHA-256, in hex, over all parts and where each ends."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "little"))
        sha.update(data)
    return sha.hexdigest()[:32]


def digest_of_files(folder: Path, files: Iterable[Path]) -> str:
    """Return a digest over the files' paths in `folder` and their bytes."""
    parts: list[str | bytes] = []
    for path in sorted(files):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)
