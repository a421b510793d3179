"""A picture of an article, for its card in the archive and wherever a link to it is shown: its title and its first figure."""

import base64
import io
import re
from collections.abc import Sequence
from textwrap import wrap

from PIL import Image, ImageColor, ImageDraw, ImageFont

from aeexplain.errors import ExplainError
from aeexplain.site.styles.colours import marks, variables

SIZE = (1200, 630)  # what the Open Graph protocol's readers show whole
CARD = (1936, 544)  # as wide as the archive on a screen of twice as many pixels
CARD_MARGIN = 72
MARGIN = 70
TITLE = 64  # pixels
MOST_PICTURES = 3
LONG_LINE = 30  # characters of the title
MOST_LINES = 5
SVG = '<svg xmlns="http://www.w3.org/2000/svg" '
BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
LONGEST_SHAPE = 12.0  # of a picture's sides
TENTHS = re.compile(r'<path([^>]*) d="([^"]*)"([^>]*) transform="scale\(\.1\)"')


Pictures = Sequence[tuple[str, str]]
"""A figure's views: ("drawing", SVG) or ("pixels", PNG in base64)."""


def preview_and_card(title: str, pictures: Pictures, css: str, name: str = "") -> tuple[bytes, bytes]:
    """Return two PNGs in the colours of the style sheet: the preview, of 1200 × 630 pixels, and the archive's card.

    The preview shows the title, which is in ASCII (see `in_picture`), and both up to three of a figure's views. The card of no
    figure is b"". A view that cannot be painted: ExplainError that names the demo `name`.
    """
    colours = variables(css)
    words, bottom = _written(title)
    if not pictures:
        return _shaded(words, _shades(colours["--paper"], colours["--ink"])), b""
    picture = Image.new("RGB", SIZE, colours["--paper"])
    picture.paste(colours["--ink"], mask=words)
    views = _painted(pictures, css, name)
    _paste(picture, views, (MARGIN, bottom + 30, SIZE[0] - MARGIN, SIZE[1] - MARGIN // 2))
    return _png(picture), _card(views, colours["--paper"])


def _card(views: list[Image.Image], ground: str) -> bytes:
    """Return the views alone, in the middle of a wide picture."""
    card = Image.new("RGB", CARD, ground)
    _paste(card, views, (CARD_MARGIN, CARD_MARGIN, CARD[0] - CARD_MARGIN, CARD[1] - CARD_MARGIN), 0.5)
    return _png(card)


def _written(title: str) -> tuple[Image.Image, int]:
    """Return the title as a mask, 255 where there is ink, and where it ends."""
    words = Image.new("L", SIZE)
    pen, font = ImageDraw.Draw(words), ImageFont.load_default(TITLE)
    top = MARGIN - 12
    for text in wrap(title, LONG_LINE, max_lines=MOST_LINES, placeholder=" ..."):
        pen.text((MARGIN, top), text, fill=255, font=font)
        top += round(TITLE * 1.25)
    return words, top


def _shades(paper: str, ink: str) -> list[int]:
    """Return a palette of 16 colours from paper to ink."""
    ends = list(zip(ImageColor.getrgb(paper), ImageColor.getrgb(ink), strict=True))
    return [round(a + (b - a) * shade / 15) for shade in range(16) for a, b in ends]


def _shaded(mask: Image.Image, palette: list[int]) -> bytes:
    """Return the PNG of a mask in the 16 colours of a palette: half a byte for each pixel."""
    picture = mask.point([round(value / 17) for value in range(256)])
    picture.putpalette(palette)
    return _png(picture, bits=4, compress_level=3)  # 6 takes twice as long for a sixth less


def _paste(
    picture: Image.Image, views: list[Image.Image], box: tuple[int, int, int, int], share: float = 0
) -> None:
    """Put the views side by side into a box (left, top, right, bottom), as large as they fit.

    share: of the room that they leave, how much is to their left and between them.
    """
    if not views:
        return
    left, top, right, bottom = box
    gap = 40
    room = (right - left - gap * (len(views) - 1), bottom - top)
    shapes = [view.width / view.height for view in views]
    height = min(room[1], int(room[0] / sum(shapes)))
    spare = share * max(room[0] - height * sum(shapes), 0)
    gap += round(spare / len(views))
    left += round(spare * (len(views) + 1) / (2 * len(views)))
    for view, shape in zip(views, shapes, strict=True):
        sharp = view.width < 100  # a small image is a grid of pixels that are meant to be seen
        resampling = Image.Resampling.NEAREST if sharp else Image.Resampling.LANCZOS
        scaled = view.resize((max(round(height * shape), 1), max(height, 1)), resampling)
        picture.paste(scaled, (left, top))
        left += scaled.width + gap


def _painted(pictures: Pictures, css: str, name: str) -> list[Image.Image]:
    """Return the first views; a wide drawing stands alone, and one that is much longer in one direction is left out."""
    painters = {"drawing": _drawn, "pixels": _on_paper}
    shown = [(kind, data) for kind, data in pictures if kind != "drawing" or not _is_strip(data)]
    try:
        found = [painters[kind](data, css) for kind, data in shown]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the renderer's own panics are no Exception
        what = f"the picture for its preview could not be painted: {type(error).__name__}: {error}"
        raise ExplainError(f"demo {name!r}", what, "look at what its first frame draws") from error
    wide = next((picture for picture in found if picture.width > 1.9 * picture.height), None)
    return [wide] if wide else found[:MOST_PICTURES]


def _drawn(svg: str, css: str) -> Image.Image:
    """Return a drawing without its text: fonts differ from machine to machine, and names are too small here anyway."""
    import resvg_py

    png = resvg_py.svg_to_bytes(
        svg_string=SVG + TENTHS.sub(_in_pixels, svg).removeprefix("<svg "),
        style_sheet=marks(css),
        background=variables(css)["--paper"],
        width=1000,
        skip_system_fonts=True,
    )
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def _is_strip(svg: str) -> bool:
    """Return whether a drawing is so long in one direction that a preview of it would be huge and show nothing."""
    box = BOX.search(svg)
    width, height = (float(box[1]), float(box[2])) if box else (0.0, 0.0)
    return not (width > 0 and height > 0 and 1 / LONGEST_SHAPE <= width / height <= LONGEST_SHAPE)


def _in_pixels(match: re.Match[str]) -> str:
    """Write a path of tenths of a pixel in whole ones: the renderer would draw its strokes ten times too thin."""
    path = re.sub(r"-?\d+", lambda number: f"{int(number[0]) / 10:g}", match[2])
    return f'<path{match[1]} d="{path}"{match[3]}'


def _on_paper(png: str, css: str) -> Image.Image:
    image = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA")
    paper = Image.new("RGB", image.size, variables(css)["--raised"])
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _png(picture: Image.Image, **options: int) -> bytes:
    buffer = io.BytesIO()
    # 6: the highest takes five times as long for a tenth less
    picture.save(buffer, "PNG", **{"compress_level": 6} | options)
    return buffer.getvalue()
