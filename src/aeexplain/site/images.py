"""Images beside an article: published under hashed names, with their size, so that the text does not jump."""

import io
from html import escape

from PIL import Image as Pillow

from aeexplain.errors import ExplainError
from aeexplain.site.links import Shelf
from aeexplain.site.marks import Image

SUFFIXES = (".gif", ".jpeg", ".jpg", ".png", ".webp")


def html(image: Image, shelf: Shelf) -> str:
    """Return an image as HTML; missing, without a text alternative, or no image: ExplainError with its place."""
    if not image.alt.strip():
        what = f"the image {image.source!r} has no text alternative"
        raise ExplainError(image.where, what, "say between the brackets what it shows: ![...](...)")
    if not image.source.endswith(SUFFIXES) or "://" in image.source:
        what = f"{image.source!r} is no image beside the article"
        raise ExplainError(image.where, what, f"put one there as {', '.join(SUFFIXES)}")
    content, url = shelf.file(image.source, image.where)
    try:
        width, height = Pillow.open(io.BytesIO(content)).size
    except Pillow.DecompressionBombError as error:
        raise ExplainError(image.where, f"{image.source!r} has too many pixels", "make it smaller") from error
    except Exception as error:  # what a damaged file raises is its decoder's own affair
        raise ExplainError(image.where, f"{image.source!r} cannot be read as an image") from error
    alt = escape(" ".join(image.alt.split()))
    return f'<img src="{escape(url)}" alt="{alt}" width="{width}" height="{height}" loading="lazy">'
