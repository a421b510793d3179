"""How far two sets of pictures are apart as distributions, by a classifier's features (Heusel et al. 2017)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def frechet_distance(a: NDArray[Any], b: NDArray[Any]) -> float:
    """Return the Fréchet distance of the Gaussians fitted to features a (n, d) and b (m, d), of Dowson and Landau (1982).

    It is |μ_a - μ_b|² + tr(A + B - 2 (A^½ B A^½)^½), with covariances A and B: 0 for the same Gaussian. It depends on the
    features' scale, and few samples make it larger, so only values of one classifier and like counts can be compared.
    """
    a, b = a.astype(np.float64), b.astype(np.float64)
    apart = a.mean(0) - b.mean(0)
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)  # (d, d)
    values, axes = np.linalg.eigh(first)
    root = (axes * np.sqrt(np.maximum(values, 0))) @ axes.T  # A^½
    shared = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ second @ root), 0)).sum()
    return float(apart @ apart + np.trace(first) + np.trace(second) - 2 * shared)
