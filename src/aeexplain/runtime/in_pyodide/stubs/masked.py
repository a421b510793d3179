"""In the place of numpy.ma, which NumPy's own functions load only to ask whether an array is masked: none is."""

import importlib
from typing import Any


def is_masked(x: object) -> bool:
    """Tell whether an array has masked elements."""
    return False


def isMaskedArray(x: object) -> bool:  # noqa: N802 (NumPy's name)
    """Tell whether an array is a masked one."""
    return False


def __getattr__(name: str) -> Any:
    return importlib.import_module("aeexplain.fetched").attribute_of_whole(__name__, name)
