"""Finding a Python that can run the project, each candidate really tried. Runs on Python 3.9."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.setup.places import CHECKOUT
from aeexplain.setup.steps import run_step

FLOOR, CEILING = (3, 12), (3, 15)  # our own syntax wants 3.12; the pinned NumPy has wheels up to 3.14
TRIAL = (
    "import json, sys, venv, ensurepip;"
    "print(json.dumps([sys.implementation.name, list(sys.version_info[:2]), sys.executable]))"
)


def find_python() -> Path:
    """Return a Python that the environment can be made with, fetched by uv where the machine has none."""
    found, tried = first_that_runs(candidates())
    return found or python_of_uv(tried)


def candidates(home: "Path | None" = None) -> "Iterator[list[str]]":
    """Yield the commands that may be a fitting Python: the running one, those on PATH, pyenv's, Windows' launcher's."""
    yield [getattr(sys, "_base_executable", None) or sys.executable]
    names = [f"python3.{minor}" for minor in range(CEILING[1] - 1, FLOOR[1] - 1, -1)]
    yield from ([path] for path in map(shutil.which, [*names, "python3", "python"]) if path)
    versions = (home or Path.home()) / ".pyenv" / "versions"
    yield from ([str(path)] for path in sorted(versions.glob("3.*/bin/python"), reverse=True))
    if os.name == "nt":
        yield from (["py", name.replace("python", "-")] for name in names)


def first_that_runs(commands: "Iterable[list[str]]") -> "tuple[Path | None, list[str]]":
    """Return the first command's interpreter that fits, or None, and for each one before it why it does not."""
    tried: list[str] = []
    for command in dict.fromkeys(map(tuple, commands)):
        python, why_not = trial(command)
        if python:
            return python, tried
        tried.append(f"{' '.join(command)} ({why_not})")
    return None, tried


def trial(command: "Sequence[str]") -> "tuple[Path | None, str]":
    """Run a candidate; return its interpreter's own path, or None and why it does not fit."""
    try:
        tried = subprocess.run(
            [*command, "-I", "-c", TRIAL],
            capture_output=True,
            text=True,
            timeout=30,
            stdin=subprocess.DEVNULL,
        )
        name, version, executable = json.loads(tried.stdout)
    except (OSError, subprocess.TimeoutExpired):
        return None, "does not start"
    except ValueError:
        last = tried.stderr.strip().splitlines()[-1:] or [f"exit code {tried.returncode}"]
        return None, f"does not run: {last[0]}"
    if name != "cpython" or not FLOOR <= tuple(version) < CEILING:
        return None, f"is {name} {version[0]}.{version[1]}"
    return Path(executable), ""


def python_of_uv(tried: "list[str]") -> Path:
    """Return the Python 3.13 that uv, from the package index, fetches; ExplainError with all that was tried."""
    remedy = "install Python 3.12, 3.13 or 3.14 (with its venv module) and run again; tried " + ", ".join(
        tried
    )
    with tempfile.TemporaryDirectory() as folder:
        scripts = Path(folder) / ("Scripts" if os.name == "nt" else "bin")
        run_step("making a place for uv", [sys.executable, "-m", "venv", folder], remedy, network=False)
        lock = CHECKOUT / "requirements" / "uv.txt"
        pip: list[str | Path] = [scripts / "python", "-m", "pip", "install", "--require-hashes", "-r", lock]
        run_step("fetching uv", pip, remedy)
        run_step("fetching Python 3.13 with uv", [scripts / "uv", "python", "install", "3.13"], remedy)
        found = subprocess.run([scripts / "uv", "python", "find", "3.13"], capture_output=True, text=True)
    python, _ = first_that_runs([[found.stdout.strip()]])
    if python is None:
        raise ExplainError("build.py", "found no Python 3.12 or newer", remedy)
    return python
