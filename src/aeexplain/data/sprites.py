"""Sprites of 16 × 16 pixels: one bar, described by four factors that have nothing to do with each other.

No two factors change the picture equally much: y more than x, both more than rotation, and scale least. Between equals nothing
but a code's sparing use of nats would tell a pair of factors from their sum and difference.
"""

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.data.picture_factors import columns, pixel_places, uniform_factors

SIDE = 16
FACTORS = {  # the range of each, in the order of a row of factors; the picture reaches from -1 to 1
    "x": (-0.35, 0.35),  # the centre, to the right
    "y": (-0.42, 0.42),  # the centre, downwards
    "scale": (0.34, 0.60),  # half the bar's length
    "rotation": (-45.0, 45.0),  # degrees, clockwise from the horizontal
}
SLENDER = 0.5  # a bar's breadth, as a share of its length
SOFT = 0.09  # how wide an edge is, so that pictures change smoothly


def factors(rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    """Return (count, 4) independent factors, each uniform over its range, in the order of `FACTORS`."""
    return uniform_factors(FACTORS, rng, count)


def draw(rows: Array) -> NDArray[np.float32]:
    """Return the sprites (n, 256) of factors (n, 4), row-major, ink in [0, 1]; ExplainError for rows of another length."""
    x, y, half, degrees = columns(rows, FACTORS, "sprites")  # (n, 1) each
    down, across = pixel_places(SIDE)  # (256,) each
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    along = (across - x) * cos + (down - y) * sin  # (n, 256)
    beside = (down - y) * cos - (across - x) * sin
    depth = np.minimum(half - np.abs(along), SLENDER * half - np.abs(beside))
    ink: NDArray[np.float32] = (0.5 * np.tanh(depth / SOFT) + 0.5).astype(np.float32)
    return ink


def sprites(rng: np.random.Generator, count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return random sprites (count, 256) and their factors (count, 4)."""
    rows = factors(rng, count)
    return draw(rows), rows
