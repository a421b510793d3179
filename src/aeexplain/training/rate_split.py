"""What a variational autoencoder's rate is spent on (Hoffman and Johnson 2016)."""

import math
from dataclasses import dataclass

import numpy as np

from aeexplain.nn.divergence import divergence
from aeexplain.nn.layer import Array

CHUNK = 500  # samples at a time, against all posteriors


@dataclass(frozen=True)
class RateSplit:
    """rate = information + marginal, in nats an example."""

    rate: float  # E[KL(q(z|x) ‖ p(z))]
    information: float  # I(X; Z) under q(z|x), at most log n
    marginal: float  # KL(q(z) ‖ p(z))


def rate_split(mu: Array, log_variance: Array, eps: Array) -> RateSplit:
    """Return the split over n examples, whose posteriors' μ and log σ² are (n, units), with a draw ε (n, units) of each.

    The n examples stand for the data: q(z) is the exact mixture of their posteriors, and E[log q(z)] is its mean over one
    sample of each. All other terms are in closed form, so that the parts add up to the rate.
    """
    z = mu + np.exp(0.5 * log_variance) * eps  # (n, units)
    rate = float(divergence(mu, log_variance).sum(dtype=np.float64) / len(mu))
    mixture = float(np.mean(mixture_log_density(z, mu, log_variance), dtype=np.float64))
    tau = math.log(2 * math.pi)
    entropy = 0.5 * float((1 + tau + log_variance).sum(1).mean(dtype=np.float64))  # H(Z|X)
    prior = -0.5 * float((mu**2 + np.exp(log_variance) + tau).sum(1).mean(dtype=np.float64))  # E[log p(z)]
    return RateSplit(rate, -entropy - mixture, mixture - prior)


def mixture_log_density(z: Array, mu: Array, log_variance: Array) -> Array:
    """Return log q(z) (m,) of points z (m, units) under the even mixture of the n Gaussians N(μ, diag σ²), (n, units)."""
    logs = [_log_density(part, mu, log_variance) for part in np.split(z, range(CHUNK, len(z), CHUNK))]
    return np.concatenate(logs)


def _log_density(z: Array, mu: Array, log_variance: Array) -> Array:
    scale = np.exp(-0.5 * log_variance)  # (n, units)
    height = -0.5 * (log_variance + math.log(2 * math.pi)).sum(1)  # (n,)
    exponents = height - 0.5 * sum(
        (((z[:, unit, None] - mu[:, unit]) * scale[:, unit]) ** 2 for unit in range(z.shape[1])),
        np.zeros((1, 1), z.dtype),
    )  # (m, n)
    top = exponents.max(1, keepdims=True)
    return top[:, 0] + np.log(np.exp(exponents - top).mean(1))
