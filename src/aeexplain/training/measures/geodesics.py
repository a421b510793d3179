"""How far points are from each other along the surface they lie on, known from the points alone (Tenenbaum et al. 2000)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

CHUNK = 256  # rows of the distance matrix that are in memory at once


def nearest(points: NDArray[Any], k: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return each point's k nearest others and their distances, (n, k) both; points are (n, dimensions)."""
    found = [_nearest_of(points, start, k) for start in range(0, len(points), CHUNK)]
    return np.concatenate([places for places, _ in found]), np.concatenate([far for _, far in found])


def _nearest_of(points: NDArray[Any], start: int, k: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    rows = points[start : start + CHUNK].astype(np.float64)
    square = ((rows[:, None] - points[None]) ** 2).sum(2)  # (rows, n)
    square[np.arange(len(rows)), start + np.arange(len(rows))] = np.inf
    places = np.argpartition(square, k, 1)[:, :k]
    return places, np.sqrt(np.take_along_axis(square, places, 1))


def geodesics(points: NDArray[Any], start: int, k: int) -> NDArray[np.float64]:
    """Return each point's distance (n,) from point `start` along the graph of k nearest neighbours; inf where no way leads.

    Bellman and Ford's method, all edges at a time: as many rounds as the longest shortest way has edges.
    """
    to, length = nearest(points, k)  # (n, k)
    far = np.full(len(points), np.inf)
    far[start] = 0
    while True:
        shorter = np.minimum(far, (far[to] + length).min(1))
        np.minimum.at(shorter, to, far[:, None] + length)
        if np.array_equal(shorter, far):
            return far
        far = shorter


def by_geodesic_distance(points: NDArray[Any], start: int, k: int) -> NDArray[np.intp]:
    """Return the points' indices in the order of their geodesic distance from `start`, itself first; unreachable ones last."""
    return np.argsort(geodesics(points, start, k), kind="stable")
