"""A VQ-VAE (van den Oord, Vinyals and Kavukcuoglu 2017): the code is a handful of tokens, each an entry of one codebook."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Layer, Params, Shapes, add_prefix, select_prefix
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.vector_quantiser import Tokens, commitment, nearest


@dataclass(frozen=True)
class QuantisedAutoencoder(Model):
    """x → `tokens` vectors of `width` numbers → for each the nearest of `entries` in the codebook → x_hat.

    The encoder gives all vectors of an input in one row, and the decoder takes them so. Parameters are "codebook"
    (entries, width), "encoder.…" and "decoder.…".
    """

    tokens: int
    entries: int
    width: int
    encoder: Layer
    decoder: Layer

    def __post_init__(self) -> None:
        if min(self.tokens, self.entries, self.width) < 1:
            raise ValueError(f"{self.tokens} tokens out of {self.entries} of width {self.width} are no code")

    def shapes(self) -> Shapes:
        """Return the shapes of the codebook and of both halves' parameters."""
        halves = add_prefix("encoder", self.encoder.shapes()) | add_prefix("decoder", self.decoder.shapes())
        return {"codebook": (self.entries, self.width)} | halves

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters; the codebook, drawn first, is normal and had better be set from data."""
        codebook = rng.standard_normal((self.entries, self.width), np.float32)
        halves = add_prefix("encoder", self.encoder.init(rng)) | add_prefix("decoder", self.decoder.init(rng))
        return {"codebook": codebook} | halves

    def encode(self, x: Array) -> Array:
        """Return the vectors before they snap: (inputs,) → (tokens, width), or batches of both."""
        return self.vectors(self.encoder.forward(self._halves[0], x))

    def quantise(self, z: Array) -> Tokens:
        """Return the index of the codebook's entry nearest to each vector: (..., width) → (...)."""
        return nearest(self.params["codebook"], z)

    def lookup(self, tokens: Tokens) -> Array:
        """Return the codebook's entries: (...) → (..., width)."""
        return self.params["codebook"][tokens]

    def decode(self, tokens: Tokens) -> Array:
        """Return the reconstruction: (tokens,) → (inputs,), or batches of both."""
        return self.decode_vectors(self.lookup(tokens))

    def decode_vectors(self, e: Array) -> Array:
        """Return what the decoder makes of any vectors, from the codebook or not: (..., tokens, width) → (..., inputs)."""
        return self.decoder.forward(self._halves[1], rows(e))

    def vectors(self, row: Array) -> Array:
        """Return the encoder's row as vectors: (..., tokens × width) → (..., tokens, width)."""
        return row.reshape(*row.shape[:-1], self.tokens, self.width)

    @cached_property
    def _halves(self) -> tuple[Params, Params]:
        return select_prefix("encoder", self.params), select_prefix("decoder", self.params)


def rows(vectors: Array) -> Array:
    """Return the vectors of each example in one row: (..., tokens, width) → (..., tokens × width)."""
    return vectors.reshape(*vectors.shape[:-2], -1)


def quantised_error(
    net: QuantisedAutoencoder, p: Params, x: Array, commit: float
) -> tuple[float, float, Params, Array]:
    """Return the squared error of x (n, inputs), the commitment, the gradient of error + commit × commitment, and z.

    The gradient is the straight-through one: that with respect to the entries e is handed to z as though e were z plus a
    constant. The codebook has none; it follows the vectors. z is (n, tokens, width).
    """
    row, back_encoder = net.encoder.vjp(select_prefix("encoder", p), x)
    z = net.vectors(row)
    e = p["codebook"][nearest(p["codebook"], z)]  # (n, tokens, width)
    x_hat, back_decoder = net.decoder.vjp(select_prefix("decoder", p), rows(e))
    error, dx_hat = squared_error(x_hat, x)
    away, dz = commitment(z, e)
    de, decoder = back_decoder(dx_hat)
    _, encoder = back_encoder(de + commit * rows(dz))
    return error, away, add_prefix("encoder", encoder) | add_prefix("decoder", decoder), z
