"""Larger images by repetition."""

from dataclasses import dataclass

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Params
from aeexplain.nn.layers.parameterless import Parameterless


@dataclass(frozen=True)
class Resize(Parameterless):
    """Nearest neighbour: every place becomes factor × factor of itself, (..., h, w, c) → (..., factor h, factor w, c)."""

    factor: int

    def __post_init__(self) -> None:
        if self.factor < 1:
            raise ValueError(f"an image cannot be resized by {self.factor}")

    def forward(self, p: Params, x: Array) -> Array:
        """Return x with every place repeated along both axes."""
        return x.repeat(self.factor, -3).repeat(self.factor, -2)

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx is the sum of dy over each place's repetitions."""
        *batch, height, width, channels = x.shape

        def back(dy: Array) -> tuple[Array, Params]:
            blocks = dy.reshape(*batch, height, self.factor, width, self.factor, channels)
            return blocks.sum((-4, -2)), {}

        return self.forward(p, x), back
