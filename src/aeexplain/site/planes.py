"""Images of one size that change little from one to the next, as planes of bytes that compress well."""

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEP = 3  # opacity is kept to the nearest multiple, which is at most one level away
MOST_COLOURS = 256  # that a byte can tell apart

Plane = NDArray[np.uint8]  # (images, height, width)


@dataclass(frozen=True)
class Planes:
    """What the page needs to have the images back: `told` goes into its JSON, `data` is what that counts through.

    told: the colours that there are (null: the planes are opacity, red, green and blue) and each plane's filter. The planes
    are opacity in steps of three and, of several colours, each pixel's number.
    """

    told: dict[str, Any]
    data: bytes


def pack(images: list[NDArray[np.uint8]]) -> Planes:
    """Return images (height, width, 4) of one size."""
    rgba = np.stack(images)  # (n, height, width, 4)
    opacity = np.rint(rgba[..., 3] / STEP).astype(np.uint8)
    rgb = np.where(opacity[..., None] > 0, rgba[..., :3], 0)
    colours, numbers = np.unique(rgb[opacity > 0].reshape(-1, 3), axis=0, return_inverse=True)
    planes = [opacity]
    if len(colours) > MOST_COLOURS:
        planes += [rgb[..., i].copy() for i in range(3)]
    elif len(colours) > 1:
        numbered = np.zeros(opacity.shape, np.uint8)
        numbered[opacity > 0] = numbers.reshape(-1)
        planes.append(numbered)
    filtered = [_filtered(plane) for plane in planes]
    told = {
        "colours": colours.tolist() if len(colours) <= MOST_COLOURS else None,
        "filters": [name for name, _ in filtered],
    }
    return Planes(told, b"".join(plane.tobytes() for _, plane in filtered))


def _filtered(plane: Plane) -> tuple[str, Plane]:
    """Return the plane as it packs best, and how: as it is, or as differences (modulo 256) along rows, from image to image."""
    beside, since = plane.copy(), plane.copy()
    beside[..., 1:] -= plane[..., :-1]
    since[1:] -= plane[:-1]
    both = beside.copy()
    both[1:] -= beside[:-1]
    ways = {"none": plane, "row": beside, "time": since, "both": both}
    return min(ways.items(), key=lambda way: len(zlib.compress(way[1].tobytes(), 4)))
