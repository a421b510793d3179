"""A line through points."""

from numpy.typing import ArrayLike

from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import pairs, tag


def line(plane: Plane, xs: ArrayLike, ys: ArrayLike, series: str) -> str:
    """Return the line through the points (xs[i], ys[i]), in the colour of `series` ("a", "b", "ink", ...)."""
    path = pairs("L%d %d", plane.places(xs, ys), "line", xs=xs, ys=ys)
    return tag("path", class_=f"line series-{series}", d="M" + path[1:], transform="scale(.1)")
