"""Images with fewer places and more channels, and back, with no number lost (Shi and others 2016)."""

from aeexplain.arrays import Array


def space_to_depth(x: Array, block: int) -> Array:
    """Return each square of block × block places as the channels of one: (..., h, w, c) → (..., h/block, w/block, block² c)."""
    *batch, height, width, channels = x.shape
    down, across = height // block, width // block
    squares = x.reshape(*batch, down, block, across, block, channels)
    return squares.swapaxes(-4, -3).reshape(*batch, down, across, block * block * channels)


def depth_to_space(y: Array, block: int) -> Array:
    """Return each place's channels as a square of places, the inverse: (..., h, w, block² c) → (..., block h, block w, c)."""
    *batch, height, width, channels = y.shape
    squares = y.reshape(*batch, height, width, block, block, channels // block**2)
    return squares.swapaxes(-4, -3).reshape(*batch, block * height, block * width, channels // block**2)
