"""Toggle: Switch it."""

import numpy as np

from aeexplain.demo import Demo, Toggle, View
from aeexplain.draw import Plane, axes, drawing, line

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(squared):
    """Draw it."""
    x = np.linspace(-2, 2, 100)
    mark = line(PLANE, x, np.sin(3 * x) ** (2 if squared else 1), "a")
    told = f"a sine{', squared' if squared else ''}"
    return {"plot": drawing(260, 260, axes(PLANE, "x", "y"), mark, says=told, reach=PLANE.reach)}


def describe(squared):
    """Tell the state."""
    return f"Toggle: {squared}."


DEMO = Demo(compute, describe, controls={"squared": Toggle("Squared")}, views={"plot": View("", "half")})
