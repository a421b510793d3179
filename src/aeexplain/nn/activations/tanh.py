"""The hyperbolic tangent."""

from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Params
from aeexplain.nn.layers.parameterless import Parameterless


@dataclass(frozen=True)
class Tanh(Parameterless):
    """y = tanh(x)."""

    def forward(self, p: Params, x: Array) -> Array:
        """Return tanh(x)."""
        y: Array = np.tanh(x)
        return y

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx = dy (1 - y²)."""
        y = np.tanh(x)
        return y, lambda dy: (dy * (1 - y * y), {})
