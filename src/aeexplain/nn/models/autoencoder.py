"""An encoder and a decoder."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Layer, Params, Shapes, add_prefix, select_prefix
from aeexplain.nn.models.model import Model


@dataclass(frozen=True)
class Autoencoder(Model):
    """x → z → x_hat. Parameters are named "encoder.…" and "decoder.…"."""

    encoder: Layer
    decoder: Layer

    def shapes(self) -> Shapes:
        """Return the shapes of both halves' parameters."""
        return add_prefix("encoder", self.encoder.shapes()) | add_prefix("decoder", self.decoder.shapes())

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters, the encoder's drawn first."""
        return add_prefix("encoder", self.encoder.init(rng)) | add_prefix("decoder", self.decoder.init(rng))

    def encode(self, x: Array) -> Array:
        """Return the code of one input or of a batch: (inputs,) → (units,) or (n, inputs) → (n, units)."""
        return self.encoder.forward(self._halves[0], x)

    def decode(self, z: Array) -> Array:
        """Return the reconstruction of one code or of a batch: (units,) → (inputs,) or (n, units) → (n, inputs)."""
        return self.decoder.forward(self._halves[1], z)

    @cached_property
    def _halves(self) -> tuple[Params, Params]:
        return select_prefix("encoder", self.params), select_prefix("decoder", self.params)
