"""Which examples a step sees."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


def batch(count: int, size: int, step: int, seed: int) -> NDArray[np.intp]:
    """Return the (size,) indices of a step's batch out of `count` examples.

    Each epoch is a new order of all examples, decided by seed and epoch alone, so that a resumed training sees the same
    batches; the few examples that do not fill a batch wait for another epoch.
    """
    epoch, place = divmod(step, count // size)
    return _order(count, seed, epoch)[place * size : (place + 1) * size]


@lru_cache(maxsize=4)
def _order(count: int, seed: int, epoch: int) -> NDArray[np.intp]:
    return np.random.default_rng((seed, epoch)).permutation(count)
