"""Slider: Drag the rule on the picture, or the slider; the button plays."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, line

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(height):
    """Draw it."""
    y = np.full(2, height)
    mark = line(PLANE, np.array([-2.0, 2.0]), y, "a")
    told = f"a line at height {height}"
    return {"plot": drawing(260, 260, axes(PLANE, "x", "y"), mark, says=told, reach=PLANE.reach)}


def describe(height):
    """Tell the state."""
    return f"Slider: {height}."


DEMO = Demo(
    compute,
    describe,
    controls={"height": Slider("Height", -1.5, 1.5, start=0.5, step=0.1, plays=True, on="plot", along="y")},
    views={"plot": View("", "half")},
)
