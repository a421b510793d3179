"""k-means: the codebook that one gets without an encoder or a decoder (Lloyd 1982)."""

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.models.vector_quantiser import nearest


def kmeans(x: Array, count: int, rounds: int, rng: np.random.Generator) -> Array:
    """Return `count` centres (count, width) of the rows of x (n, width): Lloyd's rounds from a start by `scattered`."""
    centres = scattered(x, count, rng)
    for _ in range(rounds):
        chosen = nearest(centres, x)[:, None] == np.arange(count)  # (n, count)
        members = chosen.sum(0)[:, None]  # (count, 1)
        means = chosen.T.astype(x.dtype) @ x / np.maximum(members, 1).astype(x.dtype)
        centres = np.where(members > 0, means, centres)
    return centres


def scattered(x: Array, count: int, rng: np.random.Generator) -> Array:
    """Return `count` rows of x, each drawn in proportion to its squared distance from those before (k-means++)."""
    centres = [x[rng.integers(len(x))]]
    away = np.full(len(x), np.inf)  # (n,) squared distances from the nearest centre so far
    for _ in range(count - 1):
        away = np.minimum(away, ((x - centres[-1]) ** 2).sum(1))
        centres.append(x[rng.choice(len(x), p=away / away.sum())])
    return np.stack(centres)
