"""A straight rule across a plane, at one x or one y."""

from aeexplain.draw.finite import FARTHEST, is_finite, refuse
from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import tag

HINT = "give it a place on the plane"


def rule(plane: Plane, x: float | None = None, y: float | None = None) -> str:
    """Return a vertical rule at `x`, a horizontal one at `y`, or both."""
    (left, right), (bottom, top) = plane.x.pixels, plane.y.pixels
    places = []  # in pixels
    for name, value, scale in (("x", x, plane.x), ("y", y, plane.y)):
        place = float(scale(float(value))) if value is not None and is_finite(value) else 0.0
        if value is not None and not (is_finite(value) and abs(place) <= FARTHEST):
            return refuse(
                f"rule: {name} is {value:.6g}" if is_finite(value) else f"rule: {name} is {value}", HINT
            )
        places.append(place)
    upright = "" if x is None else f"M{places[0]:.1f} {bottom:.1f}V{top:.1f}"
    level = "" if y is None else f"M{left:.1f} {places[1]:.1f}H{right:.1f}"
    return tag("path", class_="rule", d=upright + level)
