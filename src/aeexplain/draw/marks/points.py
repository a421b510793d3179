"""A cloud of points as one path: zero-length segments with round caps."""

from numpy.typing import ArrayLike

from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import pairs, tag


def points(plane: Plane, xs: ArrayLike, ys: ArrayLike, series: str, size: str = "small") -> str:
    """Return points in the colour of `series`; `size` is "small" or "large" (a CSS class)."""
    path = pairs("M%d %dh0", plane.places(xs, ys), "points", xs=xs, ys=ys)
    return tag("path", class_=f"points {size} series-{series}", d=path, transform="scale(.1)")
