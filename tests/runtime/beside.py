"""Runs inside Pyodide that has started from the engine: import and use what that lacks. Mounted: /engine with all of its files.

The last expression is JSON: what each use gave, and which files were fetched.
"""

import json
import pathlib
import traceback
from collections.abc import Callable
from typing import Any

import pyodide_js
from pyodide.ffi import to_js

from aeexplain import bridge, fetched

asked: list[str] = []


class Sent:
    """A file as JavaScript hands it over."""

    def __init__(self, name: str) -> None:
        asked.append(name)
        self.to_bytes = pathlib.Path("/engine", name).read_bytes


def put(place: int, content: bytes) -> None:
    """Put bytes into Python's own memory."""
    pyodide_js._module.HEAPU8.set(to_js(content), place)


def tried(use: Callable[[], Any]) -> str:
    """Return what a use gives, as text, or what it raises."""
    try:
        return repr(use())
    except BaseException:
        return traceback.format_exc()


def used(code: str, result: str) -> Callable[[], Any]:
    """Return what runs code and then tells an expression."""

    def use() -> Any:
        scope: dict[str, Any] = {}
        exec(code, scope)
        return eval(result, scope)

    return use


fetched.look_beside(pathlib.Path("/engine/digest").read_text(), Sent, put)
first = {name: tried(lambda name=name: bridge.find(name) and None) for name in bridge.names()}  # type: ignore[misc]
by_demos = [*asked]
uses = {
    "json": ("import json", "json.dumps([1])"),
    "asyncio": ("import asyncio", "asyncio.Queue.__name__"),
    "decimal": ("from decimal import Decimal", "Decimal('0.1') + 1"),
    "statistics": ("import statistics", "statistics.median([3, 1, 2])"),
    "csv": ("import csv", "list(csv.reader(['a,b']))"),
    "html": ("from html.parser import HTMLParser", "HTMLParser.__name__"),
    "masked": (
        "import numpy as np\nimport numpy.ma as ma",
        "float(ma.array([1.0, 9.0], mask=[0, 1]).mean())",
    ),
    "seeded": ("import numpy as np\nnp.random.seed(1)", "round(float(np.random.normal()), 6)"),
    "old": ("from numpy.random import RandomState", "RandomState(3).randint(100)"),
    "fft": ("import numpy as np", "np.fft.fft([1.0, 0, 0, 0]).real.tolist()"),
    "polynomial": ("from numpy.polynomial import Polynomial", "Polynomial([1, 2])(3.0)"),
    "nanmedian": ("import numpy as np", "float(np.nanmedian([np.nan, 1, 2, 3]))"),
    "names": ("import unicodedata", "unicodedata.name('é')"),
    "escape": ("", r"'\N{BULLET}'"),
    "big5": ("", "'中'.encode('big5')"),
    "idna": ("", "'bücher'.encode('idna')"),
    "generators": (
        "import numpy as np",
        "round(float(np.random.Generator(np.random.MT19937(1)).random()), 6)",
    ),
    "nowhere": ("", "__import__('nowhere')"),
}
json.dumps(
    {
        "demos": first,
        "by_demos": by_demos,
        "uses": {name: tried(used(*use)) for name, use in uses.items()},
        "asked": asked,
    }
)
