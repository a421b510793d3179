"""The fully connected layer."""

from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Params, Shapes
from aeexplain.nn.layers.matrix_product import product


@dataclass(frozen=True)
class Dense:
    """y = x W + b, from `inputs` numbers to `outputs`."""

    inputs: int
    outputs: int

    def __post_init__(self) -> None:
        if min(self.inputs, self.outputs) < 1:
            raise ValueError(f"a dense layer from {self.inputs} to {self.outputs} units is empty")

    def shapes(self) -> Shapes:
        """Return the shapes of weight and bias."""
        return {"weight": (self.inputs, self.outputs), "bias": (self.outputs,)}

    def init(self, rng: np.random.Generator) -> Params:
        """Return normal weights of variance 2 / (inputs + outputs) (Glorot and Bengio 2010) and a bias of zero."""
        spread = np.sqrt(2 / (self.inputs + self.outputs))
        weight = rng.standard_normal((self.inputs, self.outputs), np.float32) * np.float32(spread)
        return {"weight": weight, "bias": np.zeros(self.outputs, np.float32)}

    def forward(self, p: Params, x: Array) -> Array:
        """Return x W + b."""
        return product(x, p["weight"]) + p["bias"]  # (..., outputs)

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx = dy Wᵀ, dW = xᵀ dy, db = Σ dy."""

        def back(dy: Array) -> tuple[Array, Params]:
            rows, d_rows = x.reshape(-1, self.inputs), dy.reshape(-1, self.outputs)
            return dy @ p["weight"].T, {"weight": rows.T @ d_rows, "bias": d_rows.sum(0)}

        return self.forward(p, x), back
