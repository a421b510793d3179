"""Agreement of orders."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def ranks(values: NDArray[Any]) -> NDArray[np.intp]:
    """Return each value's place in rising order, 0 to n - 1, (n,); equal values take theirs in the order they come."""
    order = np.argsort(values, kind="stable")
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return places


def spearman(a: NDArray[Any], b: NDArray[Any]) -> float:
    """Return the correlation of the ranks of a and b, (n,) each, in [-1, 1]: 1 where they rise together (Spearman 1904)."""
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])
