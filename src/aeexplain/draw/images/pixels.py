"""Arrays as images: what the page shows at build as PNG and live on a canvas."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aeexplain.draw.finite import fault_of, is_finite, refuse, shape_fault
from aeexplain.draw.images.colour import ADD, INKS, TAKE, WARM, scale_colours
from aeexplain.draw.svg import Reach, tag

DIVISORS = ("top", "reach", "span")


@dataclass(frozen=True)
class Pixels:
    """A view made of pixels: rgba (height, width, 4) uint8, not premultiplied; `says` is its text alternative.

    `tone` "ink" tells the page to turn dark into light in dark mode, each hue as it is; "colour" keeps the colours as they are,
    and so does "paper" (see `grounded`), with the light ground below them.
    `reach` (see `reached`) tells which data stand where, for what the reader moves on this image. `over` (see `overlaid`) is
    SVG that lies on it.
    """

    rgba: NDArray[np.uint8]
    says: str
    tone: str
    reach: Reach | None = None
    over: str = ""


def overlaid(image: Pixels, width: int, height: int, *marks: str) -> Pixels:
    """Return the image with marks over it, drawn in a box of `width` × `height` that is stretched over the whole image."""
    box = f"0 0 {width} {height}"
    svg = tag("svg", *marks, viewBox=box, preserveAspectRatio="none", class_="over", aria_hidden="true")
    return replace(image, over=svg)


def grounded(image: Pixels) -> Pixels:
    """Return the image with a light ground of its own, in dark mode too: of a picture such as a face there is no negative."""
    return replace(image, tone="paper")


def reached(image: Pixels, x: tuple[float, float], y: tuple[float, float]) -> Pixels:
    """Return the image with the data at its edges: `x` at the left and the right one, `y` at the top and the bottom one."""
    for name, ends in (("x", x), ("y", y)):
        if len(ends) != 2 or not all(map(is_finite, ends)) or ends[0] == ends[1]:
            extent = " to ".join(map(str, ends))
            return replace(
                image, says=refuse(f"reached: {name} goes from {extent}", "give two ends that lie apart")
            )
    height, width, _ = image.rgba.shape
    return replace(image, reach=(f"{x[0]:g} {x[1]:g} 0 {width}", f"{y[0]:g} {y[1]:g} 0 {height}"))


def ink(
    x: NDArray[np.floating], says: str, series: str = "ink", given: NDArray[np.bool_] | None = None
) -> Pixels:
    """Return x (height, width) in [0, 1] as dark ink on clear paper: 0 is paper, 1 is full ink; values are clipped.

    `series` is "ink" for data, "a" for what the model draws, "b" for what its rival does; where `given` (height, width) is
    true, the pixel is data whatever the series.
    """
    if refused := _refused("ink", x) or _unknown_ink(series):
        return refused
    if given is not None and (
        fault := shape_fault(x=(x, ("height", "width")), given=(given, ("height", "width")))
    ):
        return _instead("ink", *fault)
    rgba = _tint(x, INKS[series])
    if given is not None:
        rgba[given, :3] = INKS["ink"]
    return Pixels(rgba, says, "ink")


def inks(xs: NDArray[np.floating], what: str) -> list[Pixels]:
    """Return xs (n, side²), values as `ink` takes them, as square thumbnails of four greys; `what` names them."""
    side = round(np.shape(xs)[-1] ** 0.5) if np.ndim(xs) else 0
    if fault := shape_fault(xs=(xs, ("n", side**2))):
        return [_instead("inks", fault[0].replace(f"(n, {side**2})", "(n, side²)"), fault[1])]
    greys = (
        np.rint(np.clip(xs, 0, 1) * 3) / 3
    )  # (n, side²): all that is seen at a thumb's width, at a third of the bytes
    return [ink(grey.reshape(side, side), f"{what} {number}") for number, grey in enumerate(greys)]


def heat(x: NDArray[np.floating], top: float, says: str) -> Pixels:
    """Return x (height, width) ≥ 0 as the strength of one warm colour, full at `top` and above."""
    refused = _refused("heat", x, top=top)
    return refused or Pixels(_tint(x / top, WARM), says, "colour")


def signed(x: NDArray[np.floating], reach: float, says: str) -> Pixels:
    """Return x (height, width) as the strength of two colours: red above zero, teal below, full at ±`reach`."""
    refused = _refused("signed", x, reach=reach)
    if refused:
        return refused
    rgba = _tint(np.abs(x) / reach, ADD)
    rgba[x < 0, :3] = TAKE
    return Pixels(rgba, says, "ink")  # in the dark both are lighter


def scaled(x: NDArray[np.floating], low: float, high: float, says: str) -> Pixels:
    """Return x (height, width) from `low` to `high` on the perceptual scale, opaque."""
    refused = _refused("scaled", x, high=high, low=low, span=high - low)
    if refused:
        return refused
    rgba = np.full((*x.shape, 4), 255, np.uint8)
    rgba[..., :3] = scale_colours((x - low) / (high - low))
    return Pixels(rgba, says, "colour")


def _refused(mark: str, x: NDArray[np.floating], **sizes: float) -> Pixels | None:
    """Return an image that stands for the refusal of x, or of a size that it is measured by; None where all is well."""
    if getattr(x, "ndim", 0) == 2 and x.size and x.dtype.kind == "f" and not sizes and np.isfinite(x).all():
        return None
    what, hint = _fault(x, sizes)
    if not what:
        return None
    return _instead(mark, what, hint)


def _instead(mark: str, what: str, hint: str) -> Pixels:
    """Return an image that stands for a refusal."""
    return Pixels(np.zeros((1, 1, 4), np.uint8), refuse(f"{mark}: {what}", hint), "colour")


def _unknown_ink(series: str) -> Pixels | None:
    """Return an image that stands for the refusal of an ink that there is not."""
    if series in INKS:
        return None
    what, hint = f"ink: the series is {series!r:.40}", f"there are {', '.join(map(repr, INKS))}"
    return Pixels(np.zeros((1, 1, 4), np.uint8), refuse(what, hint), "colour")


def _fault(x: NDArray[np.floating], sizes: dict[str, float]) -> tuple[str, str]:
    shape = np.shape(x)
    if len(shape) != 2 or 0 in shape:
        return f"x has the shape {shape}, an image has (height, width)", "reshape it"
    for name, size in sizes.items():
        if not is_finite(size) or (name in DIVISORS and not size):
            return f"{name} is {size}", "give it a size that an image can be measured by"
    return ("", "") if x.dtype == bool else fault_of(x, "x") or ("", "")


def _tint(alpha: NDArray[np.floating], colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    rgba = np.empty((*alpha.shape, 4), np.uint8)  # (height, width, 4)
    rgba[..., :3] = colour
    rgba[..., 3] = np.rint(np.clip(alpha, 0.0, 1.0) * 255.0)
    return rgba
