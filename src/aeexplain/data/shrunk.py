"""Digits at fewer pixels, for networks small enough to be looked into."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

SIDE, BORDER = 28, 2  # a digit's side, and its border that holds next to no ink (0.2 % of MNIST's)


def shrunk(digits: NDArray[Any], factor: int) -> NDArray[np.float32]:
    """Return digits (..., 784) without their border, each square of `factor` pixels averaged: (..., (24 / factor)²).

    So 2 gives 12 × 12 pixels and 3 gives 8 × 8. ValueError for a factor that does not divide 24.
    """
    inner = SIDE - 2 * BORDER
    if factor < 1 or inner % factor:
        raise ValueError(f"a factor of {factor} does not divide {inner}")
    side, lead = inner // factor, digits.shape[:-1]
    images = digits.reshape(*lead, SIDE, SIDE)[..., BORDER:-BORDER, BORDER:-BORDER]
    small: NDArray[np.float32] = images.reshape(*lead, side, factor, side, factor).mean(
        (-3, -1), dtype=np.float32
    )
    return small.reshape(*lead, side * side)
