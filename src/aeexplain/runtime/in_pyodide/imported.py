"""Runs inside Pyodide: import our rooms and tell which members of the library that took.

Mounted: /src with their sources. The last expression is JSON: the members, without their suffix, that were loaded by then.
"""

import importlib
import json
import pkgutil
import sys
from contextlib import suppress
from typing import Any

STDLIB = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip/"
SITE = f"/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages/"
# What most figures take beside what our rooms do.
USUAL = (
    *(
        "bisect",
        "collections",
        "dataclasses",
        "functools",
        "heapq",
        "itertools",
        "math",
        "operator",
        "typing",
    ),
    *("numpy.fft", "numpy.ma", "numpy.random"),
)


def import_everything(package: Any) -> None:
    """Import every module of a package that can be; where one is being written, the build tells."""
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        with suppress(Exception):
            importlib.import_module(module.name)


def fail() -> None:
    """Raise and tell some errors, as a figure may: that loads what words them."""
    import traceback

    for wrong in ("unknown_name", "1 / 0", "np.linalg.inv(np.zeros((2, 2)))", "np.ones(2) @ np.ones(3)", "("):
        try:
            exec("import numpy as np\n" + wrong)
        except Exception:
            traceback.format_exc()


def member_of(file: str) -> str | None:
    """Return a module's place in its archive, without suffix, from its __file__; None for what is no library's."""
    for beginning in (STDLIB, SITE):
        if file.startswith(beginning):
            return file.removeprefix(beginning).partition(".")[0]
    return None


def taken() -> list[str]:
    """Return the members that are loaded; what Python has frozen into itself is not taken from the archive."""
    modules = [m for m in list(sys.modules.values()) if getattr(m, "__file__", None)]
    loaded = [m for m in modules if getattr(m.__spec__, "origin", None) != "frozen"]
    return sorted({member for module in loaded if (member := member_of(str(module.__file__)))})


sys.path.insert(0, "/src")
import_everything(importlib.import_module("aeexplain"))
for name in USUAL:
    importlib.import_module(name)
fail()
json.dumps(taken())
