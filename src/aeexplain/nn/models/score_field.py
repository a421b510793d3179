"""A denoiser of points that is told how noisy they are, and the score that its residual is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Layer, Params, Shapes, add_prefix, select_prefix
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.model import Model


@dataclass(frozen=True)
class ScoreField(Model):
    """x̃ = x + σ ε → ε̂, the noise that was added, from x̃ and log σ (Song and Ermon 2019; Ho et al. 2020).

    `net` maps (n, size + 1) to (n, size). It is shown gain x̃ / √(1 + σ²): with coordinates of size 1 a network learns fine
    detail only very slowly (Rahaman et al. 2019), with a gain of 6 in a quarter of the steps. Least squares makes ε̂ the
    mean of ε given x̃, so that the residual -σ ε̂ is σ² ∇ log p_σ(x̃): Miyasawa's and Tweedie's formula (Vincent 2011; Alain
    and Bengio 2014).
    """

    net: Layer
    size: int
    gain: float

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ValueError(f"a point of {self.size} coordinates is empty")

    def shapes(self) -> Shapes:
        """Return the shapes of the network's parameters."""
        return add_prefix("net", self.net.shapes())

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters."""
        return add_prefix("net", self.net.init(rng))

    def conditioned(self, x: Array, sigma: Array) -> Array:
        """Return what the network sees (n, size + 1) of points x (n, size) with noise of sizes sigma (n, 1)."""
        return np.concatenate([self.gain * x / np.sqrt(1 + sigma**2), 1 + np.log(sigma)], 1)

    def noise(self, x: Array, sigma: float) -> Array:
        """Return ε̂ (n, size), the noise expected in points x (n, size) at noise of size sigma."""
        return self.net.forward(
            select_prefix("net", self.params), self.conditioned(x, np.full((len(x), 1), sigma, x.dtype))
        )

    def residual(self, x: Array, sigma: float) -> Array:
        """Return r(x) - x = -σ ε̂ (n, size): where the denoiser r moves the points."""
        return -np.float32(sigma) * self.noise(x, sigma)

    def denoise(self, x: Array, sigma: float) -> Array:
        """Return r(x) (n, size), the points as expected without their noise."""
        return x + self.residual(x, sigma)

    def score(self, x: Array, sigma: float) -> Array:
        """Return the learned ∇ log p_σ at points x (n, size): the residual over σ²."""
        return self.residual(x, sigma) / np.float32(sigma**2)

    def walk(self, x: Array, sigmas: Sequence[float]) -> Array:
        """Return the points' ways back to the data, (len(sigmas), n, size), the first place being x itself.

        The sigmas fall, and may end with 0. Where the noise falls from σ to σ', a point goes the share 1 - σ'/σ of its
        residual: Euler's steps along the probability flow (Song et al. 2021).
        """
        places = [x]
        for sigma, lower in pairwise(sigmas):
            places.append(places[-1] + np.float32(1 - lower / sigma) * self.residual(places[-1], sigma))
        return np.stack(places)


def noise_error(
    field: ScoreField, params: Params, x: Array, sigma: Array, eps: Array
) -> tuple[float, Params]:
    """Return the mean squared error of ε̂ for clean points x (n, size) and noise eps of sizes sigma (n, 1); its gradient."""
    guess, back = field.net.vjp(select_prefix("net", params), field.conditioned(x + sigma * eps, sigma))
    loss, dguess = squared_error(guess, eps)
    _, grads = back(dguess)
    return loss, add_prefix("net", grads)


def agreement(guess: Array, truth: Array) -> float:
    """Return the mean cosine between two fields of arrows (n, size), weighted by the true arrows' lengths, in [-1, 1].

    So a direction counts as much as it matters: where the true arrow is nearly nothing, it hardly has one.
    """
    along = (guess * truth).sum(1) / np.maximum(np.linalg.norm(guess, axis=1), 1e-12)  # (n,)
    return float(along.sum() / np.linalg.norm(truth, axis=1).sum())
