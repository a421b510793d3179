"""A sparse autoencoder: more units than inputs, of which only a few are active at a time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Params, Shapes
from aeexplain.nn.layers.matrix_product import product
from aeexplain.nn.models.model import Model

type Loss = tuple[float, Params]


@dataclass(frozen=True)
class SparseAutoencoder(Model):
    """x → z ≥ 0 → x_hat = c + Σ_j z_j d_j, where the atoms d_j, columns of the dictionary, have length 1.

    At most `active` of the `units` are above zero, the strongest ones (top-k: Makhzani and Frey 2014); where the two numbers
    are equal nothing is cut off, and sparsity is a penalty's business.
    """

    inputs: int
    units: int
    active: int

    def __post_init__(self) -> None:
        if self.inputs < 1 or not 1 <= self.active <= self.units:
            raise ValueError(
                f"{self.active} of {self.units} units cannot be active over {self.inputs} inputs"
            )

    def shapes(self) -> Shapes:
        """Return the shapes of encoder, bias, dictionary and centre."""
        return {
            "encoder": (self.inputs, self.units),
            "bias": (self.units,),
            "dictionary": (self.inputs, self.units),
            "centre": (self.inputs,),
        }

    def init(self, rng: np.random.Generator) -> Params:
        """Return random atoms of length 1, an encoder that looks for just these, and a bias and a centre of zero."""
        params = {
            "dictionary": rng.standard_normal((self.inputs, self.units), np.float32),
            "bias": np.zeros(self.units, np.float32),
            "centre": np.zeros(self.inputs, np.float32),
        }
        normalise(params)
        return {"encoder": params["dictionary"].copy(), **params}

    def encode(self, x: Array, active: int | None = None) -> Array:
        """Return the code (..., units) of x (..., inputs), with at most `active` units above zero instead of the model's."""
        z = np.maximum(excitation(self.params, x), 0)
        return z * keep_largest(z, self.active if active is None else active)

    def decode(self, z: Array) -> Array:
        """Return c + Σ_j z_j d_j, which may leave [0, 1]: (..., units) → (..., inputs)."""
        return product(z, self.params["dictionary"].T) + self.params["centre"]

    def parts(self, z: Array) -> Array:
        """Return z_j d_j for every unit of one code: (units,) → (units, inputs); with c they add up to x_hat."""
        parts: Array = (self.params["dictionary"] * z).T
        return parts


def excitation(p: Params, x: Array) -> Array:
    """Return what drives the units, (x - c) E + b, before it is cut off at zero: (..., units)."""
    return product(x - p["centre"], p["encoder"]) + p["bias"]


def keep_largest(z: Array, count: int) -> Array:
    """Return ones at the `count` largest of the last axis, and at their equals, and zeros elsewhere."""
    if not 0 < count < z.shape[-1]:
        return np.ones_like(z) if count else np.zeros_like(z)
    least = np.partition(z, -count, -1)[..., -count, None]
    return (z >= least).astype(z.dtype)


def normalise(params: Params) -> None:
    """Scale the atoms to length 1 in place, without which a penalty on z could be had for nothing by longer atoms."""
    params["dictionary"] /= np.linalg.norm(params["dictionary"], axis=0) + 1e-12


def sparse_loss(
    net: SparseAutoencoder, p: Params, x: Array, penalty: Callable[[Array], tuple[float, Array]] | None = None
) -> Loss:
    """Return the mean of ‖x - x_hat‖² + penalty(z) over a batch x (n, inputs), and its gradient.

    The gradient passes through the active units alone, as if which ones are active did not depend on the parameters.
    """
    a = excitation(p, x)  # (n, units)
    open_units = (a > 0) * keep_largest(a, net.active)  # (n, units)
    z = a * open_units
    difference = z @ p["dictionary"].T + p["centre"] - x  # (n, inputs)
    loss, dx_hat = float(np.sum(difference**2)) / len(x), difference * (2 / len(x))

    dz = dx_hat @ p["dictionary"]
    if penalty:
        price, dpenalty = penalty(z)
        loss, dz = loss + price, dz + dpenalty
    da = dz * open_units
    return loss, {
        "encoder": (x - p["centre"]).T @ da,
        "bias": da.sum(0),
        "dictionary": dx_hat.T @ z,
        "centre": dx_hat.sum(0) - p["encoder"] @ da.sum(0),
    }
