"""Marks over an image."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, overlaid, points, scaled


def compute(where):
    """Draw it."""
    x = np.linspace(0, 1, 40)
    hill = np.exp(-((x[None] - where) ** 2 + (x[:, None] - 0.5) ** 2) / 0.05)
    box = Plane.over(200, 200, (0, 1), (0, 1), margins=(0, 0, 0, 0))
    return {
        "plot": overlaid(
            scaled(hill, 0.0, 1.0, f"a hill at {where}, with a point on its top"),
            200,
            200,
            points(box, [where], [0.5], "a", "large"),
        )
    }


def describe(where):
    """Tell the state."""
    return f"Where: {where}."


DEMO = Demo(
    compute,
    describe,
    controls={"where": Slider("Where", 0.0, 1.0, start=0.3, step=0.05, plays=True)},
    views={"plot": View("", "half")},
)
