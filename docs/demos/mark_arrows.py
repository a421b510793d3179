"""Arrows along displacements."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, arrows, axes, drawing

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(turn):
    """Draw it."""
    grid = np.stack(np.meshgrid(np.linspace(-1.5, 1.5, 7), np.linspace(-1.5, 1.5, 7)), -1).reshape(-1, 2)
    angle = np.radians(turn)
    field = 0.3 * grid @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return {
        "plot": drawing(
            260,
            260,
            axes(PLANE, "x", "y"),
            arrows(PLANE, grid, field, "a"),
            says=f"a field of arrows outwards, turned by {turn} degrees",
        )
    }


def describe(turn):
    """Tell the state."""
    return f"Turn, degrees: {turn}."


DEMO = Demo(
    compute,
    describe,
    controls={"turn": Slider("Turn, degrees", 0, 90, start=20, step=5, plays=True)},
    views={"plot": View("", "half")},
)
