"""Ways to leave a picture: one that the data know, and one that they do not."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def sliding(x: NDArray[Any]) -> NDArray[np.float32]:
    """Return the direction, of length 1, in which a square picture x (..., side²) changes as it slides to the right.

    The central difference between neighbouring columns; zeros for a picture that does not change.
    """
    side = round(x.shape[-1] ** 0.5)
    images = x.reshape(*x.shape[:-1], side, side)
    change = (np.roll(images, 1, -1) - np.roll(images, -1, -1)).reshape(x.shape)
    return _unit(change)


def static(along: NDArray[Any], rng: np.random.Generator) -> NDArray[np.float32]:
    """Return a random direction, of length 1, at a right angle to `along` (..., pixels), itself of length 1 or 0."""
    noise = rng.standard_normal(along.shape)
    return _unit(noise - (noise * along).sum(-1, keepdims=True) * along)


def _unit(change: NDArray[Any]) -> NDArray[np.float32]:
    length = np.linalg.norm(change, axis=-1, keepdims=True)
    unit: NDArray[np.float32] = (change / np.where(length > 0, length, 1)).astype(np.float32)
    return unit
