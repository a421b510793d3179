"""A straight rule across a plane, at one x or one y."""

from aeexplain.draw.finite import is_finite, refuse
from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import tag


def rule(plane: Plane, x: float | None = None, y: float | None = None) -> str:
    """Return a vertical rule at `x`, a horizontal one at `y`, or both."""
    (left, right), (bottom, top) = plane.x.pixels, plane.y.pixels
    for name, place in (("x", x), ("y", y)):
        if place is not None and not is_finite(place):
            return refuse(f"rule: {name} is {place}", "give it a place on the plane")
    upright = "" if x is None else f"M{float(plane.x(x)):.1f} {bottom:.1f}V{top:.1f}"
    level = "" if y is None else f"M{left:.1f} {float(plane.y(y)):.1f}H{right:.1f}"
    return tag("path", class_="rule", d=upright + level)
