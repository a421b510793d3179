"""The latent plane of the two-dimensional autoencoder, as its figures draw it: a thousand digits, and where data are."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.draw import Plane, filled_contours, label, scatter_groups, tag
from aeexplain.nn.metrics.data_region import distance_to_nearest

CLASSES = 10
X, Y = (-3.2, 4.0), (-4.1, 3.1)  # the square that holds all thousand codes
NODES = 60  # along a side of the grid over which the data's region is drawn
BACKGROUND = 3  # one code in so many stands for all
AROUND = 0.4  # a class is named where its codes are most among themselves within this distance


def plane_of(width: int, height: int) -> Plane:
    """Return a plane over the square of all codes, and over what a wider drawing has beside it: both axes have one scale."""
    (left, right), (low, high) = X, Y
    beside = ((high - low) * width / height - (right - left)) / 2
    return Plane.over(width, height, (left - beside, right + beside), Y, margins=(0, 0, 0, 0))


def is_outside(ae, places: Array) -> NDArray[np.bool_]:
    """Return whether places (n, 2) lie farther from the codes than the region of the data reaches: (n,)."""
    away = distance_to_nearest(places.astype(np.float32), ae.samples["codes"])
    outside: NDArray[np.bool_] = away > ae.metrics["region"]["radius"]
    return outside


def in_words(outside: bool) -> str:
    """Return where a place lies."""
    return "outside the region" if outside else "inside the region"


def nearest_label(ae, place: Array | tuple[float, float]) -> int:
    """Return which digit the nearest code is of."""
    return int(ae.samples["labels"][((ae.samples["codes"] - place) ** 2).sum(1).argmin()])


def ground(ae, plane: Plane, named: bool) -> str:
    """Return the region of the data with codes over it.

    named: all thousand are shown, the classes have their names, and the digits that can be shown a larger dot; otherwise the
    codes are a background, for which every third is enough.
    """
    codes, labels = ae.samples["codes"], ae.samples["labels"].astype(np.uint8)
    pictured = len(ae.samples["digits"]) if named else 0
    radius = ae.metrics["region"]["radius"]
    marks, names = _ground(plane, codes.tobytes(), labels.tobytes(), pictured, radius)
    return marks + names if named else marks


@lru_cache(maxsize=4)
def _ground(plane: Plane, codes: bytes, labels: bytes, pictured: int, radius: float) -> tuple[str, str]:
    z = np.frombuffer(codes, np.float32).reshape(-1, 2)  # (1000, 2)
    kinds = np.frombuffer(labels, np.uint8).astype(int)  # (1000,)
    looks = [f"{kind}" for kind in range(CLASSES)] + [f"{kind} large" for kind in range(CLASSES)]
    large = CLASSES * (np.arange(len(z)) < pictured)
    names = [
        label(f"{kind}", *_lowered(plane, place), f"{kind}", anchor="middle")
        for kind, place in enumerate(homes(z, kinds))
    ]
    shown = slice(None, None, 1 if pictured else BACKGROUND)
    dots = scatter_groups(plane, z[shown, 0], z[shown, 1], (kinds + large)[shown], looks)
    return _region(plane, z, radius) + dots, tag("g", *names, class_="names")


def _region(plane: Plane, z: Array, radius: float) -> str:
    (left, right), (low, high) = plane.x.domain, plane.y.domain
    xs, ys = (
        np.linspace(left, right, NODES, dtype=np.float32),
        np.linspace(low, high, NODES, dtype=np.float32),
    )
    rows = [distance_to_nearest(np.column_stack((xs, np.full_like(xs, y))), z) for y in ys]
    return filled_contours(plane, -np.stack(rows), (-radius,), "muted")


def _lowered(plane: Plane, place: Array) -> tuple[float, float]:
    x, y = plane.at(*place.tolist())
    return x, y + 7


def homes(z: Array, kinds: NDArray[np.integer]) -> list[Array]:
    """Return for each class the middle of its codes where they are most among themselves. z (n, 2), kinds (n,)."""
    near = (np.subtract.outer(z[:, 0], z[:, 0]) ** 2 + np.subtract.outer(z[:, 1], z[:, 1]) ** 2) < AROUND**2
    own = near & (kinds[:, None] == kinds)  # (n, n)
    lead = 2 * own.sum(1) - near.sum(1)  # own neighbours less strangers
    best = [int(np.argmax(np.where(kinds == kind, lead, -len(z)))) for kind in range(CLASSES)]
    return [z[own[place]].mean(0) for place in best]
