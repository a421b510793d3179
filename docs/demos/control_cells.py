"""Cells: Tap cells, or draw over them."""

import numpy as np

from aeexplain.demo import Cells, Demo, View
from aeexplain.draw import ink, reached


def compute(cells):
    """Draw it."""
    on = np.isin(np.arange(16), cells).reshape(4, 4)
    return {"plot": reached(ink(0.8 * on, f"{len(cells)} of 16 cells are on", "a"), x=(0, 4), y=(0, 4))}


def describe(cells):
    """Tell the state."""
    return f"Cells: {cells}."


DEMO = Demo(
    compute,
    describe,
    controls={"cells": Cells("Cells", "plot", 4, 4, start=(5, 6), rubs=True)},
    views={"plot": View("", "half")},
)
