"""SVG as text: one element, one drawing. Everything that comes from outside is escaped here."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aeexplain.draw.finite import FARTHEST, fault_of, refuse, too_far

Reach = tuple[str, str]  # of x and of y: "low high pixel-of-low pixel-of-high"

CAMEL = ("viewBox", "preserveAspectRatio")  # attributes that SVG spells so
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True)
class Drawing:
    """A view drawn as SVG: `svg` is a whole `<svg>` element that names itself to assistive technology by `says`."""

    svg: str
    says: str


def drawing(
    width: int,
    height: int,
    *marks: str,
    says: str,
    reach: Reach | None = None,
    track: ArrayLike | None = None,
) -> Drawing:
    """Return marks as a drawing in a box of `width` × `height` CSS pixels; `says` is its text alternative.

    `reach` (`plane.reach`) tells the page which data stand where, for a handle that the reader moves on this drawing.
    `track` (n, 2) is the line along which a slider's knob rides, in data: where it stands at even steps from the slider's low
    end to its high end, straight in between. So a curve has (x, y) for each x of the slider; a spiral or a circle does as well.
    """
    if not (0 < width <= FARTHEST and 0 < height <= FARTHEST):
        return Drawing(
            refuse(f"drawing: the box is {width} × {height} pixels", "give it a width and a height"), says
        )
    box = f"0 0 {width} {height}"
    where = {} if reach is None else {"data_x": reach[0], "data_y": reach[1]}
    if track is not None:
        where["data_track"] = _track_text(track, reach)
    svg = tag("svg", *marks, viewBox=box, width=width, height=height, role="img", aria_label=says, **where)
    return Drawing(svg, says)


def tag(name: str, *children: str, **attributes: object) -> str:
    """Return one SVG element; `aria_label=` becomes `aria-label=`, `class_=` becomes `class=`, children are SVG text."""
    written = "".join([f' {_name(key)}="{_value(key, value)}"' for key, value in attributes.items()])
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def words(text: str) -> str:
    """Return text as SVG character data."""
    return text.translate(ESCAPES)


def pairs(pattern: str, places: NDArray[np.floating], mark: str = "path", /, **given: ArrayLike) -> str:
    """Return `pattern` ("M%d %dL%d %d", say) over and over until all places (n, 2) stand in it, in tenths of a pixel.

    A place that is not finite, or beyond all screens, is refused in the name of the mark and of what it was given.
    One `%` over a repeated pattern of integers is about three times as fast in Pyodide as an f-string per point.
    """
    tenths = np.rint(places * 10)
    if not np.abs(tenths).max(initial=0.0) <= FARTHEST * 10:  # nan is not either
        what, hint = too_far(given or {"a place": places})
        return refuse(f"{mark}: {what}", hint)
    return (pattern * (2 * len(tenths) // pattern.count("%d"))) % tuple(tenths.astype(int).ravel().tolist())


def _track_text(track: ArrayLike, reach: Reach | None) -> str:
    """Return places as "x,y x,y"; places that are no track, or a drawing without a reach, are refused."""
    if reach is None:
        return refuse("drawing: a track is in data", "say which data stand where: reach=plane.reach")
    if fault := fault_of(track, "track"):
        return refuse(f"drawing: {fault[0]}", fault[1])
    places = np.asarray(track, float)
    if places.ndim != 2 or places.shape[1] != 2 or len(places) < 2:
        hint = "give it two places or more, (n, 2)"
        return refuse(f"drawing: its track has the shape {places.shape}", hint)
    return " ".join(map(",".join, zip(*map(_rounded, places.T), strict=True)))


def _rounded(places: NDArray[np.floating]) -> list[str]:
    """Return places along an axis (n,) as texts, to a millionth of the largest: beyond, processors differ."""
    largest = float(np.abs(places).max()) or 1.0
    decimals = 5 - math.floor(math.log10(largest))
    return [f"{place:.10g}" for place in places.round(decimals).tolist()]


@cache
def _name(key: str) -> str:
    return key if key in CAMEL else key.rstrip("_").replace("_", "-")


def _value(key: str, value: object) -> str:
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0") if -FARTHEST <= value <= FARTHEST else _unplaced(key, value)
    if isinstance(value, int | np.integer | np.floating):
        far = not -FARTHEST <= (value if isinstance(value, int) else value.item()) <= FARTHEST
        return _unplaced(key, value) if far else str(value)
    return _unplaced(key, value)


def _unplaced(key: str, value: object) -> str:
    return refuse(f"{_name(key)} is {value!s:.60}", "give it a place on the drawing")
