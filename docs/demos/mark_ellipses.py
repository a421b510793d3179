"""The unit circle under a map."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, ellipses

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(stretch):
    """Draw it."""
    maps = np.array([[[stretch, 0.4], [0.0, 0.6]], [[0.4, 0.0], [0.0, 0.4]]])
    centres = np.array([[0.0, 0.0], [0.0, 0.0]])
    return {
        "plot": drawing(
            260,
            260,
            axes(PLANE, "x", "y"),
            ellipses(PLANE, centres, maps, "a"),
            says=f"a circle, and one stretched {stretch} times",
        )
    }


def describe(stretch):
    """Tell the state."""
    return f"Stretch: {stretch}."


DEMO = Demo(
    compute,
    describe,
    controls={"stretch": Slider("Stretch", 0.2, 1.8, start=1.4, step=0.1, plays=True)},
    views={"plot": View("", "half")},
)
