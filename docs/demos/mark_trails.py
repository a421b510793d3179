"""The paths of many points."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, points, trails

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(steps):
    """Draw it."""
    rng = np.random.default_rng(1)
    walks = np.cumsum(0.12 * rng.normal(size=(steps + 1, 12, 2)), 0).clip(-2, 2)
    return {
        "plot": drawing(
            260,
            260,
            axes(PLANE, "x", "y"),
            trails(PLANE, walks, "muted"),
            points(PLANE, *walks[-1].T, "a"),
            says=f"twelve walks of {steps} steps",
        )
    }


def describe(steps):
    """Tell the state."""
    return f"Steps: {steps}."


DEMO = Demo(
    compute,
    describe,
    controls={"steps": Slider("Steps", 1, 40, start=20, step=1, plays=True)},
    views={"plot": View("", "half")},
)
