"""The spiral of Archimedes, walked at an even pace."""

import numpy as np
from numpy.typing import NDArray

START, END = np.pi, 4 * np.pi  # one and a half turns
RADIUS = 1.5  # of the outer end
NEWTON_STEPS = 6  # each doubles the digits; six leave float64 nothing to do


def spiral(count: int) -> NDArray[np.float32]:
    """Return `count` points (count, 2) on a spiral of one and a half turns within radius 1.5, equally far apart along it."""
    arc = np.linspace(arc_length(START), arc_length(END), count)
    t = angle_at(arc)
    # The points: (count, 2).
    points: NDArray[np.float64] = RADIUS / END * t[:, None] * np.stack([np.cos(t), np.sin(t)], 1)
    return points.astype(np.float32)


def arc_length(t: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how long the spiral (t cos t, t sin t) is from its centre to the angle t ≥ 0, in radians."""
    length: NDArray[np.float64] = 0.5 * (t * np.sqrt(1 + np.square(t)) + np.arcsinh(t))
    return length


def angle_at(arc: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the angles at which the spiral has these lengths: the inverse of `arc_length`, by Newton's method."""
    t = np.sqrt(2 * arc)
    for _ in range(NEWTON_STEPS):
        t = t - (arc_length(t) - arc) / np.sqrt(1 + t**2)
    return t
