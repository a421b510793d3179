"""Runs inside Pyodide: import every shipped module, draw every figure, raise an error; the last expression tells all."""

import importlib
import json
import pathlib
import pkgutil
import traceback
from collections.abc import Callable
from typing import Any

import numpy

import aeexplain


def tried(act: Callable[[], Any]) -> str:
    """Return what was raised, or nothing."""
    try:
        act()
    except BaseException:
        return traceback.format_exc()
    return ""


def draw(name: str) -> None:
    """Draw a demo's first frame and the first two of its run."""
    stage.frame(name, "{}")
    if bridge.find(name).run:
        stage.begin(name, "{}")
        stage.advance(name)


names = [module.name for module in pkgutil.walk_packages(aeexplain.__path__, "aeexplain.")]
modules = {name: tried(lambda name=name: importlib.import_module(name)) for name in names}  # type: ignore[misc]
bridge = importlib.import_module("aeexplain.bridge")
stage = bridge.Stage()
for path in pathlib.Path("/weights").glob("*.json"):
    stage.load(path.stem, path.read_text())
json.dumps(
    {
        "numpy": numpy.__version__,
        "modules": modules,
        "frames": {name: tried(lambda name=name: draw(name)) for name in bridge.names()},  # type: ignore[misc]
        "raised": tried(lambda: draw("bottlenek")),
    }
)
