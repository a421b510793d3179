"""Thin lines from here to there."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, line, points, segments

PLANE = Plane.over(360, 220, (0, 10), (-2, 2), margins=(28, 12, 38, 42))


def compute(slope):
    """Draw it."""
    x = np.linspace(1, 9, 9)
    y = np.sin(x)
    fit = slope * (x - 5)
    lost = segments(PLANE, np.stack((x, y), 1), np.stack((x, fit), 1), "b")
    return {
        "plot": drawing(
            360,
            220,
            axes(PLANE, "x", "y"),
            lost,
            line(PLANE, x, fit, "a"),
            points(PLANE, x, y, "ink"),
            says=f"nine points and how far a line of slope {slope} misses them",
        )
    }


def describe(slope):
    """Tell the state."""
    return f"Slope: {slope}."


DEMO = Demo(
    compute,
    describe,
    controls={"slope": Slider("Slope", -0.3, 0.3, start=0.1, step=0.02, plays=True)},
    views={"plot": View("", "half")},
)
