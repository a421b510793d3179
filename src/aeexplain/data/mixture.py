"""Equal round Gaussians around given centres: a density whose smoothed versions, and their scores, are known exactly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Points = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Mixture:
    """p(x) = mean over centres c of N(x; c, width² I). With noise of size σ the width becomes √(width² + σ²), that is all."""

    centres: Points  # (centres, 2)
    width: float

    def draw(self, count: int, rng: np.random.Generator) -> Points:
        """Return `count` points of the density itself, (count, 2)."""
        chosen = self.centres[rng.integers(len(self.centres), size=count)]
        return chosen + np.float32(self.width) * rng.standard_normal((count, 2), np.float32)

    def density(self, x: Points, sigma: float = 0) -> Points:
        """Return p_σ(x), the density with noise of size σ, at points (n, 2): (n,) per unit of area."""
        variance = self.width**2 + sigma**2
        weights, least = self._weights(x, variance)
        total: Points = weights.sum(1) * np.exp(-least) / np.float32(2 * np.pi * variance * len(self.centres))
        return total

    def score(self, x: Points, sigma: float = 0) -> Points:
        """Return ∇ log p_σ(x) at points (n, 2): (n, 2), Σ w_c (c - x) / (width² + σ²), w_c the share of centre c at x."""
        variance = self.width**2 + sigma**2
        weights, _ = self._weights(x, variance)  # (n, centres)
        mean = weights @ self.centres / weights.sum(1, keepdims=True)  # (n, 2)
        pull: Points = (mean - x) / np.float32(variance)
        return pull

    def denoised(self, x: Points, sigma: float) -> Points:
        """Return E[clean | noisy = x] = x + σ² ∇ log p_σ(x), the best possible denoiser (Tweedie's formula; Efron 2011)."""
        return x + np.float32(sigma**2) * self.score(x, sigma)

    def _weights(self, x: Points, variance: float) -> tuple[Points, Points]:
        """Return exp(-|x - c|² / 2 variance) divided by its largest over c, (n, centres), and that one's exponent (n,)."""
        half = (x**2).sum(1)[:, None] + (self.centres**2).sum(1) - 2 * (x @ self.centres.T)  # (n, centres)
        half *= np.float32(0.5 / variance)
        least = half.min(1)
        return np.exp(least[:, None] - half), least
