"""Which pixels of the digits ever hold ink, and how much."""

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.nn.activations.sigmoid import logits


def active_pixels(x: Array, share: float) -> NDArray[np.bool_]:
    """Return the mask (pixels,) of those that are inked in at least this share of the pictures x (n, pixels)."""
    places: NDArray[np.bool_] = (x > 0).mean(0) >= share
    return places


def mean_logits(x: Array, active: NDArray[np.bool_]) -> Array:
    """Return the bias from which a sigmoid makes the mean of x (n, pixels) at the active ones: float32 (active.sum(),)."""
    return logits(x.mean(0)[active])
