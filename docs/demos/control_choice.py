"""Choice: Pick a curve."""

import numpy as np

from aeexplain.demo import Choice, Demo, View
from aeexplain.draw import Plane, axes, drawing, line

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(curve):
    """Draw it."""
    x = np.linspace(-2, 2, 100)
    y = (np.sin(3 * x), np.cos(3 * x), np.sin(3 * x) + np.cos(3 * x))[curve]
    mark = line(PLANE, x, y, "a")
    told = f"curve number {curve + 1} of three"
    return {"plot": drawing(260, 260, axes(PLANE, "x", "y"), mark, says=told, reach=PLANE.reach)}


def describe(curve):
    """Tell the state."""
    return f"Choice: {curve}."


DEMO = Demo(
    compute,
    describe,
    controls={"curve": Choice("Curve", ("sine", "cosine", "both"))},
    views={"plot": View("", "half")},
)
