"""Closed shapes: polygons of any data, and ellipses of two by two matrices."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aeexplain.draw.finite import refuse, shape_fault
from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import pairs, tag

CORNERS = 32  # of the polygon that stands for an ellipse
TURN = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
CIRCLE = np.stack((np.cos(TURN), np.sin(TURN)))  # (2, 32)


def polygons(plane: Plane, shapes: ArrayLike, series: str, filled: bool = False) -> str:
    """Return polygons (n, corners, 2) in data units as one path: an outline, with `filled` a faint area as well."""
    if fault := shape_fault(shapes=(shapes, ("n", "corners", 2))):
        return refuse(f"polygons: {fault[0]}", fault[1])
    corners = np.asarray(shapes, float)  # (n, corners, 2)
    count = corners.shape[1]
    places = np.stack((plane.x(corners[..., 0]), plane.y(corners[..., 1])), -1).reshape(-1, 2)
    path = pairs("M%d %d" + "L%d %d" * (count - 1) + "z", places, "polygons", shapes=shapes)
    kind = f"area fill-{series}" if filled else "outline"
    return tag("path", class_=f"{kind} series-{series}", d=path, transform="scale(.1)")


def ellipses(plane: Plane, centres: ArrayLike, maps: ArrayLike, series: str, filled: bool = False) -> str:
    """Return the images of the unit circle under maps (n, 2, 2), moved to centres (n, 2).

    A Gaussian's one-sigma ellipse has a square root of its covariance as its map; a Jacobian's is itself.
    """
    if fault := shape_fault(centres=(centres, ("n", 2)), maps=(maps, ("n", 2, 2))):
        return refuse(f"ellipses: {fault[0]}", fault[1])
    shapes: NDArray[np.float64] = np.asarray(maps, float) @ CIRCLE  # (n, 2, 32)
    return polygons(plane, np.asarray(centres, float)[:, None] + shapes.swapaxes(1, 2), series, filled)
