"""The mean squared error."""

import numpy as np

from aeexplain.arrays import Array


def squared_error(x_hat: Array, x: Array) -> tuple[float, Array]:
    """Return the mean of (x_hat - x)² over all elements, and its gradient with respect to x_hat, 2 (x_hat - x) / size."""
    difference = x_hat - x
    return float(np.mean(difference**2)), difference * (2 / difference.size)
