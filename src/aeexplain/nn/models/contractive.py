"""The contractive autoencoder (Rifai et al. 2011), small enough that its Jacobian has a closed form."""

from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.layers.layer import Params, Shapes
from aeexplain.nn.layers.matrix_product import product
from aeexplain.nn.models.model import Model


@dataclass(frozen=True)
class TiedAutoencoder(Model):
    """h = σ(x W + b) and x_hat = σ(h Wᵀ + c): one layer each way, with the same weights."""

    inputs: int
    units: int

    def __post_init__(self) -> None:
        if min(self.inputs, self.units) < 1:
            raise ValueError(f"an autoencoder from {self.inputs} to {self.units} units is empty")

    def shapes(self) -> Shapes:
        """Return the shapes of the weight, the code's bias and the reconstruction's."""
        return {"weight": (self.inputs, self.units), "bias": (self.units,), "back": (self.inputs,)}

    def init(self, rng: np.random.Generator) -> Params:
        """Return normal weights of variance 2 / (inputs + units) and biases of zero."""
        spread = np.float32(np.sqrt(2 / (self.inputs + self.units)))
        return {
            "weight": rng.standard_normal((self.inputs, self.units), np.float32) * spread,
            "bias": np.zeros(self.units, np.float32),
            "back": np.zeros(self.inputs, np.float32),
        }

    def encode(self, x: Array) -> Array:
        """Return the code, each unit in (0, 1): (..., inputs) → (..., units)."""
        return sigmoid(product(x, self.params["weight"]) + self.params["bias"])

    def decode(self, z: Array) -> Array:
        """Return the reconstruction in (0, 1): (..., units) → (..., inputs)."""
        return sigmoid(product(z, self.params["weight"].T) + self.params["back"])

    def jacobian(self, x: Array) -> Array:
        """Return ∂h/∂x, its row j being h_j (1 - h_j) times W's column j: (inputs,) → (units, inputs), or a batch of both."""
        return slopes(self.encode(x))[..., None] * self.params["weight"].T

    def contraction(self, x: Array) -> Array:
        """Return ‖∂h/∂x‖² (Frobenius) without forming the Jacobian: (..., inputs) → (...)."""
        squares: Array = slopes(self.encode(x)) ** 2 @ (self.params["weight"] ** 2).sum(0)
        return squares

    def stretch(self, x: Array, direction: Array) -> Array:
        """Return the length to which the Jacobian at x brings a step along the direction: two (..., inputs) → (...)."""
        lengths: Array = np.linalg.norm(slopes(self.encode(x)) * (direction @ self.params["weight"]), axis=-1)
        return lengths

    def stretches(self, x: Array) -> Array:
        """Return the Jacobian's singular values at one x, the largest first: (inputs,) → (min(units, inputs),).

        They are the half axes of the ellipsoid that a small ball around x becomes. Computed from the smaller of J Jᵀ and Jᵀ J,
        which is quick, and exact to about 1e-3 of the largest.
        """
        j = self.jacobian(x).astype(np.float64)
        gram = j @ j.T if self.units <= self.inputs else j.T @ j
        values: Array = np.sqrt(np.maximum(np.linalg.eigvalsh(gram)[::-1], 0))
        return values


def slopes(h: Array) -> Array:
    """Return σ' where the sigmoid's value is h."""
    return h * (1 - h)


def contractive_loss(p: Params, x: Array, weight: float) -> tuple[float, Params]:
    """Return the mean of ‖x - x_hat‖² + weight ‖∂h/∂x‖² over a batch x (n, inputs), and its gradient.

    The penalty is Σ_j s_j² w_j with s = h (1 - h) and w_j = Σ_i W_ij², so that ∂/∂h_j = 2 s_j (1 - 2 h_j) w_j.
    """
    w, share = p["weight"], 1 / len(x)
    h = sigmoid(x @ w + p["bias"])  # (n, units)
    x_hat = sigmoid(h @ w.T + p["back"])  # (n, inputs)
    s, lengths = slopes(h), (w**2).sum(0)
    loss = share * (float(np.sum((x_hat - x) ** 2)) + weight * float(np.sum(s**2 @ lengths)))

    dy = 2 * share * (x_hat - x) * slopes(x_hat)  # (n, inputs)
    dh = dy @ w + 2 * share * weight * s * (1 - 2 * h) * lengths  # (n, units)
    da = dh * s
    return loss, {
        "weight": x.T @ da + dy.T @ h + 2 * share * weight * w * (s**2).sum(0),
        "bias": da.sum(0),
        "back": dy.sum(0),
    }
