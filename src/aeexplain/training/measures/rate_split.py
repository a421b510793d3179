"""What a variational autoencoder's rate is spent on (Hoffman and Johnson 2016)."""

import math
from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.losses.kl import kl_divergence

CHUNK = 500  # samples at a time, against all posteriors


@dataclass(frozen=True)
class RateSplit:
    """rate = information + marginal, in nats an example."""

    rate: float  # E[KL(q(z|x) ‖ p(z))]
    information: float  # I(X; Z) under q(z|x), at most log n
    marginal: float  # KL(q(z) ‖ p(z))


def rate_split(mu: Array, log_variance: Array, eps: Array) -> RateSplit:
    """Return the split over n examples, whose posteriors' μ and log σ² are (n, units), with a draw ε (n, units) of each.

    The n examples stand for the data: q(z) is the exact mixture of their posteriors, and the information is the mean of
    log q(z|x) - log q(z) over one sample z of each, whose noise is much smaller than that of either term. The rate is in closed
    form, and the marginal part is the rest.
    """
    z = mu + np.exp(0.5 * log_variance) * eps  # (n, units)
    own = -0.5 * (eps**2 + log_variance + math.log(2 * math.pi)).sum(1)  # (n,), log q(z|x)
    rate = float(kl_divergence(mu, log_variance).sum(dtype=np.float64) / len(mu))
    information = float(np.mean(own - mixture_log_density(z, mu, log_variance), dtype=np.float64))
    return RateSplit(rate, information, rate - information)


def mixture_log_density(z: Array, mu: Array, log_variance: Array) -> Array:
    """Return log q(z) (m,) of points z (m, units) under the even mixture of the n Gaussians N(μ, diag σ²), (n, units)."""
    logs = [_log_density(part, mu, log_variance) for part in np.split(z, range(CHUNK, len(z), CHUNK))]
    return np.concatenate(logs)


def _log_density(z: Array, mu: Array, log_variance: Array) -> Array:
    scale = np.exp(-0.5 * log_variance)  # (n, units)
    height = -0.5 * (log_variance + math.log(2 * math.pi)).sum(1)  # (n,)
    # One exponent for each point and posterior: (m, n).
    exponents = height - 0.5 * sum(
        (((z[:, unit, None] - mu[:, unit]) * scale[:, unit]) ** 2 for unit in range(z.shape[1])),
        np.zeros((1, 1), z.dtype),
    )
    top = exponents.max(1, keepdims=True)
    logs: Array = top[:, 0] + np.log(np.exp(exponents - top).mean(1))
    return logs
