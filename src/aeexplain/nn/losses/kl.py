"""How far a diagonal Gaussian is from the standard normal prior."""

import numpy as np

from aeexplain.arrays import Array


def kl_divergence(mu: Array, log_variance: Array) -> Array:
    """Return KL(N(μ, σ²) ‖ N(0, 1)) = (μ² + σ² - log σ² - 1) / 2 of every element, in nats."""
    kl: Array = 0.5 * (mu**2 + np.exp(log_variance) - log_variance - 1)
    return kl


def kl_divergence_gradient(mu: Array, log_variance: Array) -> tuple[Array, Array]:
    """Return its derivatives with respect to μ, which is μ, and to log σ², which is (σ² - 1) / 2."""
    return mu, 0.5 * (np.exp(log_variance) - 1)
