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
    """What the page needs to have the images back: `header` goes into its JSON, `data` is what that counts through.

    header: the colours that there are (null: the planes are opacity, red, green and blue) and each plane's filter. The planes
    are opacity in steps of three and, of several colours, each pixel's number.
    """

    header: dict[str, Any]
    data: bytes


def pack(images: list[NDArray[np.uint8]]) -> Planes:
    """Return images (height, width, 4) of one size."""
    rgba = np.stack(images)  # (n, height, width, 4)
    opacity = np.rint(rgba[..., 3] / STEP).astype(np.uint8)
    seen = opacity > 0
    red, green, blue = (np.where(seen, rgba[..., i], 0) for i in range(3))
    # Each colour is one number, since rows take 20 times as long to sort.
    numbers = (red.astype(np.uint32) << 16) | (green.astype(np.uint32) << 8) | blue
    colours = np.unique(numbers[seen])
    planes = [opacity]
    if len(colours) > MOST_COLOURS:
        planes += [red, green, blue]
    elif len(colours) > 1:
        planes.append(np.where(seen, np.searchsorted(colours, numbers), 0).astype(np.uint8))
    filtered = [_filtered(plane) for plane in planes]
    header = {
        "colours": [list(each.to_bytes(3)) for each in colours.tolist()]
        if len(colours) <= MOST_COLOURS
        else None,
        "filters": [name for name, _ in filtered],
    }
    return Planes(header, b"".join(plane.tobytes() for _, plane in filtered))


def _filtered(plane: Plane) -> tuple[str, Plane]:
    """Return the plane as it packs best, and how: as it is, or as differences (modulo 256) along rows, from image to image."""
    beside, since = plane.copy(), plane.copy()
    beside[..., 1:] -= plane[..., :-1]
    since[1:] -= plane[:-1]
    both = beside.copy()
    both[1:] -= beside[:-1]
    filters = {"none": plane, "row": beside, "time": since, "both": both}
    return min(filters.items(), key=lambda each: len(zlib.compress(each[1].tobytes(), 4)))
