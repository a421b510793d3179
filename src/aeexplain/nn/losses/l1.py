"""Penalties that keep a code sparse, each with its gradient with respect to the codes z (n, units)."""

import numpy as np

from aeexplain.arrays import Array


def l1_penalty(z: Array, weight: float) -> tuple[float, Array]:
    """Return the weight times the mean over the batch of Σ_j |z_j| (L1), and weight sign(z) / n."""
    return weight * float(np.abs(z).sum()) / len(z), np.sign(z) * (weight / len(z))
