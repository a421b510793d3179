"""Pixels as PNG, in the address itself: a figure's first state needs no further request."""

import base64
import io

from PIL import Image

from aeexplain.demo import Pixels


def data_url(pixels: Pixels) -> str:
    """Return an image as a data: URL of a PNG."""
    buffer = io.BytesIO()
    Image.fromarray(pixels.rgba, "RGBA").save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
