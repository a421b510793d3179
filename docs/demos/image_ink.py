"""Ink on paper."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import ink


def compute(blur):
    """Draw it."""
    x = np.arange(28) - 13.5
    return {
        "plot": ink(
            np.exp(-((np.hypot(x[None], x[:, None]) - 8) ** 2) / blur**2),
            f"a ring of ink, blurred by {blur}",
            "a",
        )
    }


def describe(blur):
    """Tell the state."""
    return f"Blur: {blur}."


DEMO = Demo(
    compute,
    describe,
    controls={"blur": Slider("Blur", 0.5, 4.0, start=1.5, step=0.5, plays=True)},
    views={"plot": View("", "half")},
)
