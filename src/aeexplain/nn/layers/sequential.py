"""Layers one after another."""

from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Layer, Params, Shapes, add_prefix, split_by_prefix


@dataclass(frozen=True)
class Sequential:
    """The layers in order; layer 0's weight is named "0.weight"."""

    layers: tuple[Layer, ...]

    def shapes(self) -> Shapes:
        """Return the shapes of all layers' parameters."""
        return {
            k: v for i, layer in enumerate(self.layers) for k, v in add_prefix(str(i), layer.shapes()).items()
        }

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters of all layers, drawn in their order."""
        return {
            k: v
            for i, layer in enumerate(self.layers)
            for k, v in add_prefix(str(i), layer.init(rng)).items()
        }

    def forward(self, p: Params, x: Array) -> Array:
        """Return the last layer's output."""
        own = split_by_prefix(p)
        for i, layer in enumerate(self.layers):
            x = layer.forward(own.get(str(i), {}), x)
        return x

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return the output; `back` runs the layers' own backs from the last to the first (the chain rule)."""
        own, backs = split_by_prefix(p), []
        for i, layer in enumerate(self.layers):
            x, layer_back = layer.vjp(own.get(str(i), {}), x)
            backs.append(layer_back)

        def back(dy: Array) -> tuple[Array, Params]:
            grads: Params = {}
            for i, layer_back in reversed(list(enumerate(backs))):
                dy, layer_grads = layer_back(dy)
                grads |= add_prefix(str(i), layer_grads)
            return dy, grads

        return x, back
