"""The residual connection (He et al. 2016)."""

from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Layer, Params, Shapes


@dataclass(frozen=True)
class Residual:
    """y = x + layer(x): the layer says only what is to change. Its parameters keep their names."""

    layer: Layer

    def shapes(self) -> Shapes:
        """Return the shapes of the layer's parameters."""
        return self.layer.shapes()

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters of the layer."""
        return self.layer.init(rng)

    def forward(self, p: Params, x: Array) -> Array:
        """Return x + layer(x)."""
        return x + self.layer.forward(p, x)

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx = dy + what the layer's own back makes of dy."""
        change, layer_back = self.layer.vjp(p, x)

        def back(dy: Array) -> tuple[Array, Params]:
            dx, grads = layer_back(dy)
            return dy + dx, grads

        return x + change, back
