"""Layer normalisation (Ba, Kiros and Hinton 2016)."""

from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Params, Shapes

EPSILON = 1e-5  # added to the variance, so that a constant vector is not divided by zero


@dataclass(frozen=True)
class LayerNorm:
    """y = gain (x - mean) / deviation + bias, mean and deviation over the `units` of each vector."""

    units: int

    def __post_init__(self) -> None:
        if self.units < 1:
            raise ValueError("a normalisation over no units is empty")

    def shapes(self) -> Shapes:
        """Return the shapes of gain and bias."""
        return {"gain": (self.units,), "bias": (self.units,)}

    def init(self, rng: np.random.Generator) -> Params:
        """Return gains of one and biases of zero."""
        return {"gain": np.ones(self.units, np.float32), "bias": np.zeros(self.units, np.float32)}

    def forward(self, p: Params, x: Array) -> Array:
        """Return the normalised, scaled and shifted vectors."""
        return p["gain"] * standardised(x)[0] + p["bias"]  # (..., units)

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; with n the standardised x and g = dy gain, dx = (g - mean(g) - n mean(g n)) / deviation."""
        n, deviation = standardised(x)

        def back(dy: Array) -> tuple[Array, Params]:
            g = dy * p["gain"]
            dx = (g - g.mean(-1, keepdims=True) - n * (g * n).mean(-1, keepdims=True)) / deviation
            gain = (dy * n).reshape(-1, self.units).sum(0)
            return dx, {"gain": gain, "bias": dy.reshape(-1, self.units).sum(0)}

        return p["gain"] * n + p["bias"], back


def standardised(x: Array) -> tuple[Array, Array]:
    """Return (x - mean) / deviation over the last axis, and the deviation (..., 1)."""
    centred = x - x.mean(-1, keepdims=True)
    deviation = np.sqrt((centred * centred).mean(-1, keepdims=True) + EPSILON)
    return centred / deviation, deviation
