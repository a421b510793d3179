"""Straight segments as one path."""

import numpy as np
from numpy.typing import ArrayLike

from aeexplain.draw.finite import refuse, shape_fault
from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import pairs, tag


def segments(plane: Plane, starts: ArrayLike, ends: ArrayLike, series: str) -> str:
    """Return thin lines from starts (n, 2) to ends (n, 2), in data units, in the colour of `series`."""
    if fault := shape_fault(starts=(starts, ("n", 2)), ends=(ends, ("n", 2))):
        return refuse(f"segments: {fault[0]}", fault[1])
    both = np.stack((np.asarray(starts, float), np.asarray(ends, float)), 1).reshape(-1, 2)  # (2 n, 2)
    path = pairs("M%d %dL%d %d", plane.places(both[:, 0], both[:, 1]), "segments", starts=starts, ends=ends)
    return tag("path", class_=f"segment series-{series}", d=path, transform="scale(.1)")
