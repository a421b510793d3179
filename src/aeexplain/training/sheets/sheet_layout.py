"""Contact sheets: what a model does, as one picture for people's eyes. Grey or RGB arrays in [0, 1], 1 is white."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

BLUE, ORANGE = (0.0, 0.41, 0.68), (0.85, 0.37, 0.0)

type Picture = NDArray[Any]  # (height, width) or (height, width, 3)


def grid(images: ArrayLike, columns: int, gap: int = 2, zoom: int = 2) -> Picture:
    """Return images (n, height, width[, 3]) in rows of `columns`, `gap` pixels apart, each pixel `zoom` wide."""
    pictures = np.clip(np.asarray(images, np.float32), 0, 1).repeat(zoom, 1).repeat(zoom, 2)
    count, height, width, *colour = pictures.shape
    rows = -(-count // columns)
    sheet = np.ones((rows * (height + gap) + gap, columns * (width + gap) + gap, *colour), np.float32)
    for i, picture in enumerate(pictures):
        top, left = gap + (i // columns) * (height + gap), gap + (i % columns) * (width + gap)
        sheet[top : top + height, left : left + width] = picture
    return sheet


def ink(images: ArrayLike, size: tuple[int, int] = (28, 28)) -> Picture:
    """Return rows of pixels (n, height × width) as images of dark ink on white paper (n, height, width)."""
    return 1 - np.clip(np.asarray(images, np.float32), 0, 1).reshape(-1, *size)


def signed(images: ArrayLike, size: tuple[int, int]) -> Picture:
    """Return rows of signed numbers (n, height × width) as images, grey at zero, each over its own full range."""
    pictures = np.asarray(images, np.float32).reshape(-1, *size)
    reach = np.abs(pictures).max((1, 2), keepdims=True)
    return 0.5 - 0.5 * pictures / np.where(reach > 0, reach, 1)


def scatter(points: ArrayLike, colours: ArrayLike, size: int = 240, dot: int = 2) -> Picture:
    """Return points (n, 2) as dots in a square that holds them all; colours (n,) in [0, 1] run from blue to orange."""
    xy = np.asarray(points, np.float32)
    low, reach = xy.min(0), max(float(np.ptp(xy, 0).max()), 1e-9)
    places = np.rint((xy - low) / reach * (size - 4 * dot) + 2 * dot).astype(int)  # (n, 2)
    share = np.asarray(colours, np.float32)[:, None]  # (n, 1)
    rgb = (1 - share) * np.array(BLUE, np.float32) + share * np.array(ORANGE, np.float32)  # (n, 3)
    sheet = np.ones((size, size, 3), np.float32)
    for down in range(-dot // 2, dot // 2 + 1):
        for across in range(-dot // 2, dot // 2 + 1):
            sheet[size - 1 - (places[:, 1] + down), places[:, 0] + across] = rgb
    return sheet


def stack(*pictures: Picture) -> Picture:
    """Return pictures one below the other, on white, in colour where any is."""
    coloured = any(picture.ndim == 3 for picture in pictures)
    shown = [_coloured(picture) if coloured else picture for picture in pictures]
    width = max(picture.shape[1] for picture in shown)
    return np.concatenate([_widened(picture, width) for picture in shown])


def _coloured(picture: Picture) -> Picture:
    return picture if picture.ndim == 3 else picture[..., None].repeat(3, 2)


def _widened(picture: Picture, width: int) -> Picture:
    margins: Sequence[Any] = [(0, 0), (0, width - picture.shape[1]), (0, 0)]
    return np.pad(picture, margins[: picture.ndim], constant_values=1)
