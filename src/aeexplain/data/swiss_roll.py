"""The Swiss roll: a rectangle rolled up in space, with the rectangle's own coordinates as the answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aeexplain.data.spiral import angle_at, arc_length

START, END = 1.5 * np.pi, 4.5 * np.pi  # one and a half turns
SCALE = 1 / END  # so that the outer end has radius 1
LENGTH = float(arc_length(END) - arc_length(START)) * SCALE  # of the rectangle, about 6.3
HEIGHT = 1.5
GAP = 2 * np.pi * SCALE  # between one winding and the next, about 0.44


@dataclass(frozen=True)
class Roll:
    """Points of a roll, and where on the rectangle each came from."""

    points: NDArray[np.float32]  # (n, 3), the axis of the roll is the third
    arc: NDArray[np.float32]  # (n,) in [0, LENGTH], from the inner end
    height: NDArray[np.float32]  # (n,) in [-HEIGHT / 2, HEIGHT / 2]

    @property
    def plane(self) -> NDArray[np.float32]:
        """The rectangle's coordinates (n, 2): arc length and height."""
        return np.stack([self.arc, self.height], 1)


def swiss_roll(count: int, rng: np.random.Generator, noise: float = 0) -> Roll:
    """Return `count` points drawn evenly over the rectangle, each moved by a normal of that standard deviation an axis.

    For generators of the same seed only the noise's size differs between two values of it, never its direction.
    """
    share, height, shift = rng.random(count), rng.random(count) - 0.5, rng.standard_normal((count, 3))
    arc, height = LENGTH * share, HEIGHT * height
    points = rolled(arc, height) + noise * shift
    return Roll(points.astype(np.float32), arc.astype(np.float32), height.astype(np.float32))


def rolled(arc: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the places in space (n, 3) of places on the rectangle, (n,) arc lengths and (n,) heights."""
    t = angle_at(arc / SCALE + arc_length(START))
    return np.stack([SCALE * t * np.cos(t), SCALE * t * np.sin(t), height], 1)
