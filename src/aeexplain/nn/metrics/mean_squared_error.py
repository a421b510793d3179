"""The mean squared error as a number to be reported; as a loss, with its gradient, it is nn/losses/squared_error."""

import numpy as np

from aeexplain.arrays import Array


def mean_squared_error(x_hat: Array, x: Array) -> float:
    """Return the mean of (x_hat - x)² over all elements, which may broadcast, summed in double precision."""
    return float(np.mean((x_hat - x) ** 2, dtype=np.float64))
