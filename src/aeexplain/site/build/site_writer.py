"""The only writer: a site goes into a fresh folder, which then takes the place of the published one.

What the published site has already, unchanged, is linked into the fresh folder, not written again. The ledger tells what
that is: it holds, of each file that was published, the digest of its content and what the disk said about it afterwards.

Everybody may read what is published, whatever the umask is: a host's own user is another one.
"""

import contextlib
import ctypes
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest

type Entry = tuple[str, int, int, int]
"""Digest, bytes, time of the last change (ns), inode."""
type Ledger = Mapping[str, Entry]

HOUR = 3600.0
FILE_MODE, FOLDER_MODE = 0o644, 0o755
AT_FDCWD, EXCHANGE, SWAP = -100, 2, 2  # renameat2(2) of Linux, renamex_np(2) of macOS


def publish(files: Mapping[str, bytes], out: Path, ledger: Ledger | None = None) -> dict[str, Entry]:
    """Write a whole site and swap it in; see `SiteWriter`."""
    with SiteWriter(out, ledger or {}) as writer:
        for name, content in sorted(files.items()):
            writer.put(name, content)
        return writer.publish()


class SiteWriter:
    """A site in the making: `put` its files or `keep` those of the published one, then `publish`.

    A name can be had once, whatever the case of its letters: another content for it is an ExplainError. A `with` block that
    ends otherwise leaves what stands at `out` as it was. `out` holds something that is no site of
    ours, or the disk refuses: ExplainError.
    """

    def __init__(self, out: Path, ledger: Ledger) -> None:
        self.sizes: dict[str, int] = {}
        self._out, self._before, self._now = out, ledger, dict[str, Entry]()
        self._names = {entry[0]: name for name, entry in ledger.items()}
        self._folders = {""}
        self._spelt: dict[str, str] = {}  # some disks tell no capital letters from small ones
        self._fresh = Path()

    def __enter__(self) -> Self:
        refuse_strange(self._out)
        with self._explaining():
            self._out.parent.mkdir(parents=True, exist_ok=True)
            _sweep(self._out)
            self._fresh = Path(tempfile.mkdtemp(prefix=f".{self._out.name}-", dir=self._out.parent))
            self._fresh.chmod(FOLDER_MODE)
            self._folders = {""}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._fresh, ignore_errors=True)

    @property
    def folder(self) -> Path:
        """The folder in which the site is being made."""
        return self._fresh

    def put(self, name: str, content: bytes) -> None:
        """Add a file."""
        content_digest = digest(content)
        if self.keep(name, content_digest):
            return
        if other := self._spelt.get(name.casefold()):
            what = f"two files of the site would stand at {other!r}" + (
                f" and {name!r}" if name != other else ""
            )
            raise ExplainError(name, what, "rename what one of them is made from")
        with self._explaining():
            path = Path(self._place(name))
            path.write_bytes(content)
            path.chmod(FILE_MODE)
            self._note(name, content_digest, _file_status(path.lstat()))

    def keep(self, name: str, content_digest: str) -> bool:
        """Add a file that is published, perhaps by another name, with that digest; tell whether there is one."""
        if name in self._now:
            return self._now[name][0] == content_digest
        if name.casefold() in self._spelt:
            return False
        known = self._before.get(name)
        place = name if known and known[0] == content_digest else self._names.get(content_digest, name)
        known, published = self._before.get(place), f"{self._out}/{place}"
        try:
            if known is None or known[0] != content_digest or known[1:] != _file_status(os.lstat(published)):
                return False
            path = self._place(name)
            os.link(published, path, follow_symlinks=False)
            found = os.lstat(path)
        except OSError:
            return False  # it went, or the disk knows no links: then it is written anew
        if _file_status(found) != known[1:] or not _readable(path, found.st_mode):
            os.unlink(path)  # another build has put its own there meanwhile, or it is another user's
            return False
        self._note(name, content_digest, known[1:])
        return True

    def published(self, content_digest: str) -> bool:
        """Tell whether a file with that digest is published."""
        return content_digest in self._names

    def publish(self) -> dict[str, Entry]:
        """Swap the site in; return its ledger."""
        with self._explaining():
            _swap(self._fresh, self._out)
        return self._now

    def _place(self, name: str) -> str:
        """Return where a file is to stand, its folder made. Texts: paths would cost a site of thousands of files its time."""
        self._make_folder(name.rpartition("/")[0])
        return f"{self._fresh}/{name}"

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
            path = f"{self._fresh}/{folder}"
            if not os.path.isdir(path):
                os.mkdir(path)
            os.chmod(path, FOLDER_MODE)
            self._folders.add(folder)

    def _note(self, name: str, content_digest: str, status: tuple[int, int, int]) -> None:
        self._now[name] = (content_digest, *status)
        self.sizes[name] = status[0]
        self._spelt[name.casefold()] = name

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"cannot be written: {error.strerror}"
            raise ExplainError(
                str(self._out), what, "nothing was changed; --out names another folder"
            ) from error


def _file_status(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _readable(path: str, mode: int) -> bool:
    """Give a file its mode where it has another; tell whether it has it now. Its content and its time stay as they are."""
    try:
        if os.name != "nt" and stat.S_IMODE(mode) != FILE_MODE:
            os.chmod(path, FILE_MODE)
    except OSError:
        return False
    return True


def refuse_strange(out: Path) -> None:
    """Raise ExplainError where a folder holds something that is no site of ours: a mistyped --out must not delete it."""
    ours = not out.exists() or (out.is_dir() and ((out / "_headers").exists() or not any(out.iterdir())))
    if not ours:
        raise ExplainError(
            str(out), "is not a site that this builder wrote", "name another folder, or remove it"
        )


def _sweep(out: Path) -> None:
    """Bring back the site that a build was killed over, and remove what killed builds left behind."""
    left = sorted(out.parent.glob(f".{out.name}-*"))
    if not out.exists():
        whole = next((path for path in left if path.name.endswith("-old")), None)
        if whole:
            whole.rename(out)
    for path in left:
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > HOUR:  # a younger one may be another build's
                shutil.rmtree(path)


def _swap(fresh: Path, out: Path) -> None:
    if not out.exists():
        try:
            fresh.rename(out)
            return
        except OSError:
            if not out.exists():
                raise
    if _exchanged(fresh, out):
        return  # what was published is now in the fresh folder's place, and goes with it
    old = fresh.with_name(f"{fresh.name}-old")
    out.rename(old)
    try:
        fresh.rename(out)
    except BaseException:
        os.rename(old, out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Have two folders change places in one step, so that neither is ever missing; False where the system cannot."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform not in ("linux", "darwin"):
        return False
    libc = ctypes.CDLL(None)
    if hasattr(libc, "renameat2"):
        return bool(libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], EXCHANGE) == 0)
    return hasattr(libc, "renamex_np") and bool(libc.renamex_np(*names, SWAP) == 0)
