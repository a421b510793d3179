"""In the place of asyncio, which Pyodide loads in case Python awaits a promise of JavaScript: no figure awaits anything."""

import importlib
from typing import Any


def get_event_loop() -> None:
    """Raise, since there is no loop."""
    raise RuntimeError("the live engine has no event loop")


def __getattr__(name: str) -> Any:
    return importlib.import_module("aeexplain.fetched").attribute_of_whole(__name__, name)
