"""A bar for each height."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, bars, drawing

PLANE = Plane.over(360, 220, (-1, 12), (-1, 1), margins=(28, 12, 38, 42))


def compute(kept):
    """Draw it."""
    heights = np.cos(np.arange(12)) * 0.9 ** np.arange(12)
    return {
        "plot": drawing(
            360,
            220,
            axes(PLANE, "number", "height"),
            bars(PLANE, heights, np.arange(12) < kept),
            says=f"twelve bars, of which {kept} are kept",
        )
    }


def describe(kept):
    """Tell the state."""
    return f"Kept: {kept}."


DEMO = Demo(
    compute,
    describe,
    controls={"kept": Slider("Kept", 0, 12, start=5, step=1, plays=True)},
    views={"plot": View("", "half")},
)
