"""A text at a place."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, label, line, points

PLANE = Plane.over(360, 220, (0, 10), (-2, 2), margins=(28, 12, 38, 42))


def compute(where):
    """Draw it."""
    x = np.linspace(0, 10, 200)
    left, top = PLANE.at(where, np.sin(where))
    marks = [line(PLANE, x, np.sin(x), "a"), points(PLANE, [where], [np.sin(where)], "b", "large")]
    return {
        "plot": drawing(
            360,
            220,
            axes(PLANE, "x", "y"),
            *marks,
            label("here", float(left), float(top) - 10, "b", "middle"),
            says=f"a sine, with a point at {where}",
        )
    }


def describe(where):
    """Tell the state."""
    return f"Where: {where}."


DEMO = Demo(
    compute,
    describe,
    controls={"where": Slider("Where", 1.0, 9.0, start=3.0, step=0.5, plays=True)},
    views={"plot": View("", "half")},
)
