"""From low to high on an even scale."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import scaled


def compute(tilt):
    """Draw it."""
    x = np.linspace(-1, 1, 28)
    return {"plot": scaled(x[None] + tilt * x[:, None], -2.0, 2.0, f"an even slope, tilted by {tilt}")}


def describe(tilt):
    """Tell the state."""
    return f"Tilt: {tilt}."


DEMO = Demo(
    compute,
    describe,
    controls={"tilt": Slider("Tilt", -1.0, 1.0, start=0.5, step=0.1, plays=True)},
    views={"plot": View("", "half")},
)
