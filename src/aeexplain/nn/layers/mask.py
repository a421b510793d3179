"""Layers that pass over the places where nothing ever happens, such as the border pixels of a digit."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Params
from aeexplain.nn.layers.parameterless import Parameterless


def to_hex(active: NDArray[np.bool_]) -> str:
    """Return the mask as hexadecimal digits, eight places a pair, the first place in the highest bit."""
    return np.packbits(active).tobytes().hex()


@dataclass(frozen=True)
class Mask(Parameterless):
    """A mask over `size` places: `lit`, so called in weight files, has a bit for each, 1 where active (see `to_hex`)."""

    size: int
    lit: str

    def __post_init__(self) -> None:
        digits = 2 * -(-self.size // 8)
        if self.size < 1 or len(self.lit) != digits or re.fullmatch("[0-9a-f]*", self.lit) is None:
            raise ValueError(f"a mask over {self.size} places wants {digits} hexadecimal digits")

    @cached_property
    def places(self) -> NDArray[np.intp]:
        """The active places in order."""
        bits = np.unpackbits(np.frombuffer(bytes.fromhex(self.lit), np.uint8), count=self.size)
        return np.flatnonzero(bits)


def spread(values: NDArray[Any], places: NDArray[np.intp], size: int) -> NDArray[Any]:
    """Return an array of `size` zeros along the last axis with the values at the places."""
    y = np.zeros((*values.shape[:-1], size), values.dtype)
    y[..., places] = values
    return y


@dataclass(frozen=True)
class Gather(Mask):
    """Keep the active places: `size` numbers in, as many out as are active."""

    def forward(self, p: Params, x: Array) -> Array:
        """Return the active places of x."""
        return x[..., self.places]

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx has dy at the active places and zero elsewhere."""
        return self.forward(p, x), lambda dy: (spread(dy, self.places, self.size), {})


@dataclass(frozen=True)
class Scatter(Mask):
    """Put numbers back at the active places among zeros: the inverse of `Gather`."""

    def forward(self, p: Params, x: Array) -> Array:
        """Return `size` numbers, x at the active places."""
        return spread(x, self.places, self.size)

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx is dy at the active places."""
        return self.forward(p, x), lambda dy: (dy[..., self.places], {})
