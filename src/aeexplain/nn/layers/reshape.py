"""Rows of numbers as images and back."""

from dataclasses import dataclass

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Params
from aeexplain.nn.layers.parameterless import Parameterless


@dataclass(frozen=True)
class Image(Parameterless):
    """The sizes of an image whose numbers stand in a row: rows first, channels last."""

    height: int
    width: int
    channels: int

    def __post_init__(self) -> None:
        if min(self.height, self.width, self.channels) < 1:
            raise ValueError(f"an image of {self.height} × {self.width} × {self.channels} is empty")


@dataclass(frozen=True)
class Unflatten(Image):
    """A row becomes an image: (..., height · width · channels) → (..., height, width, channels)."""

    def forward(self, p: Params, x: Array) -> Array:
        """Return x in the image's shape."""
        return x.reshape(*x.shape[:-1], self.height, self.width, self.channels)

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx is dy in x's shape."""
        return self.forward(p, x), lambda dy: (dy.reshape(x.shape), {})


@dataclass(frozen=True)
class Flatten(Image):
    """An image becomes a row: (..., height, width, channels) → (..., height · width · channels)."""

    def forward(self, p: Params, x: Array) -> Array:
        """Return x as rows."""
        return x.reshape(*x.shape[:-3], self.height * self.width * self.channels)

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx is dy in x's shape."""
        return self.forward(p, x), lambda dy: (dy.reshape(x.shape), {})
