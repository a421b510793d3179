"""Closed shapes."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, polygons

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(corners):
    """Draw it."""
    turn = 2 * np.pi * np.arange(corners) / corners
    shape = np.stack((np.cos(turn), np.sin(turn)), 1)
    return {
        "plot": drawing(
            260,
            260,
            axes(PLANE, "x", "y"),
            polygons(PLANE, 1.5 * shape[None], "b"),
            polygons(PLANE, shape[None], "a", filled=True),
            says=f"two polygons of {corners} corners",
        )
    }


def describe(corners):
    """Tell the state."""
    return f"Corners: {corners}."


DEMO = Demo(
    compute,
    describe,
    controls={"corners": Slider("Corners", 3, 12, start=5, step=1, plays=True)},
    views={"plot": View("", "half")},
)
