"""The colours of pixels. They read on light and dark paper alike, and to colour-blind readers."""

import numpy as np
from numpy.typing import NDArray

INK = (22, 24, 29)
MODEL, RIVAL = (11, 79, 143), (110, 31, 94)  # the ink of what a model draws, and of what its rival does
ADDS, TAKES = (176, 16, 58), (26, 138, 128)  # ink that somebody puts there, and ink that is kept away
INKS = {"ink": INK, "a": MODEL, "b": RIVAL}
ACCENT = (10, 114, 190)
WARM = (213, 84, 0)
COOL = (0, 114, 178)
# Dark blue over grey to yellow, evenly brighter: lightness alone tells the order, as in cividis (Nuñez et al. 2018).
SCALE = np.array(
    [(0, 34, 78), (53, 69, 108), (102, 105, 112), (148, 142, 119), (200, 184, 102), (254, 232, 56)], float
)


def scale_colours(share: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return shares in [0, 1], clipped, as colours of a perceptually even scale: (...) → (..., 3)."""
    at = np.clip(share, 0, 1) * (len(SCALE) - 1)
    channels = [np.interp(at, np.arange(len(SCALE)), SCALE[:, i]) for i in range(3)]
    colours: NDArray[np.uint8] = np.rint(np.stack(channels, -1)).astype(np.uint8)
    return colours
