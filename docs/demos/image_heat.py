"""Strength of a warm colour."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import heat


def compute(size):
    """Draw it."""
    x = np.arange(28) - 13.5
    return {
        "plot": heat(
            np.exp(-(x[None] ** 2 + x[:, None] ** 2) / (2 * size**2)), 1.0, f"a warm spot of size {size}"
        )
    }


def describe(size):
    """Tell the state."""
    return f"Size: {size}."


DEMO = Demo(
    compute,
    describe,
    controls={"size": Slider("Size", 1.0, 8.0, start=3.0, step=0.5, plays=True)},
    views={"plot": View("", "half")},
)
