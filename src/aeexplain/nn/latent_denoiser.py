"""A denoiser of an autoencoder's codes that can be asked for a class (Rombach et al. 2022)."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from aeexplain.nn.diffusion import TOLD, angle_features, angles, turned
from aeexplain.nn.layer import Array, Layer, Params, Shapes, part, under
from aeexplain.nn.model import Model
from aeexplain.nn.squared_error import squared_error


@dataclass(frozen=True)
class LatentDenoiser(Model):
    """A noised code, its angle and a class → the code's velocity, as `diffusion` has them.

    `net` maps (n, units + 8 + classes + 1) to (n, units): the code, the angle, and one place for each class and for none. The
    class that says "any" is number `classes`.
    """

    net: Layer
    units: int
    classes: int

    def __post_init__(self) -> None:
        if min(self.units, self.classes) < 1:
            raise ValueError(f"codes of {self.units} units in {self.classes} classes are empty")

    def shapes(self) -> Shapes:
        """Return the shapes of the network's parameters."""
        return under("net", self.net.shapes())

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters."""
        return under("net", self.net.init(rng))

    def told(self, z: Array, angle: Array, labels: NDArray[Any]) -> Array:
        """Return what the network sees of codes z (n, units) at angles (n, 1) with labels (n,)."""
        one_hot = np.eye(self.classes + 1, dtype=z.dtype)[labels]
        return np.concatenate([z, angle_features(angle), one_hot], 1)

    def velocity(self, z: Array, angle: float, labels: NDArray[Any], guidance: float = 0) -> Array:
        """Return v (n, units) of codes z (n, units) at one angle, for the asked labels (n,), `classes` asking for any.

        Guidance w leads away from what any class would do: v = (1 + w) v_asked - w v_any (Ho and Salimans 2022).
        """
        return self._velocity(z, self._asked([angle], labels, guidance, z.dtype)[0], guidance)

    def sample(self, noise: Array, labels: NDArray[Any], steps: int, guidance: float) -> Array:
        """Return the ways from noise (n, units) to codes of the asked labels (n,): (steps + 1, n, units), the noise first."""
        turn = 0.5 * math.pi / steps
        c, s = np.float32(math.cos(turn)), np.float32(math.sin(turn))
        path = [noise]
        for asked in self._asked(angles(steps)[:-1], labels, guidance, noise.dtype):
            path.append(c * path[-1] - s * self._velocity(path[-1], asked, guidance))
        return np.stack(path)

    def _asked(self, at: list[float], labels: NDArray[Any], guidance: float, dtype: DTypeLike) -> Array:
        """Return what the network sees beside the codes, (angles, rows, 8 + classes + 1): with guidance all rows twice."""
        if guidance:
            labels = np.concatenate([labels, np.full_like(labels, self.classes)])
        count = len(labels)
        rows = np.repeat(np.array(at, dtype), count)[:, None], np.tile(labels, len(at))
        seen = self.told(np.empty((len(at) * count, 0), dtype), *rows)
        return seen.reshape(len(at), count, -1)

    def _velocity(self, z: Array, asked: Array, guidance: float) -> Array:
        """Return v (n, units) of codes z (n, units), given what else the network sees."""
        if guidance == 0:
            return self.net.forward(self._params, np.concatenate([z, asked], 1))
        both = self.net.forward(self._params, np.concatenate([np.tile(z, (2, 1)), asked], 1))
        v, v_any = both[: len(z)], both[len(z) :]
        return v + np.float32(guidance) * (v - v_any)

    @cached_property
    def _params(self) -> Params:
        return part("net", self.params)


def wanted_inputs(units: int, classes: int) -> int:
    """Return how many numbers a denoiser's network takes in."""
    return units + TOLD + classes + 1


def velocity_error(
    denoiser: LatentDenoiser, params: Params, z0: Array, eps: Array, angle: Array, labels: NDArray[Any]
) -> tuple[float, Params]:
    """Return the mean squared error of the velocity at angles (n, 1) between codes z0 and noise eps, and its gradient."""
    at = turned(z0, eps, angle)
    guess, back = denoiser.net.vjp(part("net", params), denoiser.told(at.z, angle, labels))
    loss, dguess = squared_error(guess, at.v)
    _, grads = back(dguess)
    return loss, under("net", grads)
