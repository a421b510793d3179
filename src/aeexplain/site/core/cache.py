"""What follows from its inputs alone, kept under a digest of them in the user's cache folder.

Each thing is a file of its own, written beside its place and moved there, so that builds beside each other do not disturb
one another and a build that is killed leaves no half of a thing. A digest before the content tells whether it was damaged
since; then it is made again. The folder may be deleted at any time.
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import brotli

from aeexplain.errors import ExplainError
from aeexplain.setup.verified import cache_folder
from aeexplain.site.core.digests import digest

DAY = 24 * 3600.0
UNUSED_DAYS = 14
MOST_BYTES = 2_000_000_000
STAMP = "tidied"
SEAL = 16  # bytes


class LostError(Exception):
    """Something that was kept a moment ago is there no more, or is damaged: whoever wants it must have it made again."""


class Cache:
    """Kept things by kind and key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: set[Path] = set()

    def has(self, kind: str, key: str) -> bool:
        """Tell whether something is kept, and mark it as used."""
        try:
            os.utime(self._path(kind, key))
        except OSError:
            return False
        return True

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept, or None where nothing is, or where it was damaged."""
        path = self._path(kind, key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        told, packed = data[:SEAL], data[SEAL:]
        if _seal(packed) == told:
            return bytes(brotli.decompress(packed))
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def must(self, kind: str, key: str) -> bytes:
        """Return what `has` had; LostError where it is gone."""
        found = self.get(kind, key)
        if found is None:
            raise LostError(kind, key)
        return found

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep something; a disk that refuses: ExplainError."""
        path = self._path(kind, key)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        packed = brotli.compress(content, quality=1)  # a fifth of zlib's time
        try:
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            part.write_bytes(_seal(packed) + packed)
            os.replace(part, path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            hint = "make room, or name another folder in AEEXPLAIN_CACHE"
            raise ExplainError(str(self.folder), f"cannot be written: {error.strerror}", hint) from error

    def read(self, kind: str, key: str) -> Any:
        """Return what `write` kept, or None."""
        found = self.get(kind, key)
        return None if found is None else json.loads(found)

    def write(self, kind: str, key: str, value: Any) -> None:
        """Keep something made of lists, dicts, texts and numbers."""
        self.put(kind, key, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def write_long(self, kind: str, key: str, value: Any, texts: Sequence[str]) -> None:
        """Keep something as `write` does, with long texts beside it, which JSON would take its time over."""
        parts = [text.encode() for text in texts]
        head = json.dumps([value, [len(part) for part in parts]], separators=(",", ":")).encode()
        self.put(kind, key, b"\n".join((head, b"".join(parts))))

    def read_long(self, kind: str, key: str) -> tuple[Any, list[str]] | None:
        """Return what `write_long` kept, or None."""
        found = self.get(kind, key)
        if found is None:
            return None
        head, _, rest = found.partition(b"\n")
        value, sizes = json.loads(head)
        ends = list(accumulate(sizes))
        return value, [rest[end - size : end].decode() for size, end in zip(sizes, ends, strict=True)]

    def tidy(self) -> None:
        """Once a day, forget what no cache beside this one used for two weeks, and what has no room, the oldest first."""
        stamp, now = self.folder.parent / STAMP, time.time()
        with contextlib.suppress(OSError):  # another build may be at it
            if stamp.exists() and now - stamp.stat().st_mtime < DAY:
                return
            stamp.write_bytes(b"")
            self._forget(now)

    def _forget(self, now: float) -> None:
        found = [(path, path.stat()) for path in self.folder.parent.glob("*/*/*/*")]
        room = MOST_BYTES
        for path, stat in sorted(found, key=lambda each: -each[1].st_mtime):
            room -= stat.st_size
            if room < 0 or now - stat.st_mtime > UNUSED_DAYS * DAY:
                path.unlink(missing_ok=True)

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key[2:]


def user_cache() -> Cache:
    """Return the cache that all builds of this user share, if they write it as this module does."""
    return cache_in(cache_folder())


def cache_in(folder: Path) -> Cache:
    """Return the cache of builds in a folder of cached things."""
    return Cache(folder / "site" / digest(Path(__file__).read_bytes())[:8])


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=SEAL).digest()
