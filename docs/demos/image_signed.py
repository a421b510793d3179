"""Red above zero, teal below."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import signed


def compute(phase):
    """Draw it."""
    x = np.linspace(0, 6, 28)
    return {
        "plot": signed(
            np.sin(x[None] + phase) * np.cos(x[:, None]), 1.0, f"waves above and below zero, at phase {phase}"
        )
    }


def describe(phase):
    """Tell the state."""
    return f"Phase: {phase}."


DEMO = Demo(
    compute,
    describe,
    controls={"phase": Slider("Phase", 0.0, 6.0, start=1.0, step=0.25, plays=True)},
    views={"plot": View("", "half")},
)
