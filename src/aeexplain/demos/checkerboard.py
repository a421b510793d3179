"""Where a checkerboard comes from: the kernels of a transposed convolution, laid a stride apart, overlap unevenly.

After Odena, Dumoulin and Olah 2016. Nothing is trained: the figure counts.
"""

import numpy as np

from aeexplain.arrays import Array
from aeexplain.demo import Check, Choice, Demo, Slider, View, Words
from aeexplain.draw import Drawing, Pixels, Plane, bars, drawing, ink, polygons, segments, tag

LAID, LONG, SEEN = 5, 32, 16  # kernels in the drawing, kernels under the maps, places that a map shows
WIDEST = 6  # places that a kernel can have
THICK = 0.7  # of a kernel, in rows
# Of the drawing, in its units: its size, where the bars stand, their counts, and where the first row of kernels begins.
WIDTH, HEIGHT, ZERO, NUMBERS, FIRST = 620, 308, 116, 137, 152


def compute(kernel, stride):
    apart = stride + 1  # a choice is the place of its option
    once = overlaps(np.ones(LONG), kernel, apart)  # along one axis
    paths = overlaps(once, kernel, apart)
    middle, twice = _middle(once, apart), _middle(paths, apart**2)
    return {
        "once": _map(middle, "one layer"),
        "kernels": _kernels(kernel, apart),
        "twice": _map(twice, "two layers"),
        "overlap": Words(_told(middle)),
        "overlap2": Words(_span(twice)),
        "depths": once,
        "paths": paths,
        "seen": middle,
    }


def describe(kernel, stride, overlap, overlap2):
    return (
        f"Kernels of {kernel} places laid {stride} apart: over a pixel of the picture lie {overlap} of them, "
        f"and after a second layer {overlap2} paths."
    )


def overlaps(depth: Array, kernel: int, stride: int) -> Array:
    """Return along one axis how much lies over each output place of a layer whose weights are 1, given its inputs' depth (n,).

    Ones in: (stride (n - 1) + kernel,) counts of kernels. Counts in: of the paths through two layers.
    """
    apart = np.zeros(stride * (len(depth) - 1) + 1)
    apart[::stride] = depth
    return np.convolve(apart, np.ones(kernel))


def _middle(along: Array, period: int) -> Array:
    """Return the counts in the middle of both axes (16, 16), where no border is near, from the start of a period."""
    start = (len(along) - SEEN) // 2 // period * period
    return np.outer(along[start : start + SEEN], along[start : start + SEEN])


def _told(counts: Array) -> str:
    """Return the different counts in words."""
    *first, last = (f"{count:.0f}" for count in np.unique(counts))
    return f"{', '.join(first)} or {last}" if first else last


def _span(counts: Array) -> str:
    low, high = counts.min(), counts.max()
    return f"{high:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def _map(counts: Array, layers: str) -> Pixels:
    pattern = "in a checkerboard" if np.ptp(counts) else "even everywhere"
    return ink(counts / counts.max(), f"{layers}: {_span(counts)} kernels deep, {pattern}", "a")


def _kernels(kernel: int, stride: int) -> Drawing:
    """Return kernels laid side by side, above them how many lie over each place, and where the last one's edge can stand."""
    counts = overlaps(np.ones(LAID), kernel, stride)  # (places,)
    # As wide as the widest kernels are, so that nothing but edges moves while one is pulled.
    across = (-0.5, stride * (LAID - 1) + WIDEST - 0.2)
    plane = Plane.over(WIDTH, HEIGHT, across, (0, LAID), margins=(FIRST, 2, 20, 2))
    above = Plane.over(WIDTH, HEIGHT, across, (0, max(counts.max(), 2)), margins=(4, 2, HEIGHT - ZERO, 2))
    left, low = stride * np.arange(LAID) - 0.5, np.arange(LAID)[::-1].astype(float)
    laid = [_box(x, y, kernel) for x, y in zip(left, low, strict=True)]
    return drawing(
        WIDTH,
        HEIGHT,
        bars(above, counts, np.ones(len(counts), bool)),
        tag("g", _figures(above, counts), class_="signs"),
        polygons(plane, laid, "a", filled=True),
        _joints(plane, left, low, kernel),
        says=f"{LAID} kernels of {kernel} places, {stride} apart; over the places lie {', '.join(f'{n:.0f}' for n in counts)}",
        reach=plane.reach,
        track=[(left[-1] + places, low[-1] + THICK / 2) for places in range(1, WIDEST + 1)],
    )


def _box(x: float, y: float, kernel: int) -> list[tuple[float, float]]:
    return [(x, y), (x + kernel, y), (x + kernel, y + THICK), (x, y + THICK)]


def _joints(plane: Plane, left: Array, low: Array, kernel: int) -> str:
    """Return the lines between a kernel's places; none in one of a single place."""
    if kernel == 1:
        return ""
    inner = np.arange(1, kernel)
    xs, ys = (left[:, None] + inner).ravel(), np.repeat(low, kernel - 1)
    return segments(plane, np.column_stack((xs, ys)), np.column_stack((xs, ys + THICK)), "a")


def _figures(plane: Plane, counts: Array) -> str:
    """Return the counts below their bars, one digit each, as one text of which every letter has its place."""
    places = {"x": " ".join(f"{x:.0f}" for x in plane.x(np.arange(len(counts)))), "y": NUMBERS}
    text = "".join(f"{count:.0f}" for count in counts)
    return tag("text", text, class_="label", text_anchor="middle", **places)


DEMO = Demo(
    compute,
    describe,
    controls={
        "kernel": Slider("Kernel", 1, WIDEST, start=3, on="kernels", grip="knob", hint="pull"),
        "stride": Choice("Stride", ("1", "2", "3", "4"), start=1),
    },
    views={
        "kernels": View("Five kernels along a line, and how many lie over each place", "half"),
        "once": View("The same in a picture"),
        "twice": View("After a second layer"),
        "overlap": View("Kernels over a pixel"),
        "overlap2": View("Paths, two layers"),
    },
    main="kernel",
    stage=("kernels", "once"),
    bar=("kernel", "stride"),
    checks=(
        Check(
            "Every kernel lies over as many places as it is wide",
            lambda kernel, depths: (depths.sum(), "==", LONG * kernel),
        ),
        Check(
            "A second layer multiplies the paths by its kernel’s width",
            lambda kernel, paths: (paths.sum(), "==", LONG * kernel**2),
        ),
        Check(
            "The picture is even exactly where the stride divides the width",
            lambda kernel, stride, seen: (np.ptp(seen) == 0, "==", kernel % (stride + 1) == 0),
        ),
    ),
    line="Kernels {kernel} wide, {stride} apart: over a pixel of the picture lie {overlap} of them.",
)
