"""Where a surface is high."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, filled_contours

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(width):
    """Draw it."""
    x = np.linspace(-2, 2, 60)
    surface = np.exp(-(x[None] ** 2 + (x[:, None] - 0.5) ** 2) / (2 * width**2))
    return {
        "plot": drawing(
            260,
            260,
            axes(PLANE, "x", "y"),
            filled_contours(PLANE, surface, [0.2, 0.5, 0.8], "a"),
            says=f"a hill of width {width}",
        )
    }


def describe(width):
    """Tell the state."""
    return f"Width: {width}."


DEMO = Demo(
    compute,
    describe,
    controls={"width": Slider("Width", 0.3, 1.2, start=0.6, step=0.1, plays=True)},
    views={"plot": View("", "half")},
)
