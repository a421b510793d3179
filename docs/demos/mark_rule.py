"""A straight rule across the plane."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, line, rule

PLANE = Plane.over(360, 220, (0, 10), (-2, 2), margins=(28, 12, 38, 42))


def compute(where):
    """Draw it."""
    x = np.linspace(0, 10, 200)
    marks = [line(PLANE, x, np.sin(x), "a"), rule(PLANE, x=where, y=float(np.sin(where)))]
    return {
        "plot": drawing(
            360, 220, axes(PLANE, "x", "y"), *marks, says=f"a sine with a rule at {where}", reach=PLANE.reach
        )
    }


def describe(where):
    """Tell the state."""
    return f"Where: {where}."


DEMO = Demo(
    compute,
    describe,
    controls={"where": Slider("Where", 0.0, 10.0, start=4.0, step=0.5, on="plot", along="x")},
    views={"plot": View("", "half")},
)
