"""Images beside an article: published under hashed names, with their size, so that the text does not jump."""

from html import escape

from aeexplain.errors import ExplainError
from aeexplain.site.content.links import ArticleFiles
from aeexplain.site.content.photographs import PICTURES, readable
from aeexplain.site.markup.nodes import Image


def image_html(image: Image, article_files: ArticleFiles) -> str:
    """Return an image as HTML; missing, without a text alternative, or no image: ExplainError with its place."""
    if not image.alt.strip():
        what = f"the image {image.source!r} has no text alternative"
        raise ExplainError(image.where, what, "say between the brackets what it shows: ![...](...)")
    if not image.source.lower().endswith(PICTURES) or "://" in image.source:
        what = f"{image.source!r} is no image beside the article"
        raise ExplainError(image.where, what, f"put one there as {', '.join(PICTURES)}")
    content, url = article_files.file(image.source, image.where)
    with readable(content, image.source, image.where) as picture:
        width, height = picture.size
    alt = escape(" ".join(image.alt.split()))
    return f'<img src="{escape(url)}" alt="{alt}" width="{width}" height="{height}" loading="lazy">'
