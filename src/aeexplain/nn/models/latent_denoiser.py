"""A denoiser of an autoencoder's codes that can be asked for a class (Rombach et al. 2022)."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Layer, Params, Shapes, add_prefix, select_prefix
from aeexplain.nn.layers.matrix_product import product
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.model import Model
from aeexplain.nn.noise_schedule import ANGLE_FEATURES, angle_features, angles, rotate


@dataclass(frozen=True)
class LatentDenoiser(Model):
    """A noised code, its angle and a class → the code's velocity, as `diffusion` has them.

    `net` maps (n, units + 8 + classes + 1) to (n, units): the code, the angle, and one place for each class and for none. Its
    first and last layers are dense. The class that says "any" is number `classes`.
    """

    net: Layer
    units: int
    classes: int

    def __post_init__(self) -> None:
        if min(self.units, self.classes) < 1:
            raise ValueError(f"codes of {self.units} units in {self.classes} classes are empty")
        if not (isinstance(self._layers[0], Dense) and isinstance(self._layers[-1], Dense)):
            raise ValueError("a denoiser's network begins and ends with a dense layer")

    def shapes(self) -> Shapes:
        """Return the shapes of the network's parameters."""
        return add_prefix("net", self.net.shapes())

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters."""
        return add_prefix("net", self.net.init(rng))

    def conditioned(self, z: Array, angle: Array, labels: NDArray[Any]) -> Array:
        """Return what the network sees of codes z (n, units) at angles (n, 1) with labels (n,)."""
        one_hot = np.eye(self.classes + 1, dtype=z.dtype)[labels]
        return np.concatenate([z, angle_features(angle), one_hot], 1)

    def velocity(self, z: Array, angle: float, labels: NDArray[Any], guidance: float = 0) -> Array:
        """Return v (n, units) of codes z (n, units) at one angle, for the asked labels (n,), `classes` asking for any.

        Guidance w leads away from what any class would do: v = (1 + w) v_asked - w v_any (Ho and Salimans 2022).
        """
        return self._velocity(z, self._asked([angle], labels, guidance)[0], guidance)

    def sample(self, noise: Array, labels: NDArray[Any], steps: int, guidance: float) -> Array:
        """Return the ways from noise (n, units) to codes of the asked labels (n,): (steps + 1, n, units), the noise first."""
        turn = 0.5 * math.pi / steps
        c, s = np.float32(math.cos(turn)), np.float32(math.sin(turn))
        path = [noise]
        for asked in self._asked(angles(steps)[:-1], labels, guidance):
            path.append(c * path[-1] - s * self._velocity(path[-1], asked, guidance))
        return np.stack(path)

    def _asked(self, at: list[float], labels: NDArray[Any], guidance: float) -> Array:
        """Return what angles and labels add to the first layer, (angles, n, width); guided, all rows again for any class."""
        if guidance:
            labels = np.concatenate([labels, np.full_like(labels, self.classes)])
        weight, bias = self._params["0.weight"], self._params["0.bias"]
        features = angle_features(np.array(at, weight.dtype)[:, None])  # (angles, 8)
        by_angle = product(features, weight[self.units : -self.classes - 1]) + bias  # (angles, width)
        asked: Array = by_angle[:, None] + weight[-self.classes - 1 :][labels]
        return asked

    def _velocity(self, z: Array, asked: Array, guidance: float) -> Array:
        """Return v (n, units) of codes z (n, units) and one angle's `asked`.

        The first and the last layer are linear: codes pass the one, and what guidance makes of both answers the other, once.
        """
        first = product(z, self._params["0.weight"][: self.units])  # (n, width)
        h = self._between.forward(self._inner, (np.tile(first, (2, 1)) if guidance else first) + asked)
        if guidance:
            h, h_any = h[: len(z)], h[len(z) :]
            h = h + np.float32(guidance) * (h - h_any)
        return self._layers[-1].forward(select_prefix(str(len(self._layers) - 1), self._params), h)

    @cached_property
    def _params(self) -> Params:
        return select_prefix("net", self.params)

    @cached_property
    def _layers(self) -> tuple[Layer, ...]:
        return self.net.layers if isinstance(self.net, Sequential) else (self.net,)

    @cached_property
    def _between(self) -> Sequential:
        return Sequential(self._layers[1:-1])

    @cached_property
    def _inner(self) -> Params:
        inner = range(1, len(self._layers) - 1)
        return {
            k: v
            for i in inner
            for k, v in add_prefix(str(i - 1), select_prefix(str(i), self._params)).items()
        }


def wanted_inputs(units: int, classes: int) -> int:
    """Return how many numbers a denoiser's network takes in."""
    return units + ANGLE_FEATURES + classes + 1


def velocity_error(
    denoiser: LatentDenoiser, params: Params, z0: Array, eps: Array, angle: Array, labels: NDArray[Any]
) -> tuple[float, Params]:
    """Return the mean squared error of the velocity at angles (n, 1) between codes z0 and noise eps, and its gradient."""
    at = rotate(z0, eps, angle)
    guess, back = denoiser.net.vjp(select_prefix("net", params), denoiser.conditioned(at.z, angle, labels))
    loss, dguess = squared_error(guess, at.v)
    _, grads = back(dguess)
    return loss, add_prefix("net", grads)
