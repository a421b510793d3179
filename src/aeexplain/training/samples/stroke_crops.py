"""Square pieces of digits with a stroke in them."""

import numpy as np

from aeexplain.arrays import Array
from aeexplain.training.recipe import Rng

SIDE = 28
INK = 0.15  # the least mean ink of a piece: one with less has hardly a stroke


def stroke_crops(digits: Array, side: int, count: int, rng: Rng) -> Array:
    """Return (count, side²) pieces of random digits (n, 784) at random places, each with a stroke in it.

    The places keep two pixels from the border, where digits have next to no ink.
    """
    images = digits.reshape(-1, SIDE, SIDE)
    reach = np.arange(side)
    found: list[Array] = []
    while sum(map(len, found)) < count:
        which = rng.integers(len(digits), size=count)
        down, across = rng.integers(2, SIDE - side - 1, size=(2, count))
        rows, columns = down[:, None, None] + reach[:, None], across[:, None, None] + reach
        drawn = images[which[:, None, None], rows, columns].reshape(count, side * side)
        found.append(drawn[drawn.mean(1) >= INK])
    return np.concatenate(found)[:count]
