"""Runs inside Pyodide: draw every figure and tell which members of the library that took.

Mounted: /src with our sources, /weights. The last expression is JSON: the members,
without their suffix, that were loaded by then.
"""

import importlib
import json
import pkgutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

STDLIB = f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip/"
SITE = f"/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages/"
STEPS = 4  # of each run


def import_everything(package: Any) -> None:
    """Import every module of a package that can be; where one is being written, the build tells."""
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        with suppress(Exception):
            importlib.import_module(module.name)


def draw(stage: Any, name: str) -> None:
    """Draw a demo's first frame and the first steps of its run, as the worker has them drawn."""
    stage.frame(name, "{}")
    stage.begin(name, "{}")
    for _ in range(STEPS):
        stage.advance(name)
    stage.end(name)


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
bridge = importlib.import_module("aeexplain.bridge")
for room in ("nn", "data", "draw", "demo", "demos", "edits"):
    import_everything(importlib.import_module(f"aeexplain.{room}"))
stage = bridge.Stage()
for weight in sorted(Path("/weights").glob("*.json")):
    with suppress(Exception):  # a model that is being trained anew; the build tells
        stage.load(weight.stem, weight.read_text(encoding="utf-8"))
for demo in bridge.names():
    with suppress(Exception):  # a figure that is being written; the build tells
        draw(stage, demo)
fail()
json.dumps(taken())
