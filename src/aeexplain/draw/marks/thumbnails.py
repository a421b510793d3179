"""Many small pictures inside a drawing: pixels as runs of one strength, one path for each strength."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aeexplain.draw.finite import FARTHEST, fault_of, refuse, shape_fault, too_far
from aeexplain.draw.svg import tag

LEVELS = 8  # of strength above nothing
# How much thicker than a pixel its run is, so that no paper shines through between rows, and none covers the next one visibly.
COVER, MOST_COVER = 0.05, 0.2


def thumbnails(
    pictures: NDArray[np.floating], places: ArrayLike, pixel: tuple[float, float], series: str = "ink"
) -> str:
    """Return pictures (n, height, width) in the colour of `series`, their top left corners at places (n, 2), in pixels.

    `pixel` is the width and the height of one of their pixels. Their values in [0, 1], clipped, are opacities in eight
    steps; what rounds to zero is left out.
    """
    shapes = shape_fault(pictures=(pictures, ("n", "height", "width")), places=(places, ("n", 2)))
    fault = shapes or fault_of(pictures, "pictures") or fault_of(places, "places")
    if fault:
        return refuse(f"thumbnails: {fault[0]}", fault[1])
    count, height, width = pictures.shape
    levels = np.zeros((count * height, width + 2), np.int8)  # with nothing at both ends of every row
    levels[:, 1:-1] = np.rint(np.clip(pictures, 0, 1) * LEVELS).reshape(-1, width)
    row, column = np.nonzero(levels[:, 1:] != levels[:, :-1])  # where a run begins, those of nothing too
    level, length = levels[row, column + 1], np.diff(column, append=width)
    order = np.argsort(level, kind="stable")[np.count_nonzero(level == 0) :]
    corners, (across, down) = np.asarray(places, float)[row // height], pixel
    starts = np.stack(
        (corners[:, 0] + column * across, corners[:, 1] + (row % height + 0.5) * down, length * across), 1
    )
    tenths = np.rint(starts[order] * 10)  # (runs, 3)
    if not np.abs(tenths).max(initial=0.0) <= FARTHEST * 10:
        what, hint = too_far({"places": places})
        return refuse(f"thumbnails: {what}", hint)
    counts = np.bincount(level[order], minlength=LEVELS + 1).tolist()
    paths = [
        tag("path", opacity=f"{strength / LEVELS:.3g}", d="M%d %dh%d" * runs)
        for strength, runs in enumerate(counts)
        if runs
    ]
    look = {
        "class_": f"mosaic series-{series}",
        "transform": "scale(.1)",
        "stroke_width": float((down + min(COVER * down, MOST_COVER)) * 10),
    }
    return tag("g", *paths, **look) % tuple(tenths.astype(int).ravel().tolist()) if paths else ""
