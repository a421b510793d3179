"""Hand-drawn strokes to an image like MNIST's: ink 20 pixels tall or wide at most, its centre of mass in the middle."""

import re

import numpy as np
from numpy.typing import NDArray

STROKES = re.compile(r"(?:[0-9]{1,2},[0-9]{1,2})(?:[ ;][0-9]{1,2},[0-9]{1,2})*")
MOST_POINTS = 600
SIDE, BOX = 28, 20  # pixels of the image, and of the box that the ink is scaled into
RADIUS = 1.05  # of the pen, in pixels of the image; MNIST's strokes are about two pixels wide


def drawn_digit(strokes: str) -> NDArray[np.float32] | None:
    """Return strokes ("x,y x,y;x,y ...", 0 to 99, y downwards) as (784,) in [0, 1]; None for an empty text.

    Text that is no strokes, or more than 600 points: ValueError. Scaled and centred as MNIST's digits were: to a box of 20
    pixels keeping its shape, then moved so that the centre of mass is the image's (LeCun et al. 1998).
    """
    if not strokes:
        return None
    if len(strokes) > MOST_POINTS * 6 or not STROKES.fullmatch(strokes) or strokes.count(",") > MOST_POINTS:
        raise ValueError("wants strokes as x,y x,y;x,y with whole numbers from 0 to 99")
    lines = [
        np.array([pair.split(",") for pair in stroke.split(" ")], dtype=np.float32)
        for stroke in strokes.split(";")
    ]
    points = np.concatenate(lines)  # (n, 2)
    low, high = points.min(0), points.max(0)
    scale = (BOX - 2 * RADIUS) / max(float((high - low).max()), 1e-6) if len(points) > 1 else 1.0
    middle = (low + high) / 2
    placed = [(line - middle) * min(scale, 1.0) + SIDE / 2 for line in lines]
    image = _inked(placed)
    mass = np.array([image.sum(0) @ _CENTRES, image.sum(1) @ _CENTRES]) / max(float(image.sum()), 1e-6)
    return _inked([line + (SIDE / 2 - mass) for line in placed]).reshape(-1)


_CENTRES = np.arange(SIDE, dtype=np.float32) + 0.5  # of the pixels along one axis


def _inked(lines: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return lines, in pixels, drawn with a round pen: (28, 28) in [0, 1], soft over one pixel at the edge."""
    starts = np.concatenate([line[:-1] if len(line) > 1 else line for line in lines])  # (segments, 2)
    ends = np.concatenate([line[1:] if len(line) > 1 else line for line in lines])
    x, y = np.meshgrid(_CENTRES, _CENTRES)
    pixels = np.stack((x.ravel(), y.ravel()), 1)  # (784, 2)
    along = ends - starts
    length = np.maximum((along**2).sum(1), 1e-9)  # (segments,)
    away = pixels[:, None] - starts  # (784, segments, 2)
    share = np.clip((away * along).sum(2) / length, 0, 1)  # (784, segments)
    nearest = np.sqrt(((away - share[..., None] * along) ** 2).sum(2).min(1))  # (784,)
    image: NDArray[np.float32] = np.clip(RADIUS + 0.5 - nearest, 0, 1).astype(np.float32)
    return image.reshape(SIDE, SIDE)
