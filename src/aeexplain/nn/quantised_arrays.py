"""Arrays as a weight file stores them: fewer bits a number, and how to get the numbers back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import add_prefix
from aeexplain.nn.models.model import Model

DTYPES = {"float16": "<f2", "float32": "<f4", "int8": "i1", "uint8": "u1", "unorm8": "u1"}


@dataclass(frozen=True)
class Packed:
    """An array as it is stored: its name for the format, the stored numbers, and float32 column scales where it is int8."""

    dtype: str
    data: NDArray[Any]
    scale: NDArray[Any] | None = None

    def unpack(self) -> NDArray[Any]:
        """Return the values: float32, an image's in [0, 1]; int64 for uint8."""
        if self.dtype == "uint8":
            return self.data.astype(np.int64)
        values: NDArray[Any] = self.data.astype(np.float32)
        if self.scale is not None:
            values *= self.scale  # the last axis is the columns'
        return values / np.float32(255) if self.dtype == "unorm8" else values


def int8(values: NDArray[Any]) -> Packed:
    """Quantise to 255 levels a column, its largest size being 127; the error is at most half a level."""
    values = values.astype(np.float32)
    scale = np.abs(values).max(tuple(range(values.ndim - 1))) / np.float32(127)  # (columns,)
    return Packed("int8", np.rint(values / np.where(scale > 0, scale, 1)).astype(np.int8), scale)


def float16(values: NDArray[Any]) -> Packed:
    """Quantise to half precision: 11 bits of it, sizes up to 65504."""
    return Packed("float16", values.astype("<f2"))


def unorm8(values: NDArray[Any]) -> Packed:
    """Quantise values in [0, 1] to the 256 levels of an image."""
    return Packed("unorm8", np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8))


def uint8(values: NDArray[Any]) -> Packed:
    """Keep whole numbers from 0 to 255 as they are."""
    return Packed("uint8", values.astype(np.uint8))


def pack(models: Mapping[str, Model]) -> dict[str, Packed]:
    """Return all parameters as "<model>.<param>": matrices and larger as int8, vectors as float16."""
    params: dict[str, Array] = {}
    for name, model in models.items():
        params |= add_prefix(name, model.params)
    return {name: int8(value) if value.ndim > 1 else float16(value) for name, value in params.items()}
