"""How much smaller latent diffusion's space is than the image's: two paths drawn with their shapes (Rombach et al. 2022).

Nothing is trained here, and nothing computed but the counts. Sheets are channels, and their sides are to scale.
"""

from functools import cache, lru_cache
from typing import Any

import numpy as np

from aeexplain.demo import Check, Choice, Demo, Readout, Slider, View
from aeexplain.draw import Drawing, Linear, Plane, Stack, band, drawing, label, sheets, tag

SIZES, FACTORS = (64, 128, 256, 512, 1024), (1, 2, 4, 8, 16)
COLOURS = 3  # channels of an image
# Of the drawing of both paths, in its units: the middles of its columns and rows, an image's side, from sheet to sheet and
# at most from the first to the last, and from a row's middle to its words.
WIDTH, HEIGHT = 640, 398
PLACES, COPYING, DRAWING = (100, 318, 536), 74, 270
SHEET, APART, DEEP, FOOT, LINE = 128.0, 4.0, 12.0, 92, 25
OUT = 15  # from the latent's corner to the knob, so that a small latent is not covered
SQUARE = 200  # the side of the drawing of the factor
# Of a picture, in shares of its side.
HILLS = ((0.06, 0.94), (0.36, 0.45), (0.52, 0.68), (0.7, 0.5), (0.94, 0.94))
PLANE = Plane(WIDTH, HEIGHT, Linear((0, WIDTH), (0, WIDTH)), Linear((0, HEIGHT), (0, HEIGHT)))

type Shape = tuple[int, int]  # side and channels


def compute(factor, size, channels):
    image, latent = (SIZES[size], COLOURS), (SIZES[size] // FACTORS[factor], channels)
    ratio = _values(image) / _values(latent)
    return {
        "times": _times(image, latent),
        "paths": _paths(image, latent),
        "image": Readout(_values(image), f"{_values(image):,}"),
        "latent": Readout(_values(latent), f"{_values(latent):,}"),
        "fold": Readout(ratio, _fold(ratio)),
    }


def describe(factor, size, channels, image, latent, fold):
    shapes = (int(size), COLOURS), (int(size) // int(factor), int(channels))
    return (
        f"An image of {_told(shapes[0])} has {image} values; with its side {factor} times shorter its latent of "
        f"{_told(shapes[1])} has {latent}, {fold}."
    )


def _values(shape: Shape) -> int:
    side, channels = shape
    return side * side * channels


def _told(shape: Shape) -> str:
    side, channels = shape
    return f"{side} × {side} × {channels}"


def _fold(ratio: float) -> str:
    if ratio == 1:
        return "as large"
    return f"{ratio:.3g}-fold smaller" if ratio > 1 else f"{1 / ratio:.3g}-fold larger"


@lru_cache(maxsize=64)
def _times(image: Shape, latent: Shape) -> Drawing:
    """Return the factor in large type, and between which two counts it stands."""
    ratio = _values(image) / _values(latent)
    times = f"{max(ratio, 1 / ratio):.2g}" if ratio < 10 else f"{ratio:.0f}"
    word = "smaller" if ratio > 1 else "larger" if ratio < 1 else "as large"
    return drawing(
        SQUARE,
        SQUARE,
        tag("text", f"{times}×", class_="display", x=0, y=92),
        label(word, 3, 122),
        label(f"{_values(image):,} numbers", 3, 162),
        label(f"become {_values(latent):,}", 3, 182, "a"),
        says=f"{times} times {word}: {_values(image):,} numbers become {_values(latent):,}",
    )


@lru_cache(maxsize=64)
def _paths(image: Shape, latent: Shape) -> Drawing:
    """Return both paths, the latent of the upper one with the places of its corner for every factor."""
    top = _row(COPYING, image, latent)
    bottom = _row(DRAWING, image, latent)
    marks = (
        band(top["left"], top["code"], "encoder", series="a"),
        band(top["code"], top["right"], "decoder", series="a"),
        _picture(top["left"]),
        sheets(top["code"], "a"),
        _picture(top["right"]),
        band(bottom["noise"], bottom["code"], "denoiser", steps=5, series="a"),
        band(bottom["code"], bottom["right"], "decoder", series="a"),
        sheets(bottom["noise"], "a"),
        _speckles(bottom["noise"]),
        sheets(bottom["code"], "a"),
        _picture(bottom["right"]),
        *_signs(image, latent),
    )
    return drawing(
        WIDTH,
        HEIGHT,
        tag("g", *marks, class_="signs"),
        says=f"above, an image of {_told(image)} is encoded to a latent of {_told(latent)} and decoded to the same image; "
        f"below, noise of {_told(latent)} is denoised in many steps and only then decoded to a new image",
        reach=PLANE.reach,
        track=[_corner(image, (image[0] // factor, latent[1])) for factor in FACTORS],
    )


def _row(y: float, image: Shape, latent: Shape) -> dict[str, Stack]:
    """Return an image on the left and on the right, and a latent on the left and in the middle, to scale."""
    side, apart = SHEET * latent[0] / image[0], min(APART, DEEP / max(latent[1] - 1, 1))
    return {
        "left": Stack(PLACES[0], y, SHEET, COLOURS, APART),
        "right": Stack(PLACES[2], y, SHEET, COLOURS, APART),
        "noise": Stack(PLACES[0], y, side, latent[1], apart),
        "code": Stack(PLACES[1], y, side, latent[1], apart),
    }


def _corner(image: Shape, latent: Shape) -> tuple[float, float]:
    """Return where the knob stands: outside the lower right corner of the latent's front sheet."""
    code = _row(COPYING, image, latent)["code"]
    left, top = code.corner
    return left + code.side + OUT, top + code.side + OUT


def _signs(image: Shape, latent: Shape) -> list[str]:
    """Return what stands under the pictures."""
    left, middle, right = PLACES
    above, below = COPYING + FOOT, DRAWING + FOOT
    named = (
        (left, above, "image", ""),
        (left, above + LINE, _told(image), "muted"),
        (middle, above, "latent", "a"),
        (middle, above + LINE, _told(latent), "muted"),
        (right, above, "the same image", ""),
        (left, below, "noise", ""),
        (left, below + LINE, _told(latent), "muted"),
        (middle, below, "new latent", "a"),
        (right, below, "a new image", ""),
    )
    return [label(text, x, y, series, "middle") for x, y, text, series in named]


@cache
def _picture(stack: Stack) -> str:
    """Return an image: a sun over hills on the sheet in front."""
    left, top = stack.corner
    line = "L".join(f"{left + stack.side * x:.1f} {top + stack.side * y:.1f}" for x, y in HILLS)
    hills = tag("path", class_="shade fill-muted", opacity=".4", d=f"M{line}z")
    where = {"cx": left + 0.7 * stack.side, "cy": top + 0.26 * stack.side, "r": stack.side / 11}
    return sheets(stack, "ink") + hills + tag("circle", class_="shade fill-muted", opacity=".4", **where)


def _speckles(stack: Stack) -> str:
    """Return noise on the sheet in front."""
    left, top = stack.corner
    place = f"translate({left:.1f} {top:.1f}) scale({stack.side / 12:.3f})"
    return tag("path", class_="shade fill-a", opacity=".55", d=_cells(), transform=place)


@cache
def _cells() -> str:
    """Return half of 12 by 12 unit squares, by chance."""
    lit: list[Any] = np.argwhere(np.random.default_rng(0).random((12, 12)) < 0.5).tolist()
    return "".join(f"M{x} {y}h1v1h-1z" for y, x in lit)


DEMO = Demo(
    compute,
    describe,
    controls={
        "factor": Choice(
            "Side shorter by", tuple(map(str, FACTORS)), start=3, on="paths", grip="knob", hint="drag"
        ),
        "size": Choice("Image size, pixels", tuple(map(str, SIZES)), start=3),
        "channels": Slider("Latent channels", 1, 16, start=4),
    },
    views={
        "times": View("The latent’s size"),
        "paths": View("Above, learning to copy; below, drawing something new", "half"),
        "image": View("Numbers of the image"),
        "latent": View("Numbers of the latent"),
        "fold": View("The latent’s size"),
    },
    main="factor",
    stage=("times", "paths"),
    bar=("factor",),
    checks=(
        Check("The image has three numbers a pixel", lambda size, image: (image, "==", 3 * SIZES[size] ** 2)),
        Check(
            "A side f times shorter with c channels is 3 f² ÷ c times smaller",
            lambda factor, channels, fold: (fold, "==", COLOURS * FACTORS[factor] ** 2 / channels),
        ),
        Check(
            "Image and latent are as many times apart as is told",
            lambda image, latent, fold: (latent * fold, "==", image),
        ),
    ),
    line="Every step of the denoiser works on {latent} numbers instead of {image}.",
)
