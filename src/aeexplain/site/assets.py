"""Files under content-hashed names, so that a host may tell browsers to keep them for ever."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

Content = bytes | Path


class Assets:
    """The files of assets/, by their path in the site; adding returns where they will stand."""

    def __init__(self) -> None:
        self.files: dict[str, Content] = {}

    def folder(self, name: str, files: Mapping[str, Content]) -> str:
        """Add files that call each other by name: one hash over all of them, in the folder's name."""
        folder = f"assets/{name}-{_hash(files)}"
        self.files |= {f"{folder}/{file}": content for file, content in files.items()}
        return folder

    def file(self, name: str, content: bytes) -> str:
        """Add one file: the hash goes before its suffix."""
        stem, _, suffix = name.rpartition(".")
        path = f"assets/{stem}.{_hash({name: content})}.{suffix}"
        self.files[path] = content
        return path


def size(content: Content) -> int:
    """Return how many bytes a file has."""
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _hash(files: Mapping[str, Content]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        data = content if isinstance(content, bytes) else content.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:12]
