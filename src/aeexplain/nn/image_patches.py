"""Square images as rows of square patches, in reading order, and back; and the simplest way to fill in hidden ones."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array


def to_patches(x: Array, patch: int) -> Array:
    """Cut images into patches of patch × patch pixels: (..., side²) → (..., patches, patch²)."""
    side = math.isqrt(x.shape[-1])
    grid = x.reshape(*x.shape[:-1], side // patch, patch, side // patch, patch)
    return grid.swapaxes(-2, -3).reshape(*x.shape[:-1], (side // patch) ** 2, patch * patch)


def from_patches(patches: Array) -> Array:
    """Put patches together again: (..., patches, patch²) → (..., side²)."""
    count, patch = math.isqrt(patches.shape[-2]), math.isqrt(patches.shape[-1])
    grid = patches.reshape(*patches.shape[:-2], count, count, patch, patch)
    return grid.swapaxes(-2, -3).reshape(*patches.shape[:-2], (count * patch) ** 2)


def neighbour_fill(x: Array, visible: NDArray[np.bool_], patch: int = 7) -> Array:
    """Return the images with every hidden patch in the mean grey of the visible patches above, below and beside it.

    A patch with no visible neighbour takes the mean grey of all that are visible, black where none is. x is (..., side²),
    `visible` (patches,) or (..., patches). The patches' own pixels in place of their mean make the error larger.
    """
    patches = to_patches(x, patch)  # (..., patches, patch²)
    near = beside(patches.shape[-2]) & visible[..., None, :]  # (..., patches, patches)
    lonely = ~near.any(-1, keepdims=True)
    heeded: NDArray[Any] = np.where(lonely, visible[..., None, :], near).astype(x.dtype)
    share = heeded / np.maximum(heeded.sum(-1, keepdims=True), 1)  # rows that sum to 1, or to 0
    grey = share @ patches.mean(-1, keepdims=True)  # (..., patches, 1)
    return from_patches(np.where(visible[..., None], patches, grey))


def beside(count: int) -> NDArray[np.bool_]:
    """Return (count, count): whether two patches of a square grid share an edge."""
    row, column = np.divmod(np.arange(count), math.isqrt(count))
    edges: NDArray[np.bool_] = np.abs(row[:, None] - row) + np.abs(column[:, None] - column) == 1
    return edges
