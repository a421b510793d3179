"""Pyodide and NumPy as they come, with our rooms in a wheel of sources: what the bench compares the engine with."""

import json
from importlib.metadata import version
from pathlib import Path

from pyodide_lock.spec import PackageSpec, PyodideLockSpec

from aeexplain.files.digests import sha256
from aeexplain.project import Project
from aeexplain.runtime import shipped_sources
from aeexplain.runtime.engine import SCRIPTS, STDLIB, WASM, sources_of
from aeexplain.runtime.wheel import pack

LOCK = "pyodide-lock.json"


def stock(numpy_wheel: Path, project: Project) -> dict[str, bytes]:
    """Return the files of a folder from which Pyodide loads the packages "numpy" and "aeexplain"."""
    pyodide = sources_of(numpy_wheel, project).pyodide
    name, wheel = pack("aeexplain", version("aeexplain"), shipped_sources.sources(project))
    copied = {file: (pyodide / file).read_bytes() for file in (*SCRIPTS, WASM, STDLIB)}
    lock = lock_file(pyodide / LOCK, name, wheel)
    return {**copied, numpy_wheel.name: numpy_wheel.read_bytes(), name: wheel, LOCK: lock}


def lock_file(pyodides: Path, name: str, wheel: bytes) -> bytes:
    """Return a lock file of NumPy, as Pyodide's own knows it, and our wheel."""
    theirs = PyodideLockSpec.from_json(pyodides)
    ours = PackageSpec(
        name="aeexplain",
        version=name.split("-")[1],
        file_name=name,
        install_dir="site",
        sha256=sha256(wheel),
        imports=["aeexplain"],
        depends=["numpy"],
    )
    lock = PyodideLockSpec(info=theirs.info, packages={"aeexplain": ours, "numpy": theirs.packages["numpy"]})
    lock.check_wheel_filenames()
    return json.dumps(lock.to_dict(), indent=1, sort_keys=True).encode()
