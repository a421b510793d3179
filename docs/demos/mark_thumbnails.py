"""Many small pictures."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import drawing, thumbnails


def compute(shift):
    """Draw it."""
    x = np.arange(8)
    waves = [0.5 + 0.5 * np.sin((x[None] + shift) * k / 2 + x[:, None] / 3) for k in range(1, 7)]
    places = np.stack((20 + 60.0 * np.arange(6), np.full(6, 20.0)), 1)
    return {
        "plot": drawing(
            400,
            80,
            thumbnails(np.array(waves), places, (5, 5), "a"),
            says=f"six pictures of waves, shifted by {shift}",
        )
    }


def describe(shift):
    """Tell the state."""
    return f"Shift: {shift}."


DEMO = Demo(
    compute,
    describe,
    controls={"shift": Slider("Shift", 0, 7, start=2, step=1, plays=True)},
    views={"plot": View("", "half")},
)
