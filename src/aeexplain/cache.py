"""What follows from its inputs alone, kept under a digest of them in the user's cache folder.

Each thing is a file of its own, written beside its place and moved there, so that builds beside each other do not disturb
one another and a build that is killed leaves no half of a thing. A digest before the content tells whether it was damaged
since; then it is made again. What takes long to make is made by one process while others wait. The folder may be deleted at
any time.
"""

import contextlib
import os
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, overload

import brotli
import msgspec

from aeexplain.errors import ExplainError
from aeexplain.files.atomic import write_atomically
from aeexplain.files.digests import BYTES, digest
from aeexplain.setup.lock import file_lock
from aeexplain.setup.places import cache_folder

DAY = 24 * 3600.0
UNUSED_DAYS = 14
MOST_BYTES = 2_000_000_000
# Of one kind of large things, the latest used: a tree that is edited makes new ones again and again.
KEPT_SETS = 6
STAMP = "tidied"
LOCKS = "locks"


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
        known, packed = data[:BYTES], data[BYTES:]
        if bytes.fromhex(digest(packed)) == known:
            return bytes(brotli.decompress(packed))
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def require(self, kind: str, key: str) -> bytes:
        """Return what `has` had; LostError where it is gone."""
        found = self.get(kind, key)
        if found is None:
            raise LostError(kind, key)
        return found

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep something; a disk that refuses: ExplainError."""
        path = self._path(kind, key)
        packed = brotli.compress(content, quality=1)  # a fifth of zlib's time
        try:
            if path.parent not in self._made:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(path.parent)
            write_atomically(path, bytes.fromhex(digest(packed)) + packed)
        except OSError as error:
            hint = "make room, or name another folder in AEEXPLAIN_CACHE"
            raise ExplainError(str(self.folder), f"cannot be written: {error.strerror}", hint) from error

    @overload
    def read(self, kind: str, key: str) -> Any: ...

    @overload
    def read[T](self, kind: str, key: str, type: type[T]) -> T | None: ...

    def read(self, kind: str, key: str, type: Any = Any) -> Any:
        """Return what `write` kept as a value of that type, or None where nothing is kept, or nothing of the type."""
        found = self.get(kind, key)
        return None if found is None else _decoded(found, type)

    def write(self, kind: str, key: str, value: object) -> None:
        """Keep something made of dataclasses, lists, dicts, texts, dates and numbers."""
        self.put(kind, key, msgspec.json.encode(value))

    def write_long(self, kind: str, key: str, value: object, texts: Sequence[str]) -> None:
        """Keep something as `write` does, with long texts beside it, which JSON would take its time over."""
        parts = [text.encode() for text in texts]
        head = msgspec.json.encode((value, [len(part) for part in parts]))
        self.put(kind, key, b"\n".join((head, b"".join(parts))))

    def read_long[T](self, kind: str, key: str, type: type[T]) -> tuple[T, list[str]] | None:
        """Return what `write_long` kept, its value of that type, or None where nothing is kept, or nothing of the type."""
        found = self.get(kind, key)
        if found is None:
            return None
        head, _, rest = found.partition(b"\n")
        decoded = _decoded(head, tuple[type, list[int]])  # type: ignore[valid-type]
        if decoded is None:
            return None
        value, sizes = decoded
        ends = list(accumulate(sizes))
        return value, [rest[end - size : end].decode() for size, end in zip(sizes, ends, strict=True)]

    def files(self, kind: str, key: str, make: Callable[[], Mapping[str, bytes]]) -> dict[str, bytes]:
        """Return a set of files by name: the one that is kept, or else what `make` returns, which is kept then.

        While one process makes a set, another that wants it waits. A kind has sixteen locks, by the key's first
        digit: other sets seldom wait for this one. Of each kind, the sets used last are kept.
        """
        found = self._read_files(kind, key)
        if found is None:
            with file_lock(self.folder.parent / LOCKS / f"{kind}-{key[:1]}", "makes the same files"):
                found = self._read_files(kind, key)
                if found is None:
                    found = dict(make())
                    self._write_files(kind, key, found)
                    self._forget_all_but_latest(kind)
        return found

    def _read_files(self, kind: str, key: str) -> dict[str, bytes] | None:
        whole = self.get(kind, key)
        if whole is None:
            return None
        head, _, rest = whole.partition(b"\n")
        sizes = msgspec.json.decode(head, type=dict[str, int])
        ends = accumulate(sizes.values())
        return {name: rest[end - size : end] for (name, size), end in zip(sizes.items(), ends, strict=True)}

    def _write_files(self, kind: str, key: str, files: Mapping[str, bytes]) -> None:
        head = msgspec.json.encode({name: len(content) for name, content in files.items()})
        self.put(kind, key, b"\n".join((head, b"".join(files.values()))))

    def _forget_all_but_latest(self, kind: str) -> None:
        with contextlib.suppress(OSError):  # another build may be at it
            sets = sorted((self.folder / kind).glob("*/*"), key=lambda path: path.stat().st_mtime)
            for path in sets[:-KEPT_SETS]:
                path.unlink(missing_ok=True)

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


def _decoded(data: bytes, type: Any) -> Any:
    """Return JSON as a value of a type; None where it is none, as if it had never been kept."""
    try:
        return msgspec.json.decode(data, type=type)
    except msgspec.DecodeError:  # also where a field is missing or has another type
        return None
