"""Faces of 12 × 12 pixels. Two factors say nearly all: how they smile and how wide they are; four more only murmur."""

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.data.picture_factors import columns, pixel_places, uniform_factors

SIDE = 12
FACTORS = {  # the range of each, in the order of a row of factors
    "smile": (-1.0, 1.0),  # corners of the mouth down to up
    "width": (0.5, 0.97),  # half the head's width; the picture reaches from -1 to 1
    "tone": (0.41, 0.44),  # the skin's ink
    "gaze": (-0.03, 0.03),  # how far both eyes look aside
    "brow": (-0.32, -0.28),  # the eyes' height, down is positive
    "chin": (0.335, 0.365),  # the mouth's height
}
HEIGHT = 0.95  # half the head's height
SOFT = 0.07  # how wide an edge is, so that pictures change smoothly


def factors(rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    """Return (count, 6) independent factors, each uniform over its range, in the order of `FACTORS`."""
    return uniform_factors(FACTORS, rng, count)


def draw(rows: Array) -> NDArray[np.float32]:
    """Return the faces (n, 144) of factors (n, 6), row-major, ink in [0, 1]; ExplainError for rows of another length."""
    smile, width, tone, gaze, brow, chin = columns(rows, FACTORS, "faces")  # (n, 1) each
    y, x = pixel_places(SIDE)  # (144,) each
    head = _inside((1 - np.hypot(x / width, y / HEIGHT)) * width)
    eyes = _blob(np.abs(x - gaze) - 0.45 * width, y - brow, 0.13)
    mouth = _mouth(x, y - chin, 0.55 * width, smile)
    ink: NDArray[np.float32] = (tone * head + (1 - tone) * np.maximum(eyes, mouth)).astype(np.float32)
    return ink


def faces(rng: np.random.Generator, count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return random faces (count, 144) and their factors (count, 6)."""
    rows = factors(rng, count)
    return draw(rows), rows


def _inside(depth: Array) -> Array:
    """Return 1 where depth is well above zero, 0 well below, smoothly."""
    share: Array = 0.5 * np.tanh(depth / SOFT) + 0.5
    return share


def _blob(dx: Array, dy: Array, radius: float) -> Array:
    blob: Array = np.exp(-((dx**2 + dy**2) / (1.4 * radius**2)))
    return blob


def _mouth(x: Array, y: Array, half: Array, smile: Array) -> Array:
    """Return a parabola's stroke from -half to half, its ends raised (y falls upwards) as far as the smile asks."""
    bend = 0.24 * smile * (1 - 2 * np.minimum(np.abs(x) / half, 1.2) ** 2)
    stroke: Array = np.exp(-(((y - bend) / 0.13) ** 2))
    return stroke * _inside(half * 1.05 - np.abs(x))
