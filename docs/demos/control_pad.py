"""Pad: Press the pencil, and draw."""

import numpy as np

from aeexplain.demo import Demo, Pad, View
from aeexplain.draw import ink


def compute(drawn):
    """Draw it."""
    x = np.zeros(784) if drawn is None else drawn
    return {"plot": ink(x.reshape(28, 28), "nothing yet" if drawn is None else "what was drawn")}


def describe(drawn):
    """Tell the state."""
    return f"Pad: {drawn}."


DEMO = Demo(compute, describe, controls={"drawn": Pad("Draw a digit")}, views={"plot": View("", "half")})
