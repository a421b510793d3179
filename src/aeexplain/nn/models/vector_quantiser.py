"""Vector quantisation: every vector gives way to the nearest entry of a codebook (van den Oord et al. 2017)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array

type Tokens = NDArray[np.integer[Any]]  # (...): which entry of the codebook stands for each vector

FEWEST = (
    1e-3  # an entry's share of a batch below which it is left where it is, rather than divided by nothing
)


def nearest(codebook: Array, z: Array) -> Tokens:
    """Return the index of the entry (entries, width) nearest to each vector: (..., width) → (...)."""
    size = (codebook * codebook).sum(-1)  # (entries,)
    tokens: Tokens = (size - 2 * (z @ codebook.T)).argmin(-1)  # |z|² is the same for all entries
    return tokens


def commitment(z: Array, e: Array) -> tuple[float, Array]:
    """Return the mean squared distance of vectors from their entries, and its gradient with respect to z, not to e."""
    away = z - e
    return float(np.mean(away * away)), away * (2 / away.size)


def perplexity(tokens: Tokens, entries: int) -> float:
    """Return exp of the entropy of how often each entry is used: `entries` where all are used alike, 1 where one is."""
    share = np.bincount(tokens.ravel(), minlength=entries) / tokens.size
    used = share[share > 0]
    return float(np.exp(-(used * np.log(used)).sum()))


def update_codebook(
    codebook: Array, counts: Array, sums: Array, z: Array, tokens: Tokens, decay: float
) -> None:
    """Move each entry, in place, towards the mean of the vectors it stands for (van den Oord et al., appendix A.1).

    `counts` (entries,) and `sums` (entries, width) are moving averages of how many vectors an entry had in a batch and of
    their sum; z is (n, width), tokens (n,).
    """
    chosen = tokens[:, None] == np.arange(len(codebook))  # (n, entries)
    counts += (1 - decay) * (chosen.sum(0) - counts)
    sums += (1 - decay) * (chosen.T.astype(z.dtype) @ z - sums)
    alive = counts > FEWEST
    codebook[alive] = sums[alive] / counts[alive, None]
