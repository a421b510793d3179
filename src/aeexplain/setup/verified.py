"""Files from outside, kept in a cache folder of the user, believed only when their hash is the one that we know.

A file comes from the cache, else from the first of its sources that gives the right bytes. Each source writes into a folder
of its own beside the cached files; only a verified file is moved to its name, so that no half file is ever found there, two
processes do not disturb each other, and an interrupted one leaves nothing.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.files.digests import integrity_of
from aeexplain.setup.places import cache_folder
from aeexplain.setup.steps import offline

Say = Callable[[str], None]


def quiet(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Pin:
    """A file's name and its digest as npm writes them: `sha256-` or `sha512-` and base64."""

    name: str
    integrity: str

    def matches(self, path: Path) -> bool:
        """Tell whether the file at `path` has the digest."""
        return integrity_of(path.read_bytes(), self.integrity.partition("-")[0]) == self.integrity


@dataclass(frozen=True)
class Source:
    """A place that may have a file; `get(folder, say)` puts it into the folder and returns its path, or raises."""

    label: str
    get: Callable[[Path, Say], Path]


def fetch(pin: Pin, sources: Sequence[Source], say: Say = quiet, folder: Path | None = None) -> Path:
    """Return the path of the pinned file in the cache folder, fetched first where it is not there or is damaged.

    ExplainError, naming the file, each source and why it failed, where none of them gives the right bytes.
    """
    folder = folder or cache_folder()
    target = folder / pin.name
    if target.is_file():
        if pin.matches(target):
            return target
        say(f"{target} is damaged; fetching it again")
        target.unlink(missing_ok=True)
    if offline():
        raise ExplainError(
            pin.name, f"is not in {folder}, and AEEXPLAIN_OFFLINE is set", "unset it and run again"
        )
    failures = []
    for source in sources:
        try:
            return fetch_from(source, pin, target, say)
        except Exception as error:  # whatever goes wrong with one source, the next is asked
            failures.append(f"{source.label}: {error}")
            say(f"{pin.name}: {source.label}: {error}")
    remedy = f"check the network and run again, or put the file into {folder} by hand"
    raise ExplainError(pin.name, f"could not be had from any source ({' | '.join(failures)})", remedy)


def fetch_from(source: Source, pin: Pin, target: Path, say: Say) -> Path:
    """Have one source write the file, verify it, and move it to `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".part-", dir=target.parent, ignore_cleanup_errors=True) as part:
        got = source.get(Path(part), say)
        if not pin.matches(got):
            raise ValueError("gave other bytes than the pinned ones (the hash differs)")
        os.replace(got, target)
    return target
