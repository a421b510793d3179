"""Factors that procedural pictures are drawn from: independent, each uniform over its range."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.errors import ExplainError

# The range of each factor by its name, in the order of a row of factors.
type Ranges = Mapping[str, tuple[float, float]]


def uniform_factors(ranges: Ranges, rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    """Return (count, factors) random rows."""
    low, high = np.array(list(ranges.values()), np.float32).T
    rows: NDArray[np.float32] = low + (high - low) * rng.random((count, len(ranges)), np.float32)
    return rows


def columns(rows: Array, ranges: Ranges, where: str) -> NDArray[np.float32]:
    """Return the columns of rows (n, factors) as (factors, n, 1); rows of another length: ExplainError at `where`."""
    if rows.ndim != 2 or rows.shape[1] != len(ranges):
        raise ExplainError(where, f"wants rows of {len(ranges)} factors, got {rows.shape}", ", ".join(ranges))
    return rows.astype(np.float32).T[..., None]


def pixel_places(side: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how far down and how far across each pixel's centre is, (side²,) both; the picture reaches from -1 to 1."""
    places = ((np.arange(side, dtype=np.float32) + 0.5) * 2 / side - 1).astype(np.float32)
    down, across = np.meshgrid(places, places, indexing="ij")
    return down.ravel(), across.ravel()
