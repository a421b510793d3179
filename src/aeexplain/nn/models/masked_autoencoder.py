"""A masked autoencoder (He et al. 2022): the encoder sees the visible patches only, a light decoder fills in the rest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.nn.image_patches import from_patches, to_patches
from aeexplain.nn.layers.layer import Layer, Params, Shapes, add_prefix, select_prefix
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.model import Model

SPREAD = 0.02  # of fresh places and of the fresh mask token

type Places = NDArray[np.intp]  # (n, count): which patches, in any order


@dataclass(frozen=True)
class MaskedAutoencoder(Model):
    """Images of side² pixels in patches of patch² pixels.

    `embed` makes a token of `units` numbers from a patch's pixels, `encoder` maps the visible tokens to as many of the same
    width, `decoder` maps a token for every patch, hidden ones being the same mask token, to pixels. A token knows where it
    belongs from "seen" on its way into the encoder and from "place" on its way into the decoder, both (patches, units).
    """

    side: int
    patch: int
    units: int
    embed: Layer
    encoder: Layer
    decoder: Layer

    def __post_init__(self) -> None:
        if min(self.side, self.patch, self.units) < 1 or self.side % self.patch:
            raise ValueError(f"a side of {self.side} pixels cannot be cut into patches of {self.patch}")

    @property
    def patches(self) -> int:
        """How many patches an image has."""
        return (self.side // self.patch) ** 2

    def shapes(self) -> Shapes:
        """Return the shapes of all parameters."""
        own: Shapes = {
            "seen": (self.patches, self.units),
            "place": (self.patches, self.units),
            "mask": (self.units,),
        }
        for name, layer in self._layers.items():
            own |= add_prefix(name, layer.shapes())
        return own

    def init(self, rng: np.random.Generator) -> Params:
        """Return fresh parameters: the places and the mask token drawn first, then the layers' own."""
        shapes = {name: shape for name, shape in self.shapes().items() if "." not in name}
        params: Params = {
            name: np.float32(SPREAD) * rng.standard_normal(shape, np.float32)
            for name, shape in shapes.items()
        }
        for name, layer in self._layers.items():
            params |= add_prefix(name, layer.init(rng))
        return params

    def reconstruct(self, x: Array, visible: NDArray[np.bool_]) -> Array:
        """Return the images with their hidden patches filled in and their visible ones as they are.

        x is (side²,) or (n, side²) with values in [0, 1]; `visible` is (patches,), or (n, patches) with the same count of
        visible patches in every row. What x holds in hidden patches is never looked at.
        """
        patches = to_patches(np.atleast_2d(x), self.patch)  # (n, patches, patch²)
        shown = np.broadcast_to(visible, patches.shape[:2])  # (n, patches)
        seen = np.nonzero(shown)[1].reshape(len(patches), -1)  # (n, visible)
        filled = self.predict(np.take_along_axis(patches, seen[..., None], 1), seen)
        return from_patches(np.where(shown[..., None], patches, filled)).reshape(x.shape)

    def predict(self, patches: Array, seen: Places) -> Array:
        """Return all patches (n, patches, patch²) from the seen ones' pixels (n, visible, patch²) and places (n, visible)."""
        p = self.params
        tokens = (
            self.embed.forward(select_prefix("embed", p), patches) + p["seen"][seen]
        )  # (n, visible, units)
        encoded = self.encoder.forward(select_prefix("encoder", p), tokens)  # (n, visible, units)
        return self.decoder.forward(
            select_prefix("decoder", p), self.laid_out(encoded, p["mask"], seen) + p["place"]
        )

    def laid_out(self, encoded: Array, mask: Array, seen: Places) -> Array:
        """Return what the encoder gave at the seen places, and the mask token at all others: (n, patches, units)."""
        whole = np.empty((len(seen), self.patches, self.units), encoded.dtype)
        whole[...] = mask
        np.put_along_axis(whole, seen[..., None], encoded, 1)
        return whole

    @property
    def _layers(self) -> dict[str, Layer]:
        return {"embed": self.embed, "encoder": self.encoder, "decoder": self.decoder}


def masked_error(
    net: MaskedAutoencoder, p: Params, patches: Array, seen: Places, hidden: Places
) -> tuple[float, Params]:
    """Return the mean squared error over the hidden patches of all patches (n, patches, patch²), and its gradient.

    Backwards: hidden pixels → decoder → its tokens, which part into the encoder's (seen) and the mask token (hidden).
    """
    s, h = seen[..., None], hidden[..., None]
    tokens, back_embed = net.embed.vjp(select_prefix("embed", p), np.take_along_axis(patches, s, 1))
    encoded, back_encoder = net.encoder.vjp(select_prefix("encoder", p), tokens + p["seen"][seen])
    whole = net.laid_out(encoded, p["mask"], seen) + p["place"]  # (n, patches, units)
    filled, back_decoder = net.decoder.vjp(select_prefix("decoder", p), whole)
    loss, d_hidden = squared_error(np.take_along_axis(filled, h, 1), np.take_along_axis(patches, h, 1))

    d_filled = np.zeros_like(filled)
    np.put_along_axis(d_filled, h, d_hidden, 1)
    d_whole, decoder = back_decoder(d_filled)
    d_tokens, encoder = back_encoder(np.take_along_axis(d_whole, s, 1))
    _, embed = back_embed(d_tokens)
    d_seen = np.zeros_like(d_whole)
    np.put_along_axis(d_seen, s, d_tokens, 1)
    own = {
        "seen": d_seen.sum(0),
        "place": d_whole.sum(0),
        "mask": np.take_along_axis(d_whole, h, 1).sum((0, 1)),
    }
    return loss, own | add_prefix("embed", embed) | add_prefix("encoder", encoder) | add_prefix(
        "decoder", decoder
    )
