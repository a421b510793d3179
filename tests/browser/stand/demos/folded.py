"""A drawing in sight, and a picture of each kind in the fold: one of them has a handle."""

import numpy as np

from aeexplain.demo import Demo, Point, Slider, Table, View
from aeexplain.draw import Plane, drawing, ink, line, reached

PLANE = Plane.over(300, 200, (0, 6), (0, 6), (0, 0, 0, 0))


def compute(n, place):
    rows = [(f"unit {unit}", unit * n) for unit in range(n)]
    path = line(PLANE, np.arange(n + 1.0), np.arange(n + 1.0), "a")
    return {
        "shown": drawing(300, 200, path, says=f"a line to {n}"),
        "line": drawing(400, 200, path, says=f"the same line to {n}"),
        "image": reached(ink(np.eye(8) * n / 6, f"a diagonal of {n}"), x=(0, 1), y=(0, 1)),
        "sizes": Table(("unit", "size"), rows, f"What {n} units measure"),
    }


def describe(n, place):
    return f"{n} units at {place}."


DEMO = Demo(
    compute,
    describe,
    controls={
        "n": Slider("Units", 1, 6, start=2),
        "place": Point("Place", "image", (0, 1), (0, 1), start=(0.5, 0.5), step=0.1),
    },
    views={name: View(name.capitalize(), "half") for name in ("shown", "line", "image", "sizes")},
    stage=("shown",),
    bar=("n",),
)
