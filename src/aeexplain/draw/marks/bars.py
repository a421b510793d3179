"""Bars around a zero line, one per unit of a code."""

import numpy as np
from numpy.typing import NDArray

from aeexplain.draw.finite import FARTHEST, fault_of, refuse, shape_fault, too_far
from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import tag


def bars(plane: Plane, heights: NDArray[np.floating], active: NDArray[np.bool_], series: str = "a") -> str:
    """Return one bar per height at x = 0, 1, ...; the bars that are not `active` are dimmed. heights, active: (n,)."""
    fault = shape_fault(heights=(heights, ("n",)), active=(active, ("n",))) or fault_of(heights, "heights")
    if fault:
        return refuse(f"bars: {fault[0]}", fault[1])
    heights, active = np.asarray(heights, float), np.asarray(active, bool)
    centres, zero = plane.x(np.arange(heights.size)), float(plane.y(0.0))
    ends = plane.y(heights)  # (n,)
    if not np.abs(ends).max(initial=0.0) <= FARTHEST:
        what, hint = too_far({"heights": heights})
        return refuse(f"bars: {what}", hint)
    width = 0.72 * abs(float(plane.x(1.0)) - float(plane.x(0.0)))
    shapes = np.array(
        [
            f"M{c - width / 2:.1f} {zero:.1f}h{width:.1f}V{e:.1f}h-{width:.1f}z"
            for c, e in zip(centres, ends, strict=True)
        ]
    )
    return tag("path", class_="bar dimmed", d="".join(shapes[~active])) + tag(
        "path", class_=f"bar fill-{series}", d="".join(shapes[active])
    )
