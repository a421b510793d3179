"""Pyodide and NumPy as they come, with our rooms in a wheel of sources: what the bench compares the engine with."""

import json
from importlib.metadata import version
from pathlib import Path

from pyodide_lock.spec import PackageSpec

from aeexplain.files.digests import sha256
from aeexplain.project import Project
from aeexplain.runtime import shipped_sources
from aeexplain.runtime.engine import STDLIB, sources_of
from aeexplain.runtime.pyodide_lock_file import LOCK, lock_with
from aeexplain.runtime.shrink.pyodide_files import SCRIPTS, WASM
from aeexplain.runtime.wheel import pack


def stock_files(numpy_wheel: Path, project: Project) -> dict[str, bytes]:
    """Return the files of a folder from which Pyodide loads the packages "numpy" and "aeexplain"."""
    pyodide = sources_of(numpy_wheel, project.package).pyodide
    name, wheel = pack("aeexplain", version("aeexplain"), shipped_sources.sources(project))
    copied = {file: (pyodide / file).read_bytes() for file in (*SCRIPTS, WASM, STDLIB)}
    lock = json.dumps(lock_with(pyodide, ["numpy"], [package_of(name, wheel)]), indent=1, sort_keys=True)
    return {**copied, numpy_wheel.name: numpy_wheel.read_bytes(), name: wheel, LOCK: lock.encode()}


def package_of(file_name: str, wheel: bytes) -> PackageSpec:
    """Return the lock file's entry of our wheel."""
    return PackageSpec(
        name="aeexplain",
        version=file_name.split("-")[1],
        file_name=file_name,
        install_dir="site",
        sha256=sha256(wheel),
        imports=["aeexplain"],
        depends=["numpy"],
    )
