"""Digits on a plane: look around in a latent space of two units, and walk through it in a straight line.

The network is a variational autoencoder (Kingma and Welling 2014) whose code is two numbers, so that the whole latent space
can be drawn. The rival of the straight line through it is a straight line in pixel space: one picture fades into the other.
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.demo import Demo, Point, Slider, View, Words, readout
from aeexplain.draw import (
    Drawing,
    Pixels,
    Plane,
    drawing,
    filled_contours,
    image_grid,
    ink,
    label,
    line,
    points,
    scatter_groups,
    tag,
)
from aeexplain.nn.metrics.data_region import distance_to_nearest

CLASSES = 10
X, Y = (-3.2, 4.0), (-4.1, 3.1)  # the map's window, which holds all thousand codes
SIDE = 420
FRAMES = 9  # of a filmstrip
STOPS = np.linspace(0, 1, 41)[:, None]  # of t, where the way is checked: the slider's own steps
NODES = 60  # along a side of the grid over which the data's region is drawn
AROUND = 0.4  # a class is named where its codes are most among themselves within this distance


def compute(ae, look, a, b, t):
    codes, labels, digits = ae.samples["codes"], ae.samples["labels"], ae.samples["digits"]
    radius = ae.metrics["region"]["radius"]
    start, end = np.array(a, np.float32), np.array(b, np.float32)  # (2,) each
    way = (1 - STOPS) * start + STOPS * end  # (41, 2)
    here = (1 - t) * start + t * end  # z(t)
    away = distance_to_nearest(np.concatenate([way, [here, look]]).astype(np.float32), codes)  # (43,)
    shown = int(((codes[: len(digits)] - look) ** 2).sum(1).argmin())  # of the pictured digits
    places = np.concatenate([way[:: len(STOPS) // (FRAMES - 1)], [here, look, codes[shown]]]).astype(
        np.float32
    )
    decodes = ae.models["net"].decode(places)  # (12, 784)
    frames, (at_t, at_look, rebuilt) = decodes[:FRAMES], decodes[FRAMES:]
    share = np.linspace(0, 1, FRAMES)[:, None]
    fades = (1 - share) * frames[0] + share * frames[-1]  # (9, 784)
    faded = (1 - t) * frames[0] + t * frames[-1]  # (784,)
    outside = away > radius
    leaves, marked = _leaves(outside[: len(STOPS)]), round(t * (FRAMES - 1))
    name, place = labels[shown], f"z = ({look[0]:.2f}, {look[1]:.2f})"
    return {
        "map": _map(codes, labels, len(digits), radius, look, here, way, outside[: len(STOPS)], leaves),
        "decode": ink(_square(at_look), f"the decode of {place}, {_where(outside[-1])}"),
        "digit": ink(_square(digits[shown]), f"the pictured test digit nearest to the pointer, a {name}"),
        "rebuilt": ink(_square(rebuilt), f"what the network makes of that {name}"),
        "between": ink(_square(at_t), f"the decode of z(t) at t = {t:.3g}, {_where(outside[-2])}"),
        "faded": ink(_square(faded), f"the decodes of A and B, faded at t = {t:.3g}"),
        "film": _film(frames, marked, f"{FRAMES} decodes on the way from A to B, which {leaves}"),
        "fade": _film(fades, marked, "the decode of A fading into that of B in as many steps"),
        "near": Words(f"{_where(outside[-1])}; nearest digit: a {labels[_nearest(codes, look)]}"),
        "place": Words(f"{_where(outside[-2])}; nearest digit: a {labels[_nearest(codes, here)]}"),
        "way": Words(leaves),
        "dark": readout(darkness(at_t), ".2f"),
        "darkfade": readout(darkness(faded), ".2f"),
    }


def describe(look, a, b, t, near, way, dark, darkfade):
    return (
        f"Pointer at {look}: {near}. The way from A at {a} to B at {b} {way}; at t = {t} the decode's ink is {dark} dark, "
        f"the cross-fade's {darkfade}."
    )


def darkness(x: Array) -> float:
    """Return how dark the ink of a picture is, each bit of it counted as much as it is ink: 1 is black, 0.5 half grey."""
    return float((x**2).sum() / x.sum())


def _where(outside: bool) -> str:
    return "outside the region" if outside else "inside the region"


def _nearest(codes: Array, place: Array | tuple[float, float]) -> int:
    return int(((codes - place) ** 2).sum(1).argmin())


def _spans(outside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last stop of every stretch of the way (41,) that is outside."""
    edges = np.diff(np.concatenate([[0], outside, [0]]).astype(int))
    return list(
        zip(np.flatnonzero(edges > 0).tolist(), (np.flatnonzero(edges < 0) - 1).tolist(), strict=True)
    )


def _leaves(outside: NDArray[np.bool_]) -> str:
    """Return in words where the way (41,) is outside of the data's region."""
    t, spans = STOPS[:, 0], _spans(outside)
    if not spans:
        return "stays inside the region"
    if len(spans) > 2:
        return f"is outside the region {len(spans)} times, for {outside.mean():.0%} of it"
    ranges = [f"from {t[i]:.3g} to {t[j]:.3g}" if i < j else f"near {t[i]:.3g}" for i, j in spans]
    return f"is outside the region for t {' and '.join(ranges)}"


def _square(x: Array) -> Array:
    return x.reshape(28, 28)


def _film(pictures: Array, marked: int, says: str) -> Pixels:
    strip = ink(pictures.reshape(-1, 28), "")  # one below the other
    frames = [replace(strip, rgba=strip.rgba[top : top + 28]) for top in range(0, len(strip.rgba), 28)]
    return image_grid(frames, FRAMES, says, marked=marked)


def _map(
    codes: Array,
    labels: NDArray[np.integer],
    pictured: int,
    radius: float,
    look: tuple[float, float],
    here: Array,
    way: Array,
    outside: NDArray[np.bool_],
    leaves: str,
) -> Drawing:
    plane = Plane.over(SIDE, SIDE, X, Y, margins=(4, 4, 4, 4))
    ground, names = _ground(plane, codes.tobytes(), labels.astype(np.uint8).tobytes(), pictured, radius)
    beads = way[outside]
    return drawing(
        SIDE,
        SIDE,
        ground,
        line(plane, way[[0, -1], 0], way[[0, -1], 1], "ink"),
        points(plane, beads[:, 0], beads[:, 1], "b", "bead") if len(beads) else "",
        names,
        points(plane, way[[0, -1], 0], way[[0, -1], 1], "ink", "large"),
        points(plane, here[:1], here[1:], "a", "large"),
        points(plane, [look[0]], [look[1]], "ink", "large"),
        tag(
            "g",
            *(_beside(plane, text, place) for text, place in (("A", way[0]), ("B", way[-1]))),
            class_="names",
        ),
        says=f"a thousand test digits in the latent plane; the way from A to B {leaves}",
        reach=plane.reach,
    )


def _beside(plane: Plane, text: str, place: Array) -> str:
    x, y = plane.at(*place.tolist())
    return label(text, x + (14 if x < SIDE - 30 else -26), y - 10 if y > 30 else y + 24)


@lru_cache(maxsize=4)
def _ground(plane: Plane, codes: bytes, labels: bytes, pictured: int, radius: float) -> tuple[str, str]:
    """Return what no control changes: the data's region with the codes over it, and the names of the classes."""
    z = np.frombuffer(codes, np.float32).reshape(-1, 2)  # (1000, 2)
    kinds = np.frombuffer(labels, np.uint8).astype(int)  # (1000,)
    xs, ys = np.linspace(*X, NODES, dtype=np.float32), np.linspace(*Y, NODES, dtype=np.float32)
    rows = [distance_to_nearest(np.column_stack((xs, np.full_like(xs, y))), z) for y in ys]
    looks = [f"{kind}" for kind in range(CLASSES)] + [f"{kind} large" for kind in range(CLASSES)]
    large = CLASSES * (np.arange(len(z)) < pictured)
    region = filled_contours(plane, -np.stack(rows), (-radius,), "muted")
    names = [
        label(f"{kind}", *_lowered(plane, place), f"{kind}", anchor="middle")
        for kind, place in enumerate(_homes(z, kinds))
    ]
    return region + scatter_groups(plane, z[:, 0], z[:, 1], kinds + large, looks), tag(
        "g", *names, class_="names"
    )


def _lowered(plane: Plane, place: Array) -> tuple[float, float]:
    x, y = plane.at(*place.tolist())
    return x, y + 7


def _homes(z: Array, kinds: NDArray[np.integer]) -> list[Array]:
    """Return for each class the middle of its codes where they are most among themselves."""
    near = (np.subtract.outer(z[:, 0], z[:, 0]) ** 2 + np.subtract.outer(z[:, 1], z[:, 1]) ** 2) < AROUND**2
    own = near & (kinds[:, None] == kinds)  # (1000, 1000)
    lead = 2 * own.sum(1) - near.sum(1)  # own neighbours less strangers
    best = [int(np.argmax(np.where(kinds == kind, lead, -len(z)))) for kind in range(CLASSES)]
    return [z[own[place]].mean(0) for place in best]


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "latent-map"},
    metrics={
        "Evidence lower bound, 10,000 test digits, nats": "latent-map:elbo",
        "Share of test digits that a classifier reads right after the way through two numbers": "latent-map:reconstruction.hit",
        "of the digits themselves": "latent-map:real.hit",
        "Share of places in [-3, 3]² that the classifier recognises, inside the region": "latent-map:region.confident.inside",
        "outside of it": "latent-map:region.confident.outside",
    },
    controls={
        "look": Point("Look around", "map", X, Y, start=(-0.9, -1.7), hovers=True),
        "a": Point("Pin A", "map", X, Y, start=(2.1, 2.4)),
        "b": Point("Pin B", "map", X, Y, start=(0.8, -1.1)),
        "t": Slider("From A to B, $t$", 0, 1, start=0.5, step=0.025, plays=True),
    },
    views={
        "map": View("The latent plane, with a thousand test digits", "half"),
        "decode": View("Decode of the place under the pointer", "half"),
        "digit": View("Nearest pictured digit, $x$"),
        "rebuilt": View(r"Its reconstruction, $\hat x$"),
        "between": View("Decode of $z(t)$"),
        "faded": View("Cross-fade at the same $t$"),
        "film": View("From A to B through the latent plane: $g(z(t))$", "full"),
        "fade": View(r"From A to B through pixel space: $(1-t)\,g(z_1)+t\,g(z_2)$", "full"),
        "near": View("The pointer"),
        "place": View("$z(t)$"),
        "way": View("The way from A to B"),
        "dark": View("Ink's darkness, decode of $z(t)$"),
        "darkfade": View("Cross-fade"),
    },
    main="look",
    stage=("map", "decode"),
    bar=(),
    line="{near}",
)
