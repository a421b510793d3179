"""Blurring: the plainest denoiser of images, and the best width of it for every level of noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Shapes
from aeexplain.nn.models.model import Model


def gaussian_blur(images: Array, width: float) -> Array:
    """Return images (..., h, w) convolved with a Gaussian of that standard deviation in pixels; outside of them is 0."""
    height, breadth = images.shape[-2:]
    return kernel(height, width).astype(images.dtype) @ images @ kernel(breadth, width).astype(images.dtype)


def kernel(size: int, width: float) -> Array:
    """Return the symmetric (size, size) matrix that blurs one axis; a row far from the border sums to 1. Width 0 is no blur."""
    if width <= 0:
        return np.eye(size)
    places = np.arange(size)
    total = np.exp(-0.5 * (np.arange(-4 * size, 4 * size + 1) / width) ** 2).sum()
    bell: Array = np.exp(-0.5 * ((places[:, None] - places) / width) ** 2) / total
    return bell


@dataclass(frozen=True)
class BlurDenoiser(Model):
    """x + σ ε → x_hat by the width that was best on training images for that σ; interpolated between `levels` of it."""

    height: int
    width: int
    levels: int

    def __post_init__(self) -> None:
        if min(self.height, self.width, self.levels) < 1:
            raise ValueError("a blur wants an image and at least one level of noise")

    def shapes(self) -> Shapes:
        """Return the shapes of the levels of σ, rising, and of the best widths for them."""
        return {"sigmas": (self.levels,), "widths": (self.levels,)}

    def best_width(self, sigma: float) -> float:
        """Return the Gaussian's standard deviation in pixels for noise of standard deviation σ."""
        return float(np.interp(sigma, self.params["sigmas"], self.params["widths"]))

    def denoise(self, x: Array, sigma: float) -> Array:
        """Return the blurred images, (..., height · width) → the same; they may leave [0, 1] as x does."""
        images = x.reshape(*x.shape[:-1], self.height, self.width)
        return gaussian_blur(images, self.best_width(sigma)).reshape(x.shape)


def psnr(error: ArrayLike) -> Array:
    """Return the peak signal-to-noise ratio in dB of mean squared errors above 0, of images whose peak is 1."""
    return np.asarray(-10 * np.log10(error))
