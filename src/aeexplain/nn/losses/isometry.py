"""A decoder that keeps lengths: a step in the code of length 1 is a step in space of length 1."""

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Layer, Params

STEP = 0.05  # of the finite difference, in the code's units


def isometry_error(decoder: Layer, p: Params, z: Array, direction: Array) -> tuple[float, Array, Params]:
    """Return the mean of (|g(z + h v) - g(z)|² / h² - 1)² over codes z with unit directions v, both (n, units).

    With it come its gradients, with respect to z and to the decoder's parameters. In every direction 1, the length makes of
    the decoder's Jacobian J an isometry, JᵀJ = I (Lee et al. 2022, who differentiate where this takes a difference).
    """
    n = len(z)
    y, back = decoder.vjp(p, np.concatenate([z, z + STEP * direction]))  # (2 n, outputs)
    u = (y[n:] - y[:n]) / STEP  # (n, outputs), the derivative along v
    excess = (u**2).sum(1, keepdims=True) - 1  # (n, 1)
    du = 4 * excess * u / n
    dy = np.concatenate([-du, du]) / STEP
    dz, grads = back(dy)
    return float(np.mean(excess**2)), dz[:n] + dz[n:], grads


def directions(count: int, units: int, rng: np.random.Generator) -> Array:
    """Return `count` random unit vectors (count, units)."""
    v: Array = rng.standard_normal((count, units), np.float32)
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    return v
