"""The only writer: a site goes into a fresh folder, which then takes the place of the published one."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.site.assets import Content


def publish(files: Mapping[str, Content], out: Path) -> None:
    """Write a whole site and swap it in; what stands at `out` stays untouched until all is written.

    `out` holds something that is no site of ours, or the disk refuses: ExplainError, and `out` as it was.
    """
    _refuse_strange(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise ExplainError(str(out.parent), f"cannot be written: {error.strerror}") from error
    try:
        _write(files, fresh)
        _swap(fresh, out)
    except OSError as error:
        raise ExplainError(str(out), f"cannot be written: {error.strerror}", "nothing was changed") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_strange(out: Path) -> None:
    """A mistyped --out must not delete somebody's folder."""
    ours = not out.exists() or (out.is_dir() and ((out / "_headers").exists() or not any(out.iterdir())))
    if not ours:
        raise ExplainError(
            str(out), "is not a site that this builder wrote", "name another folder, or remove it"
        )


def _write(files: Mapping[str, Content], folder: Path) -> None:
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    folder.chmod(0o755)


def _swap(fresh: Path, out: Path) -> None:
    if not out.exists():
        fresh.rename(out)
        return
    old = fresh.with_name(f"{fresh.name}-old")
    out.rename(old)
    try:
        fresh.rename(out)
    except BaseException:
        os.rename(old, out)
        raise
    shutil.rmtree(old, ignore_errors=True)
