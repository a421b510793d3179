"""Many small images as one: a filmstrip, a grid of atoms, a sheet of samples."""

import numpy as np
from numpy.typing import NDArray

from aeexplain.draw.finite import refusal_in, refuse, shape_fault
from aeexplain.draw.images.colour import ACCENT
from aeexplain.draw.images.pixels import Pixels

DIMMED = 0.28


def image_grid(
    images: list[Pixels] | tuple[Pixels, ...],
    columns: int,
    says: str,
    gap: int = 2,
    active: NDArray[np.bool_] | None = None,
    marked: int | None = None,
) -> Pixels:
    """Return images of one size in rows of `columns`, `gap` clear pixels apart.

    Where `active` (n,) is given the others are dimmed; the image number `marked` gets a frame in the gap around it.
    """
    shapes = {image.rgba.shape for image in images}
    if len(shapes) != 1 or columns < 1 or refusal_in(images[0].says):
        refused = next((image for image in images if refusal_in(image.says)), None)
        if refused:
            return refused
        what = f"film: {len(images)} images of {len(shapes)} sizes in {columns} columns"
        return Pixels(np.zeros((1, 1, 4), np.uint8), refuse(what, "give it images of one size"), "colour")
    if active is not None and (fault := shape_fault(active=(active, (len(images),)))):
        return Pixels(np.zeros((1, 1, 4), np.uint8), refuse(f"image_grid: {fault[0]}", fault[1]), "colour")
    height, width, _ = images[0].rgba.shape
    rows = -(-len(images) // columns)
    sheet = np.zeros((rows * (height + gap) + gap, columns * (width + gap) + gap, 4), np.uint8)
    for i, image in enumerate(images):
        top, left = gap + (i // columns) * (height + gap), gap + (i % columns) * (width + gap)
        if i == marked:
            sheet[top - 1 : top + height + 1, left - 1 : left + width + 1] = (*ACCENT, 255)
            sheet[top : top + height, left : left + width] = 0
        place = sheet[top : top + height, left : left + width]
        place[:] = image.rgba
        if active is not None and not active[i]:
            place[..., 3] = (place[..., 3] * DIMMED).astype(np.uint8)
    return Pixels(sheet, says, images[0].tone)
