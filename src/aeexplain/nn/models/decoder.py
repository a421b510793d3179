"""A decoder by itself."""

from dataclasses import dataclass

from aeexplain.arrays import Array
from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.layers.layer import Layer, Shapes
from aeexplain.nn.models.model import Model


@dataclass(frozen=True)
class Decoder(Model):
    """z → logits → x_hat in (0, 1); `net` gives the logits. What a last sigmoid hides is seen in the logits."""

    net: Layer

    def shapes(self) -> Shapes:
        """Return the shapes of the net's parameters."""
        return self.net.shapes()

    def logits(self, z: Array) -> Array:
        """Return the output before the sigmoid: (units,) → (outputs,) or (n, units) → (n, outputs)."""
        return self.net.forward(self.params, z)

    def decode(self, z: Array) -> Array:
        """Return the output: (units,) → (outputs,) or (n, units) → (n, outputs)."""
        return sigmoid(self.logits(z))
