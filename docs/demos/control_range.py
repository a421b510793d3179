"""Range: Move either end."""

import numpy as np

from aeexplain.demo import Demo, Range, View
from aeexplain.draw import Plane, axes, drawing, line

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(kept):
    """Draw it."""
    low, high = kept
    x = np.linspace(-2, 2, 200)
    x = x[(x >= low) & (x <= high)]
    mark = line(PLANE, x, np.sin(3 * x), "a") if len(x) > 1 else ""
    told = f"a sine from {low} to {high}"
    return {"plot": drawing(260, 260, axes(PLANE, "x", "y"), mark, says=told, reach=PLANE.reach)}


def describe(kept):
    """Tell the state."""
    return f"Range: {kept}."


DEMO = Demo(
    compute,
    describe,
    controls={"kept": Range("Kept", -2.0, 2.0, start=(-1.0, 1.0), step=0.1)},
    views={"plot": View("", "half")},
)
