"""Seed: Press **Other points**."""

import numpy as np

from aeexplain.demo import Demo, Seed, View
from aeexplain.draw import Plane, axes, drawing, points

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(seed):
    """Draw it."""
    mark = points(PLANE, *np.random.default_rng(seed).uniform(-1.9, 1.9, (2, 30)), "a")
    told = f"thirty points, drawn from seed {seed}"
    return {"plot": drawing(260, 260, axes(PLANE, "x", "y"), mark, says=told, reach=PLANE.reach)}


def describe(seed):
    """Tell the state."""
    return f"Seed: {seed}."


DEMO = Demo(
    compute, describe, controls={"seed": Seed("Points", "Other points")}, views={"plot": View("", "half")}
)
