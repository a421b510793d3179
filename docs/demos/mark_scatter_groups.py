"""Points of several kinds, at once."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, scatter_groups

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(apart):
    """Draw it."""
    rng = np.random.default_rng(0)
    kinds = np.repeat(np.arange(3), 60)
    turn = 2 * np.pi * kinds / 3
    x, y = (
        apart * np.cos(turn) + 0.2 * rng.normal(size=180),
        apart * np.sin(turn) + 0.2 * rng.normal(size=180),
    )
    return {
        "plot": drawing(
            260,
            260,
            axes(PLANE, "x", "y"),
            scatter_groups(PLANE, x, y, kinds, ["0", "1", "2"]),
            says=f"three groups of 60 points, {apart} from the middle",
        )
    }


def describe(apart):
    """Tell the state."""
    return f"Apart: {apart}."


DEMO = Demo(
    compute,
    describe,
    controls={"apart": Slider("Apart", 0.0, 1.5, start=1.0, step=0.1, plays=True)},
    views={"plot": View("", "half")},
)
