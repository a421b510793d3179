"""Points, small or large."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Plane, axes, drawing, points

PLANE = Plane.over(360, 220, (0, 10), (-2, 2), margins=(28, 12, 38, 42))


def compute(noise):
    """Draw it."""
    rng = np.random.default_rng(0)
    x = np.linspace(0.5, 9.5, 40)
    y = np.sin(x) + noise * rng.normal(size=40)
    return {
        "plot": drawing(
            360,
            220,
            axes(PLANE, "x", "y"),
            points(PLANE, x, np.clip(y, -2, 2), "ink"),
            points(PLANE, x[:1], np.clip(y[:1], -2, 2), "a", "large"),
            says=f"40 points around a sine, {noise} from it",
        )
    }


def describe(noise):
    """Tell the state."""
    return f"Noise: {noise}."


DEMO = Demo(
    compute,
    describe,
    controls={"noise": Slider("Noise", 0.0, 1.0, start=0.3, step=0.05, plays=True)},
    views={"plot": View("", "half")},
)
