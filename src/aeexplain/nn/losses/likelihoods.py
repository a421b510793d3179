"""What a picture costs under a decoder's distribution: -log p(x|z) in nats, summed over pixels, a mean over the batch."""

import math
from collections.abc import Callable

import numpy as np

from aeexplain.arrays import Array

LEAST = 1e-6  # a probability is kept this far from 0 and 1: float32 has no finer steps below 1


def bernoulli(x_hat: Array, x: Array) -> tuple[float, Array]:
    """Return the cross entropy -x log x_hat - (1 - x) log(1 - x_hat) in nats an example, and its gradient by x_hat.

    x_hat and x are (n, pixels) in [0, 1].
    """
    p = np.clip(x_hat, LEAST, 1 - LEAST)
    total = -np.sum(x * np.log(p) + (1 - x) * np.log1p(-p), dtype=np.float64)
    return float(total / len(x)), (p - x) / (p * (1 - p) * len(x))


def gaussian(spread: float) -> Callable[[Array, Array], tuple[float, Array]]:
    """Return the cost under N(x_hat, spread² I), (x_hat, x) → nats an example and its gradient by x_hat.

    It is the squared error over 2 spread², and log(spread √(2π)) a pixel, so it may be below zero: p is a density.
    """
    constant = math.log(spread * math.sqrt(2 * math.pi))

    def nats(x_hat: Array, x: Array) -> tuple[float, Array]:
        difference = x_hat - x  # (n, pixels)
        square = float(np.sum(difference**2, dtype=np.float64)) / len(x)
        return square / (2 * spread**2) + x.shape[-1] * constant, difference / (spread**2 * len(x))

    return nats
