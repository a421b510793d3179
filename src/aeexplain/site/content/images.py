"""Images beside an article: published under hashed names, with their size, so that the text does not jump."""

import re
from html import escape
from xml.etree import ElementTree

from aeexplain.errors import ExplainError
from aeexplain.site.content.beside.films import FILMS, NOT_PLAYED, film_from_elsewhere, film_html
from aeexplain.site.content.links import ArticleFiles
from aeexplain.site.content.photographs import PICTURES, readable
from aeexplain.site.markup.nodes import Image
from aeexplain.word_places import word_place

SHOWN = (*PICTURES, ".svg")
SCRIPT = ".py"
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
PIXELS = re.compile(r"(\d+)(?:px)?")
SIZES = ("width", "height")
DEFAULT_SIZE = (300, 150)  # of a drawing that tells none, in browsers


def image_html(image: Image, article_files: ArticleFiles, number: int = 0) -> str:
    """Return an image as HTML, in a figure where it has a caption or a label, with its `number` where that is not 0.

    Missing, without a text alternative, or no image: ExplainError with its place.
    """
    if not image.alt.strip():
        what = f"the image {image.source!r} has no text alternative"
        raise ExplainError(image.where, what, "say between the brackets what it shows: ![...](...)")
    name = image.source.lower()
    if "://" in name or name.startswith("//"):
        # Whether pages may fetch it is the policy's to say, which is asked when the page is whole.
        html = f'<img src="{escape(image.source)}" alt="{_alt(image)}" loading="lazy">'
        is_film = name.partition("?")[0].endswith(FILMS)
        return _figured(image, film_from_elsewhere(image) if is_film else html, number)
    if name.endswith(SCRIPT):
        return _figured(image, _drawn_html(image, article_files), number)
    if name.endswith(FILMS):
        return _figured(image, film_html(image, article_files, _attributes), number)
    if name.endswith(NOT_PLAYED):
        what = f"{image.source!r} is a film or a sound that pages do not play"
        hint = f"save a film as {', '.join(FILMS)}, and link to a sound where it stands"
        raise ExplainError(image.where, what, hint)
    if not name.endswith(SHOWN):
        what = f"{image.source!r} is no image beside the article"
        raise ExplainError(image.where, what, f"put one there as {', '.join(SHOWN)}")
    content, url = article_files.file(image.source, image.where)
    size = _size(content, name, image)
    html = f'<img src="{escape(url)}" alt="{_alt(image)}"{_attributes(image, size)} loading="lazy">'
    return _figured(image, html, number)


def _drawn_html(image: Image, article_files: ArticleFiles) -> str:
    """Return what a script draws: the pictures for light and for dark pages, of which one is shown."""
    drawings = article_files.drawn(image.source, image.where)
    parts = []
    for name in sorted(drawings, reverse=True):
        content, url = drawings[name]
        shade = f' data-shade="{name.partition(".")[0]}"' if len(drawings) > 1 else ""
        size = _attributes(image, _size(content, name, image))
        parts.append(f'<img src="{escape(url)}" alt="{_alt(image)}"{size}{shade} loading="lazy">')
    return "".join(parts)


def _size(content: bytes, name: str, image: Image) -> tuple[int, int]:
    if name.endswith(".svg"):
        return _drawing_size(content, image)
    with readable(content, image.source, image.where) as picture:
        return picture.size


def _alt(image: Image) -> str:
    return escape(" ".join(image.alt.split()))


def _figured(image: Image, html: str, number: int) -> str:
    """Return an image's HTML in its figure, where it has a caption."""
    if image.caption is None:
        return html
    caption, label = image.caption, escape(image.label)
    if number:
        caption = f'<strong><a href="#{label}">{word_place("figure", number=number)}.</a></strong> {caption}'.rstrip()
    name = f' id="{label}"' if label else ""
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="image"{name}>{html}{below}</figure>'


def _attributes(image: Image, size: tuple[int, int]) -> str:
    """Return the size and the other attributes of an image: what its author gives, else that of the file, in proportion."""
    given = dict(image.attributes)
    asked = {key: given.pop(key) for key in SIZES if key in given}
    pixels = {key: int(found[1]) for key, value in asked.items() if (found := PIXELS.fullmatch(value))}
    width, height = size
    if "width" in pixels or "height" in pixels:
        width = pixels.get("width", round(pixels.get("height", 0) * size[0] / size[1]))
        height = pixels.get("height", round(pixels.get("width", 0) * size[1] / size[0]))
    style = "".join(f"{key}: {value}; " for key, value in asked.items() if key not in pixels)
    if style:
        other = "" if len(asked) == len(SIZES) else f"{'height' if 'width' in asked else 'width'}: auto; "
        given["style"] = f"{style}{other}{given.get('style', '')}".strip()
    others = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
    return f' width="{width}" height="{height}"{others}'


def _drawing_size(content: bytes, image: Image) -> tuple[int, int]:
    """Return the size of an SVG; one that cannot be read, or that has entities of its own: ExplainError."""
    try:
        if b"<!ENTITY" in content:
            raise ValueError
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError):
        raise ExplainError(image.where, f"{image.source!r} cannot be read as an image") from None
    if not root.tag.endswith("svg"):
        raise ExplainError(image.where, f"{image.source!r} holds no <svg>", "save it as SVG")
    told = [LENGTH.fullmatch(root.get(key, "")) for key in SIZES]
    box = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    if told[0] and told[1]:
        found = (float(told[0][1]), float(told[1][1]))
    else:
        found = (box[2], box[3]) if len(box) == 4 else DEFAULT_SIZE
    return max(round(found[0]), 1), max(round(found[1]), 1)
