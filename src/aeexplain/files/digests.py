"""Digests: ours, by which we tell contents from each other, and those that others check. Runs on Python 3.9."""

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Union

BYTES = 16  # of our digests


def digest(*parts: Union[str, bytes]) -> str:
    """Return a BLAKE2b of 128 bits, in hex, over all parts and where each ends: twice as quick as SHA-256."""
    hashed = hashlib.blake2b(digest_size=BYTES)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8, "little"))
        hashed.update(data)
    return hashed.hexdigest()


def digest_of_files(folder: Path, files: Iterable[Path]) -> str:
    """Return a digest over the files' paths in `folder` and their bytes."""
    parts: list[Union[str, bytes]] = []
    for path in sorted(files):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hex, as lock files have it."""
    return hashlib.sha256(content).hexdigest()


def integrity_of(content: bytes, algorithm: str = "sha256") -> str:
    """Return a digest as the integrity attribute of HTML and npm's lock file have it: the algorithm, a dash and base64."""
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def integrity_from_sha256(sha256: str) -> str:
    """Return what `integrity_of` gives for a content whose SHA-256 is known in hex."""
    return f"sha256-{base64.b64encode(bytes.fromhex(sha256)).decode()}"
