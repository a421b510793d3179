"""What every layer can do, and how parameters are named."""

from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np

from aeexplain.arrays import Array

type Params = dict[str, Array]
type Shapes = dict[str, tuple[int, ...]]
type Back = Callable[[Array], tuple[Array, Params]]


class Layer(Protocol):
    """A function of parameters and input, with its derivative. Layers are frozen dataclasses of plain settings."""

    def shapes(self) -> Shapes:
        """Return the shape of every parameter by name."""
        ...

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh float32 parameters."""
        ...

    def forward(self, p: Params, x: Array) -> Array:
        """Return y; the leading axes of x are the batch's and may be absent."""
        ...

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y and `back`, which maps the loss's gradient dy to (dx, the parameters' gradients)."""
        ...


def add_prefix[T](name: str, values: Mapping[str, T]) -> dict[str, T]:
    """Return the values renamed to "name.key"."""
    return {f"{name}.{key}": value for key, value in values.items()}


def select_prefix[T](name: str, values: Mapping[str, T]) -> dict[str, T]:
    """Return the values whose names begin with "name.", without it: the inverse of `add_prefix`."""
    return {
        key.removeprefix(f"{name}."): value for key, value in values.items() if key.startswith(f"{name}.")
    }


def split_by_prefix[T](values: Mapping[str, T]) -> dict[str, dict[str, T]]:
    """Return what `select_prefix` gives for every prefix, by prefix, in one pass over the values; all names have a dot."""
    found: dict[str, dict[str, T]] = {}
    for key, value in values.items():
        name, _, rest = key.partition(".")
        found.setdefault(name, {})[rest] = value
    return found
