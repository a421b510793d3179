"""Arrows: a field of directions as one path."""

import numpy as np
from numpy.typing import ArrayLike

from aeexplain.draw.finite import refuse, shape_fault
from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import pairs, tag

HEAD = 0.32  # of an arrow's length, at most LONGEST_HEAD pixels
LONGEST_HEAD = 6.0
SPREAD = np.deg2rad(26)


def arrows(plane: Plane, tails: ArrayLike, displacements: ArrayLike, series: str) -> str:
    """Return arrows from tails (n, 2) along displacements (n, 2), both in data units, in the colour of `series`."""
    if fault := shape_fault(tails=(tails, ("n", 2)), displacements=(displacements, ("n", 2))):
        return refuse(f"arrows: {fault[0]}", fault[1])
    start, way = np.asarray(tails, float), np.asarray(displacements, float)
    x0, y0 = plane.x(start[:, 0]), plane.y(start[:, 1])
    x1, y1 = plane.x(start[:, 0] + way[:, 0]), plane.y(start[:, 1] + way[:, 1])
    length = np.hypot(x1 - x0, y1 - y0)  # (n,) pixels
    head = np.minimum(HEAD * length, LONGEST_HEAD)
    back = np.arctan2(y0 - y1, x0 - x1)  # the direction from tip to tail
    left = (x1 + head * np.cos(back - SPREAD), y1 + head * np.sin(back - SPREAD))
    right = (x1 + head * np.cos(back + SPREAD), y1 + head * np.sin(back + SPREAD))
    # Five places of each arrow's line: (5 n, 2).
    places = np.stack(((x0, y0), (x1, y1), left, (x1, y1), right)).transpose(2, 0, 1).reshape(-1, 2)
    path = pairs("M%d %dL%d %dM%d %dL%d %dL%d %d", places, "arrows", tails=tails, displacements=displacements)
    return tag("path", class_=f"arrow series-{series}", d=path, transform="scale(.1)")
