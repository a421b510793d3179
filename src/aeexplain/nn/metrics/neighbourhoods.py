"""How well a map keeps neighbourhoods (Venna and Kaski 2001)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

CHUNK = 128  # anchors whose distances to all points are in memory at once


def trustworthiness(
    truth: NDArray[Any], shown: NDArray[Any], neighbours: int = 12, anchors: NDArray[np.intp] | None = None
) -> float:
    """Return 1 where whoever is near in the map `shown` is near in `truth` too, about 0.5 where the map is chance.

    Both hold n points a row. Each of the k nearest in the map costs as much as its rank among the nearest in truth is above
    k. The mean is over the anchors, indices of points; over all of them where none are given.
    """
    n, k = len(truth), neighbours
    if not 1 <= k < n / 2:
        raise ValueError(f"of {n} points {k} neighbours are too many or too few")
    anchors = np.arange(n) if anchors is None else anchors
    chunks = [anchors[i : i + CHUNK] for i in range(0, len(anchors), CHUNK)]
    cost = sum(_intrusion(truth, shown, k, chunk) for chunk in chunks)
    return 1 - 2 * cost / (len(anchors) * k * (2 * n - 3 * k - 1))


def continuity(
    truth: NDArray[Any], shown: NDArray[Any], neighbours: int = 12, anchors: NDArray[np.intp] | None = None
) -> float:
    """Return 1 where whoever is near in truth is near in the map too: trustworthiness the other way round."""
    return trustworthiness(shown, truth, neighbours, anchors)


def _intrusion(truth: NDArray[Any], shown: NDArray[Any], k: int, anchors: NDArray[np.intp]) -> float:
    near = np.argpartition(_squares(shown, anchors), k, 1)[:, :k]  # (anchors, k)
    true = _squares(truth, anchors)  # (anchors, n)
    rank = 1 + np.stack(
        [
            np.searchsorted(*pair)
            for pair in zip(np.sort(true), np.take_along_axis(true, near, 1), strict=True)
        ]
    )
    return float(np.maximum(rank - k, 0).sum())


def _squares(points: NDArray[Any], anchors: NDArray[np.intp]) -> NDArray[Any]:
    """Return squared distances (anchors, n), a point's own being infinite."""
    x = points.astype(np.float32)
    square: NDArray[Any] = sum(np.subtract.outer(column[anchors], column) ** 2 for column in x.T)
    square[np.arange(len(anchors)), anchors] = np.inf
    return square
