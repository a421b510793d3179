"""Packages that a site's figures import beside NumPy: pure-Python wheels, their hashes locked in the site.

What site.toml asks for is resolved once by pip, with what it rests on, into `packages.lock`; from then on only wheels of
these hashes are taken. They are unpacked into the site's `.cache`, where the build imports them and pages get them from.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aeexplain.errors import ExplainError
from aeexplain.files.atomic import write_atomically
from aeexplain.files.digests import integrity_from_sha256
from aeexplain.setup.steps import offline, reason
from aeexplain.setup.verified import Pin, Say, Source, fetch

EXACT = re.compile(r"([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)==([\w.!+-]+)")
PURE = "-none-any.whl"
THERE = ("numpy", "aeexplain")  # what figures have without asking
NOTICES = "LICENSES.txt"  # of the packages, in the folder that they are unpacked into
LICENSE = re.compile(r"[^/]+\.dist-info/(?:licenses/.*|LICEN[CS]E[^/]*|COPYING[^/]*|NOTICE[^/]*)")
RESOLVE_SECONDS = 600


@dataclass(frozen=True)
class LockedPackage:
    """A wheel by its name, its version, its file's name and the SHA-256 of that in hex."""

    name: str
    version: str
    file: str
    sha256: str


def ensure_packages(wanted: Sequence[str], lock: Path, where: str, folder_of: Any, say: Say) -> None:
    """Have what `wanted` asks for, each `name==version`, unpacked into `folder_of()`; locked in `lock` first where it is not.

    where: the line of site.toml that asks. What cannot be had: ExplainError there.
    """
    for each in wanted:
        check_requirement(each, where)
    if not wanted:
        lock.unlink(missing_ok=True)
        return
    if (known := _read(lock)) is None or known[0] != sorted(wanted):
        packages = _resolved(sorted(wanted), where, say)
        text = {"browser": sorted(wanted), "packages": [asdict(each) for each in packages]}
        write_atomically(lock, (json.dumps(text, indent=1) + "\n").encode())
        known = sorted(wanted), packages
    folder = folder_of()
    if not folder.is_dir():
        _unpack([(each, _wheel(each, lock, say)) for each in known[1]], folder, where)


def check_requirement(text: str, where: str) -> None:
    """Raise an ExplainError for what names no version of a package, and for what figures have without asking."""
    found = EXACT.fullmatch(text)
    if not found:
        raise ExplainError(where, f"{text!r:.80} names no one version of a package", 'write "einops==0.8.1"')
    if found[1].lower() in THERE:
        raise ExplainError(where, f"{found[1]} is there without asking, in the engine's version", "remove it")


def _read(lock: Path) -> tuple[list[str], list[LockedPackage]] | None:
    """Return what a lock file was made for, and what it locks; None where there is none. A spoilt one: ExplainError."""
    try:
        text = json.loads(lock.read_text(encoding="utf-8"))
        return list(text["browser"]), [LockedPackage(**each) for each in text["packages"]]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise ExplainError(
            lock.name, "cannot be read as a lock file", "delete it; a build makes it anew"
        ) from None


def _resolved(wanted: list[str], where: str, say: Say) -> list[LockedPackage]:
    """Return the wheels that pip would install for these requirements, NumPy aside; each must be pure Python."""
    if offline():
        what = f"{', '.join(wanted)}: not locked yet, and AEEXPLAIN_OFFLINE is set"
        raise ExplainError(where, what, "unset it and run again")
    # Only here, as below, since it comes with what fetches, which hardly any build needs.
    from aeexplain.setup.fetch import pins

    if not find_spec("pip"):  # as in environments that other tools make
        what = "packages are asked of pip, which is not installed beside aeexplain"
        raise ExplainError(where, what, f"run: {sys.executable} -m ensurepip")
    say(f"asking pip for {', '.join(wanted)}")
    with tempfile.TemporaryDirectory() as name:
        report, limits = Path(name, "report.json"), Path(name, "limits.txt")
        version = pins()["numpy"]["name"].split("-")[1]
        limits.write_text(f"numpy=={version}\n", encoding="utf-8")
        asked = ["--dry-run", "--ignore-installed", "--only-binary=:all:", "--no-input", "-c", str(limits)]
        pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
        done = subprocess.run(
            [*pip, *asked, "--report", str(report), *wanted],
            capture_output=True,
            text=True,
            timeout=RESOLVE_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode != 0:
            what = f"pip cannot have {', '.join(wanted)}: {reason(chr(10) + done.stderr)}"
            raise ExplainError(where, what, "check name and version, which must be there as a wheel")
        installed = json.loads(report.read_text(encoding="utf-8"))["install"]
    return [each for each in (_locked(entry, where) for entry in installed) if each.name not in THERE]


def _locked(entry: Mapping[str, Any], where: str) -> LockedPackage:
    """Return a package of pip's report; one that is no pure Python: ExplainError."""
    metadata, download = entry["metadata"], entry["download_info"]
    name, version = metadata["name"].lower(), metadata["version"]
    file = download["url"].rpartition("/")[2]
    if not file.endswith(PURE) and name not in THERE:
        what = f"{name} {version} is compiled for this machine ({file}), and readers' browsers run pure Python alone"
        hint = "compute with NumPy, or show a picture that was drawn with it beforehand"
        raise ExplainError(where, what, hint)
    return LockedPackage(name, version, file, download["archive_info"]["hashes"]["sha256"])


def _wheel(package: LockedPackage, lock: Path, say: Say) -> Path:
    """Return the wheel of a locked package, of the locked hash; where none is to be had: ExplainError."""
    from aeexplain.setup.fetch import run

    def get(folder: Path, _: Say) -> Path:
        options = ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "-d", str(folder)]
        wanted = f"{package.name}=={package.version}"
        run([sys.executable, "-m", "pip", "download", *options, wanted])
        return folder / package.file

    pin = Pin(package.file, integrity_from_sha256(package.sha256))
    try:
        return fetch(pin, [Source("pip's index", get)], say)
    except ExplainError as error:
        hint = "where another wheel is meant, delete the lock file; a build makes it anew"
        raise ExplainError(lock.name, f"{package.name} {package.version}: {error.what}", hint) from error


def _unpack(wheels: Sequence[tuple[LockedPackage, Path]], folder: Path, where: str) -> None:
    """Unpack wheels side by side, without what is about the packages themselves but for their licenses."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        fresh, notices = Path(name, "fresh"), []
        fresh.mkdir()
        for package, path in wheels:
            with zipfile.ZipFile(path) as wheel:
                notices.append(_notice(package, wheel))
                members = [each for each in wheel.namelist() if _is_code(each)]
                _check_tops(package, members, where)
                wheel.extractall(fresh, members)
        (fresh / NOTICES).write_text("\n\n".join(notices), encoding="utf-8")
        if not folder.exists():
            shutil.move(fresh, folder)


def _is_code(member: str) -> bool:
    top = member.partition("/")[0]
    return not top.endswith((".dist-info", ".data")) and not member.endswith("/")


def _check_tops(package: LockedPackage, members: Sequence[str], where: str) -> None:
    """Raise an ExplainError for a module that would take the place of one of Python's own, or of one that ships."""
    tops = {member.partition("/")[0].removesuffix(".py") for member in members}
    taken = sorted(tops & {*sys.stdlib_module_names, *THERE})
    if taken:
        what = f"{package.name} {package.version} brings {taken[0]!r}, which is another's name"
        raise ExplainError(where, what, "do without it")


def _notice(package: LockedPackage, wheel: zipfile.ZipFile) -> str:
    """Return a package's name and the texts of its license."""
    read = partial(str, encoding="utf-8", errors="replace")
    texts = [read(wheel.read(each)).strip() for each in sorted(wheel.namelist()) if LICENSE.fullmatch(each)]
    told = "\n\n".join(texts) or "Its wheel holds no license."
    rule = "=" * 100
    return f"{rule}\n{package.name} {package.version} - as it is in its wheel\n{rule}\n\n{told}\n"
