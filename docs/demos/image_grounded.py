"""An image on a light ground of its own."""

import numpy as np

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import grounded, ink


def compute(smile):
    """Draw it."""
    x = np.linspace(-1, 1, 32)
    mouth = np.exp(-((x[:, None] - 0.5 + 0.4 * smile * x[None] ** 2) ** 2) / 0.006) * (np.abs(x[None]) < 0.5)
    eyes = sum(np.exp(-((x[None] - at) ** 2 + (x[:, None] + 0.3) ** 2) / 0.01) for at in (-0.4, 0.4))
    return {"plot": grounded(ink(np.clip(mouth + eyes, 0, 1), f"a face whose smile is {smile}"))}


def describe(smile):
    """Tell the state."""
    return f"Smile: {smile}."


DEMO = Demo(
    compute,
    describe,
    controls={"smile": Slider("Smile", -1.0, 1.0, start=0.5, step=0.1, plays=True)},
    views={"plot": View("", "half")},
)
