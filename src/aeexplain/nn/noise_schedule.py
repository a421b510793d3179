"""Diffusion as a turn: between data at angle 0 and pure noise at π/2 (Ho et al. 2020; Salimans and Ho 2022).

At angle φ a point is z = cos φ · z₀ + sin φ · ε; with φ even from 0 to π/2 that is the cosine schedule (Nichol and Dhariwal
2021). Its velocity dz/dφ is v = cos φ · ε - sin φ · z₀, so that z₀ = cos φ · z - sin φ · v, and a step of DDIM (Song et al.
2021), which keeps z₀ and ε as they are expected and changes the angle by -δ, is the turn z ← cos δ · z - sin δ · v.
"""

import math
from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array

HARMONICS = np.array([1, 2, 4, 8], np.float32)
ANGLE_FEATURES = 2 * len(HARMONICS)  # numbers that tell the angle


@dataclass(frozen=True)
class RotatedLatent:
    """Noised points z, and their velocity v that a denoiser is to find, both (n, units)."""

    z: Array
    v: Array


def rotate(z0: Array, eps: Array, angle: Array) -> RotatedLatent:
    """Return the points between z0 and eps, (n, units) both, at angles (n, 1) in [0, π/2], and their velocities."""
    c, s = np.cos(angle), np.sin(angle)
    return RotatedLatent(c * z0 + s * eps, c * eps - s * z0)


def angle_features(angle: Array) -> Array:
    """Return the cosines and sines of 1, 2, 4 and 8 times the angle, (n, 1) → (n, 8): how a network is told the time."""
    harmonics = angle * HARMONICS.astype(angle.dtype)  # (n, 4)
    return np.concatenate([np.cos(harmonics), np.sin(harmonics)], 1)


def angles(steps: int) -> list[float]:
    """Return the steps + 1 angles of a sampling, evenly from π/2, noise, down to 0, data."""
    return [0.5 * math.pi * (1 - i / steps) for i in range(steps + 1)]


def expected_ends(path: Array) -> Array:
    """Return the data that each step but the last of a path expected, (steps + 1, n, units) → (steps, n, units).

    The path is one over `angles(steps)`: v follows from a step's two ends, and z₀ = cos φ · z - sin φ · v from it.
    """
    steps = len(path) - 1
    delta = 0.5 * math.pi / steps
    v = (math.cos(delta) * path[:-1] - path[1:]) / math.sin(delta)
    phi = np.array(angles(steps)[:-1], path.dtype)[:, None, None]
    ends: Array = np.cos(phi) * path[:-1] - np.sin(phi) * v
    return ends
