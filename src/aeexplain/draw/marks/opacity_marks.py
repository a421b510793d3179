"""Many small shapes of one colour, each as strong as its number: one path a level."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aeexplain.draw.finite import fault_of, refuse, shape_fault
from aeexplain.draw.svg import pairs, tag

LEVELS = 8  # of strength above nothing


def opacity_marks(
    places: ArrayLike, shares: NDArray[np.floating], size: float, series: str, round: bool = False
) -> str:
    """Return squares, or with `round` discs, of `size` pixels centred at places (n, 2), in pixels.

    `shares` (n,) in [0, 1], clipped, are their opacities, in eight steps; what rounds to zero is left out.
    """
    fault = shape_fault(places=(places, ("n", 2)), shares=(shares, ("n",))) or fault_of(shares, "shares")
    if fault:
        return refuse(f"opacity_marks: {fault[0]}", fault[1])
    centres = np.asarray(places, float)
    levels = np.rint(np.clip(shares, 0, 1) * LEVELS).astype(int)  # (n,)
    width, half = int(np.rint(size * 10)), size / 2
    corner = (half, 0.0) if round else (half, half)
    pattern = _disc(width) if round else f"M%d %dh{width}v{width}h-{width}z"
    marks = [
        tag(
            "path",
            class_=f"shade fill-{series}",
            opacity=f"{level / LEVELS:.3g}",
            d=pairs(pattern, centres[levels == level] - corner, "opacity_marks", places=places),
        )
        for level in np.unique(levels[levels > 0]).tolist()
    ]
    return tag("g", *marks, transform="scale(.1)") if marks else ""


def _disc(width: int) -> str:
    arc = f"a{width // 2} {width // 2} 0 1 0"
    return f"M%d %d{arc} {width} 0{arc}-{width} 0z"
