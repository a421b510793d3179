"""Squares or discs as strong as a share."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import drawing, opacity_marks


def compute(row):
    """Draw it."""
    shares = np.exp(-0.3 * (np.arange(8)[None] - row) ** 2 - 0.1 * (np.arange(8)[:, None] - 3) ** 2)
    places = np.stack(np.meshgrid(20 + 32.0 * np.arange(8), 20 + 32.0 * np.arange(8)), -1).reshape(-1, 2)
    return {
        "plot": drawing(
            264,
            264,
            opacity_marks(places, shares.reshape(-1), 28, "a", round=True),
            says=f"64 discs, the strongest in column {row}",
        )
    }


def describe(row):
    """Tell the state."""
    return f"Row: {row}."


DEMO = Demo(
    compute,
    describe,
    controls={"row": Slider("Row", 0, 7, start=3, step=1, plays=True)},
    views={"plot": View("", "half")},
)
