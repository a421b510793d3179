"""Principal component analysis: the best linear code in squared error (Pearson 1901)."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Shapes
from aeexplain.nn.layers.matrix_product import product
from aeexplain.nn.models.model import Model


@dataclass(frozen=True)
class PCA(Model):
    """A mean and orthonormal components as columns, in falling order of variance; the first k are the best k."""

    inputs: int
    units: int

    def __post_init__(self) -> None:
        if not 1 <= self.units <= self.inputs:
            raise ValueError(f"there are from 1 to {self.inputs} components, not {self.units}")

    @classmethod
    def fit(cls, x: Array, units: int) -> Self:
        """Return the bound PCA of the rows of x, computed in float64 from their covariance.

        A component's sign is such that its element of largest size is positive, so that every machine finds the same.
        """
        mean = x.mean(0, dtype=np.float64)  # (inputs,)
        centred = x - mean  # (n, inputs)
        _, vectors = np.linalg.eigh(centred.T @ centred)  # columns, variance rising
        components = vectors[:, ::-1][:, :units]  # (inputs, units)
        largest = np.take_along_axis(components, np.abs(components).argmax(0)[None], 0)  # (1, units)
        components = components * np.sign(largest)
        params = {"mean": mean.astype(np.float32), "components": components.astype(np.float32)}
        return cls(x.shape[1], units).bind(params)

    def shapes(self) -> Shapes:
        """Return the shapes of mean and components."""
        return {"mean": (self.inputs,), "components": (self.inputs, self.units)}

    def encode(self, x: Array) -> Array:
        """Return the coordinates along the components: (inputs,) → (units,) or (n, inputs) → (n, units)."""
        return product(x - self.params["mean"], self.params["components"])

    def decode(self, z: Array) -> Array:
        """Return the point in the components' plane, which may leave [0, 1]: (units,) → (inputs,), or batches of both."""
        return product(z, self.params["components"].T) + self.params["mean"]
