"""A line through points."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, line

PLANE = Plane.over(360, 220, (0, 10), (-2, 2), margins=(28, 12, 38, 42))


def compute(pitch):
    """Draw it."""
    x = np.linspace(0, 10, 200)
    curve = line(PLANE, x, np.sin(pitch * x), "a")
    other = line(PLANE, x, np.cos(x), "b dashed")
    return {
        "plot": drawing(
            360, 220, axes(PLANE, "x", "y"), curve, other, says=f"a sine of pitch {pitch} and a dashed cosine"
        )
    }


def describe(pitch):
    """Tell the state."""
    return f"Pitch: {pitch}."


DEMO = Demo(
    compute,
    describe,
    controls={"pitch": Slider("Pitch", 0.2, 3.0, start=1.0, step=0.1, plays=True)},
    views={"plot": View("", "half")},
)
