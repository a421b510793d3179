"""Pyodide's lock files: what its own says of the wheels that it was built with, and those that we write, by pyodide-lock."""

from collections.abc import Iterable
from pathlib import Path

from pyodide_lock.spec import PackageSpec, PyodideLockSpec

from aeexplain.errors import ExplainError

LOCK = "pyodide-lock.json"


def brought_lock(pyodide: Path) -> PyodideLockSpec:
    """Return the lock file that a folder of Pyodide brings; ExplainError where it is none."""
    path = pyodide / LOCK
    try:
        return PyodideLockSpec.from_json(path)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ExplainError(str(path), f"is no lock file: {error}", "run build.py again") from None


def lock_with(pyodide: Path, names: Iterable[str], more: Iterable[PackageSpec] = ()) -> dict[str, object]:
    """Return a lock file for this Pyodide of some packages of its own, by name, and of more: wheels that an author adds.

    ValueError where a wheel's file name contradicts its name or version.
    """
    brought = brought_lock(pyodide)
    packages = {name: brought.packages[name] for name in names} | {each.name: each for each in more}
    lock = PyodideLockSpec(info=brought.info, packages=packages)
    lock.check_wheel_filenames()
    return lock.to_dict()


def lock_without_packages(pyodide: Path) -> dict[str, object]:
    """Return the lock file of our engine, which tells Pyodide that there is nothing else to install."""
    return lock_with(pyodide, ())


def check_numpy(pyodide: Path, file_name: str, sha256: str) -> None:
    """Raise ExplainError unless Pyodide's own lock file names this wheel of NumPy, by its SHA-256 in hex."""
    known = brought_lock(pyodide).packages.get("numpy")
    if known is None or (known.file_name, known.sha256) != (file_name, sha256):
        what = f"is not the wheel that {pyodide / LOCK} names"
        raise ExplainError(file_name, what, "make setup/pins.toml name that one")
