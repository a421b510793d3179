"""A network that takes noise out of images when told how much there is."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Layer, Params, Shapes
from aeexplain.nn.layers.pixel_shuffle import depth_to_space, space_to_depth
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.model import Model


@dataclass(frozen=True)
class ImageDenoiser(Model):
    """x + σ ε → x_hat for grey images, as rows of height · width pixels. It has no bottleneck.

    After FFDNet (Zhang, Zuo and Zhang 2018): `net` works on places of block × block pixels, so that it sees far at a low
    price, with σ as one more channel: (..., height/block, width/block, block² + 1) → (..., height/block, width/block, block²).
    """

    height: int
    width: int
    block: int
    net: Layer

    def __post_init__(self) -> None:
        if (
            min(self.height, self.width, self.block) < 1
            or self.height % self.block
            or self.width % self.block
        ):
            raise ValueError(
                f"blocks of {self.block} do not cut an image of {self.height} × {self.width} evenly"
            )

    def shapes(self) -> Shapes:
        """Return the shapes of the net's parameters."""
        return self.net.shapes()

    def denoise(self, x: Array, sigma: ArrayLike) -> Array:
        """Return the clean images' estimate, (..., height · width) → the same; σ is one for all, or one an image, (...)."""
        places = self.net.forward(self.params, with_noise_channel(self.places(x), sigma))
        return depth_to_space(places, self.block).reshape(x.shape)

    def places(self, x: Array) -> Array:
        """Return images as places of block² pixels: (..., height · width) → (..., height/block, width/block, block²)."""
        return space_to_depth(x.reshape(*x.shape[:-1], self.height, self.width, 1), self.block)


def with_noise_channel(places: Array, sigma: ArrayLike) -> Array:
    """Return the places with σ, one for all or one an image, as their last channel: (..., h, w, c) → (..., h, w, c + 1)."""
    level: Any = np.asarray(sigma, places.dtype)[..., None, None, None]
    return np.concatenate([places, np.broadcast_to(level, (*places.shape[:-1], 1))], -1)


def denoising_error(
    denoiser: ImageDenoiser, params: Params, x: Array, noisy: Array, sigma: Array
) -> tuple[float, Params]:
    """Return the mean squared error of denoising (n, height · width) pixels, and its gradient; sigma is (n,)."""
    x_hat, back = denoiser.net.vjp(params, with_noise_channel(denoiser.places(noisy), sigma))
    loss, dx_hat = squared_error(x_hat, denoiser.places(x))
    return loss, back(dx_hat)[1]
