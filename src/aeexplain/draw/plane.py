"""A plane of two scales, and its axes."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aeexplain.draw.finite import refuse
from aeexplain.draw.scale import Linear, tick_text
from aeexplain.draw.svg import Reach, tag, words


@dataclass(frozen=True)
class Plane:
    """A box of `width` × `height` pixels with an x scale (left to right) and a y scale (bottom to top) inside its margins."""

    width: int
    height: int
    x: Linear
    y: Linear

    @classmethod
    def over(
        cls,
        width: int,
        height: int,
        x: tuple[float, float],
        y: tuple[float, float],
        margins: tuple[int, int, int, int] = (8, 8, 8, 8),
    ) -> "Plane":
        """Return the plane whose domains `x` and `y` fill the box within its margins (top, right, bottom, left)."""
        top, right, bottom, left = margins
        return cls(width, height, Linear(x, (left, width - right)), Linear(y, (height - bottom, top)))

    def places(self, xs: ArrayLike, ys: ArrayLike) -> NDArray[np.float64]:
        """Return the pixels of points, (n, 2); xs and ys that are not (n,) each are refused."""
        across, up = self.x(xs), self.y(ys)
        if across.shape != up.shape or across.ndim > 1:
            refuse(
                f"places: wants (n,) and (n,), got {across.shape} and {up.shape}",
                "give each point an x and a y",
            )
            return np.full((1, 2), np.nan)
        return np.column_stack((across, up))

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel of one point."""
        return float(self.x(x)), float(self.y(y))

    @property
    def reach(self) -> Reach:
        """What the page needs to turn a place on the drawing into data."""
        return _reach(self.x), _reach(self.y)


@lru_cache(maxsize=64)  # most figures draw the same axes in every frame
def axes(
    plane: Plane, x_title: str, y_title: str, about: tuple[int, int] = (5, 4), powers: bool = False
) -> str:
    """Return a bottom axis, and a left one with faint lines across, with ticks and titles (y's above its axis).

    With `powers` the plane's y are exponents of ten, and what is written beside -2 is 0.01.
    """
    (left, right), (bottom, top) = plane.x.pixels, plane.y.pixels
    across, down = plane.y.ticks(about[1]), plane.x.ticks(about[0])
    grid = "".join(f"M{left:.0f} {y:.1f}H{right:.0f}" for y in np.atleast_1d(plane.y(across)))
    y_ticks = (_tick(left - 6, float(plane.y(v)) + 4, 10.0**v if powers else v, "end") for v in across)
    x_ticks = (_tick(float(plane.x(v)), bottom + 17, v, "middle") for v in down)
    titles = (
        tag("text", words(y_title), class_="axis-title", x=0.0, y=top - 12),
        tag("text", words(x_title), class_="axis-title", x=right, y=bottom + 34, text_anchor="end"),
    )
    return tag("path", class_="grid", d=grid) + "".join((*y_ticks, *x_ticks, *titles))


def _reach(scale: Linear) -> str:
    """Return the ends of an axis in data and in the drawing's units, the data to a millionth of the axis.

    Finer than a pixel, and without the digits in which processors differ.
    """
    low, high = scale.domain
    decimals = 5 - math.floor(math.log10(abs(high - low)))
    ends = (round(float(low), decimals), round(float(high), decimals))
    return " ".join(f"{number:.10g}" for number in (*ends, *scale.pixels))


def _tick(x: float, y: float, value: float, anchor: str) -> str:
    return tag("text", tick_text(value), class_="tick", x=x, y=y, text_anchor=anchor)
