"""Where in the spectrum of an image its variance is."""

import numpy as np

from aeexplain.arrays import Array

NEAR_NYQUIST = 0.4  # cycles a pixel, of the 0.5 at which a pattern of every second pixel stands


def power(images: Array) -> Array:
    """Return each image's power spectrum, (..., h, w) → (..., h, w), frequency zero in the middle, its mean taken out.

    By Parseval's theorem the sum is the image's variance.
    """
    height, width = images.shape[-2:]
    centred = images - images.mean((-2, -1), keepdims=True)
    spectrum = np.abs(np.fft.fft2(centred) / (height * width)) ** 2
    return np.fft.fftshift(spectrum, (-2, -1))


def near_nyquist(height: int, width: int) -> Array:
    """Return 1 where a frequency of `power` is within 0.1 of Nyquist's along either axis, 0 elsewhere: (h, w)."""
    down, across = (np.abs(np.fft.fftshift(np.fft.fftfreq(size))) for size in (height, width))
    near: Array = (np.maximum(down[:, None], across) >= NEAR_NYQUIST).astype(np.float64)
    return near


def nyquist_share(images: Array) -> Array:
    """Return the share of each image's AC energy that lies near Nyquist's frequency, (..., h, w) → (...); 0 for a flat one.

    AC energy is the variance over pixels: the power at all frequencies but zero. Near means at least 0.4 cycles a pixel down
    or across, where a pattern that changes with every pixel has its energy; a stride of 2 puts its checkerboard there.
    """
    energy = power(images)  # (..., h, w)
    total = energy.sum((-2, -1))
    near = (energy * near_nyquist(*images.shape[-2:])).sum((-2, -1))
    share: Array = np.divide(near, total, out=np.zeros_like(total), where=total > 0)
    return share
