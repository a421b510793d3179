"""The sigmoid-weighted linear unit (Elfwing, Uchibe and Doya 2018)."""

from dataclasses import dataclass

from aeexplain.arrays import Array
from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.layers.layer import Back, Params
from aeexplain.nn.layers.parameterless import Parameterless


@dataclass(frozen=True)
class SiLU(Parameterless):
    """y = x σ(x)."""

    def forward(self, p: Params, x: Array) -> Array:
        """Return x σ(x)."""
        return x * sigmoid(x)

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx = dy σ (1 + x (1 - σ))."""
        s = sigmoid(x)
        return x * s, lambda dy: (dy * s * (1 + x * (1 - s)), {})
