"""Images in rows."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import image_grid, ink


def compute(marked):
    """Draw it."""
    x = np.arange(12)
    images = [
        ink(0.5 + 0.5 * np.sin(x[None] * k / 3) * np.cos(x[:, None] * k / 5), f"pattern {k}")
        for k in range(12)
    ]
    return {
        "plot": image_grid(
            images,
            6,
            f"twelve patterns, number {marked} framed",
            active=np.arange(12) >= marked,
            marked=marked,
        )
    }


def describe(marked):
    """Tell the state."""
    return f"Marked: {marked}."


DEMO = Demo(
    compute,
    describe,
    controls={"marked": Slider("Marked", 0, 11, start=4, step=1, plays=True)},
    views={"plot": View("", "half")},
)
