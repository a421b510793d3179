"""Images for the page before any script runs: PNG inside the HTML."""

import base64
import io

import numpy as np
from PIL import Image

from aeexplain.demo import Pixels

LEVELS = 32  # of opacity: the eye sees no difference, and a page of figures weighs a third less; live images have all 256
MOST_COLOURS = 256  # of a palette


def data_url(image: Pixels) -> str:
    """Return an image as a data: URL of a PNG, with a palette where its colours are few."""
    rgba = image.rgba.copy()
    rgba[..., 3] = np.rint(rgba[..., 3] / 255 * (LEVELS - 1)) * 255 / (LEVELS - 1)
    rgba[rgba[..., 3] == 0] = 0
    # As numbers, which stand in the order of the colours and are sorted sooner than rows.
    numbers, places = np.unique(rgba.view(">u4"), return_inverse=True)
    colours = numbers.view(np.uint8).reshape(-1, 4)
    buffer = io.BytesIO()
    if len(colours) <= MOST_COLOURS:
        indexed = Image.fromarray(places.reshape(rgba.shape[:2]).astype(np.uint8), "P")
        indexed.putpalette(colours[:, :3].tobytes())
        indexed.save(buffer, "PNG", optimize=True, transparency=colours[:, 3].tobytes())
    else:
        Image.fromarray(rgba).save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
