"""The folder that the live engine starts from: Pyodide, NumPy's wheel, the wheel of our shipped rooms, and their lock file.

Pure data: names and bytes, the same from the same tree wherever it is made. Pyodide comes from node_modules (npm checked its
hash), NumPy from the verified cache.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyodide_lock.spec import PackageSpec, PyodideLockSpec

from aeexplain.errors import ExplainError
from aeexplain.setup.fetch import pins
from aeexplain.setup.node import node_package
from aeexplain.setup.places import ROOT
from aeexplain.site.wheel import pack

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
SHIPPED = ("__init__.py", "errors.py", "demo", "checkpoint.py", "bridge.py", "nn", "data", "draw", "demos")


@dataclass(frozen=True)
class Engine:
    """The engine's files by name, and which of them are the two wheels."""

    files: Mapping[str, bytes]
    wheel: str
    numpy: str


def engine(numpy_wheel: Path, root: Path = ROOT) -> Engine:
    """Return the engine of the tree at `root`; `numpy_wheel` is what `setup.fetch.numpy_wheel()` returned.

    ExplainError where Pyodide is not there, is not the pinned version, or wants another NumPy than this one.
    """
    pyodide = node_package("pyodide", root / "node_modules")
    check_version(pyodide)
    name, wheel = shipped_wheel(root)
    numpy = numpy_wheel.read_bytes()
    lock = lock_file(pyodide / "pyodide-lock.json", numpy_wheel.name, numpy, name, wheel)
    copied = {file: (pyodide / file).read_bytes() for file in PYODIDE_FILES}
    made = {numpy_wheel.name: numpy, name: wheel, "pyodide-lock.json": lock}
    return Engine({**copied, **made}, wheel=name, numpy=numpy_wheel.name)


def check_version(pyodide: Path) -> None:
    """Raise ExplainError unless the Pyodide of this folder is the pinned one."""
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    pinned = pins()["pyodide"]["version"]
    if version != pinned:
        what = f"is Pyodide {version}, and the pinned one is {pinned}"
        raise ExplainError(
            str(pyodide), what, "make package.json and setup/pins.toml agree, then run: python build.py"
        )


def shipped_wheel(root: Path = ROOT) -> tuple[str, bytes]:
    """Return name and bytes of the wheel of the rooms that ship."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = root / "src" / "aeexplain"
    sources = [path for room in SHIPPED for path in python_files(package / room)]
    members = {f"aeexplain/{path.relative_to(package).as_posix()}": path.read_bytes() for path in sources}
    return pack("aeexplain", project["version"], members)


def python_files(place: Path) -> list[Path]:
    """Return the Python files that `place` is or holds; none: ExplainError."""
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    if not files:
        raise ExplainError(
            str(place), "is a shipped room without any Python file", "mend SHIPPED in site/runtime.py"
        )
    return files


def lock_file(pyodides: Path, numpy_name: str, numpy: bytes, name: str, wheel: bytes) -> bytes:
    """Return a lock file of NumPy, as Pyodide's own knows it, and our wheel; nothing else can be loaded by it."""
    theirs = PyodideLockSpec.from_json(pyodides)
    known = theirs.packages["numpy"]
    if (known.file_name, known.sha256) != (numpy_name, sha256(numpy)):
        raise ExplainError(
            numpy_name, f"is not the wheel that {pyodides} names", "make setup/pins.toml name that one"
        )
    ours = PackageSpec(
        name="aeexplain",
        version=name.split("-")[1],
        file_name=name,
        install_dir="site",
        sha256=sha256(wheel),
        imports=["aeexplain"],
        depends=["numpy"],
    )
    lock = PyodideLockSpec(info=theirs.info, packages={"aeexplain": ours, "numpy": known})
    lock.check_wheel_filenames()
    return json.dumps(lock.to_dict(), indent=1, sort_keys=True).encode()


def sha256(content: bytes) -> str:
    """Return a SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()
