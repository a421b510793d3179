"""Trails: the paths that many points have gone, as one path."""

import numpy as np
from numpy.typing import ArrayLike

from aeexplain.draw.finite import refuse, shape_fault
from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import pairs, tag


def trails(plane: Plane, paths: ArrayLike, series: str) -> str:
    """Return a thin line for each point through its places: paths (steps, points, 2), in the colour of `series`."""
    if fault := shape_fault(paths=(paths, ("steps", "points", 2))):
        return refuse(f"trails: {fault[0]}", fault[1])
    places = np.asarray(paths, float).swapaxes(0, 1)  # (points, steps, 2)
    steps = places.shape[1]
    flat = places.reshape(-1, 2)
    path = pairs(
        "M%d %d" + "L%d %d" * (steps - 1), plane.places(flat[:, 0], flat[:, 1]), "trails", paths=paths
    )
    return tag("path", class_=f"segment series-{series}", d=path, transform="scale(.1)")
