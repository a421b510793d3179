"""Two half moons, each reaching into the other."""

import numpy as np
from numpy.typing import NDArray


def moons(count: int) -> NDArray[np.float32]:
    """Return `count` points (count, 2), half of them on each of two half circles of radius 1, within [-1.5, 1.5]²."""
    upper = np.linspace(0, np.pi, count - count // 2)
    lower = np.linspace(0, np.pi, count // 2)
    x = np.concatenate([np.cos(upper) - 0.5, 0.5 - np.cos(lower)])
    y = np.concatenate([np.sin(upper) - 0.25, 0.25 - np.sin(lower)])
    return np.stack([x, y], 1).astype(np.float32)
