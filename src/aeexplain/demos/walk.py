"""A straight walk through a latent space of two units, beside the straight line between the same two pictures.

The network is the one of `latent-map`. Through the latent plane one shape becomes another; through pixel space one picture
fades into the other, as in a double exposure.
"""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.demo import Atlas, Check, Demo, Point, Slider, View, Words, readout
from aeexplain.demos._latent_plane import X, Y, ground, in_words, is_outside, nearest_label, plane_of
from aeexplain.draw import Drawing, Pixels, Plane, drawing, ink, label, line, points, reached, tag

SIZE = (378, 270)
FRAMES, GAP = 13, 2  # of a strip, and the pixels between its pictures
STOPS = np.linspace(0, 1, 41)[:, None]  # of t, where the way is checked: the slider's own steps


def compute(ae, a, b, t):
    start, end = np.array(a, np.float32), np.array(b, np.float32)  # (2,) each
    way = (1 - STOPS) * start + STOPS * end  # (41, 2)
    here = (1 - t) * start + t * end  # z(t)
    outside = is_outside(ae, np.concatenate([way, [here]]))  # (42,)
    first, last, at_t = ae.models["net"].decode(
        np.stack([start, end, here]).astype(np.float32)
    )  # (784,) each
    faded = (1 - t) * first + t * last  # (784,)
    leaves = leaves_region(outside[:-1])
    where = in_words(bool(outside[-1]))
    return {
        "map": partial(_map, ae, way, here, outside[:-1], leaves),
        "between": ink(_square(at_t), f"the decode of z(t) at t = {t:.3g}, {where}", "a"),
        "faded": ink(_square(faded), f"the decodes of A and B, faded at t = {t:.3g}", "b"),
        "strips": partial(
            _strips, ae, start, end, f"{FRAMES} steps from A to B: decoded on the way, which {leaves}"
        ),
        "dark": readout(darkness(at_t), ".2f"),
        "darkfade": readout(darkness(faded), ".2f"),
        "place": Words(f"{where}; nearest digit: a {nearest_label(ae, here)}"),
        "way": Words(leaves),
        "here": here,
        "ends": (first, last),
        "decoded": at_t,
        "fade": faded,
    }


def describe(a, b, t, way, dark, darkfade):
    return f"The way from A at {a} to B at {b} {way}; at t = {t} the decode’s ink is {dark} dark, the cross-fade’s {darkfade}."


def darkness(x: Array) -> float:
    """Return how dark the ink of a picture is, each bit of it counted as much as it is ink: 1 is black, 0.5 half grey."""
    return float((x**2).sum() / x.sum())


def way_is_straight(a, b, here):
    """Compare the way from A over z(t) to B with the straight line from A to B."""
    start, end = np.array(a, np.float32), np.array(b, np.float32)
    parts = np.hypot(*(here - start)) + np.hypot(*(end - here))
    return parts, "==", np.hypot(*(end - start))


def ends_are_the_pins(t, decoded, fade):
    """Compare both ways' pictures where they have to agree: at the pins."""
    return (decoded, "==", fade) if t in (0, 1) else None


def leaves_region(outside: NDArray[np.bool_]) -> str:
    """Return in words where the way (41,) is outside of the data's region."""
    t, spans = STOPS[:, 0], _spans(outside)
    if not spans:
        return "stays inside the region"
    if len(spans) > 2:
        return f"is outside the region {len(spans)} times, for {outside.mean():.0%} of it"
    ranges = [f"from {t[i]:.3g} to {t[j]:.3g}" if i < j else f"near {t[i]:.3g}" for i, j in spans]
    return f"is outside the region for t {' and '.join(ranges)}"


def _spans(outside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last stop of every stretch of the way (41,) that is outside."""
    edges = np.diff(np.concatenate([[0], outside, [0]]).astype(int))
    return list(
        zip(np.flatnonzero(edges > 0).tolist(), (np.flatnonzero(edges < 0) - 1).tolist(), strict=True)
    )


def _square(x: Array) -> Array:
    return x.reshape(28, 28)


def _strips(ae, start: Array, end: Array, says: str) -> Pixels:
    """Return both ways from A to B, one below the other, with t on the axis: 0 in the middle of the first pictures."""
    share = np.linspace(0, 1, FRAMES, dtype=np.float32)[:, None]
    decodes = ae.models["net"].decode((1 - share) * start + share * end)  # (13, 784)
    fades = (1 - share) * decodes[0] + share * decodes[-1]  # (13, 784)
    code = ink(_row(decodes), says, "a")
    pixels = ink(np.pad(_row(fades), ((0, GAP), (0, 0))), says, "b")
    both = replace(code, rgba=np.vstack((code.rgba, pixels.rgba)), says=f"{says}; below, the two ends fading")
    before = (GAP + 14) / ((FRAMES - 1) * (28 + GAP))  # of t, left of the first picture's middle
    return reached(both, (-before, 1 + before), (0, 1))


def _row(pictures: Array) -> Array:
    """Return pictures (n, 784) side by side with gaps around them, but for the one below."""
    framed = np.pad(pictures.reshape(-1, 28, 28), ((0, 0), (GAP, 0), (GAP, 0)))  # (n, 30, 30)
    return np.pad(np.hstack(list(framed)), ((0, 0), (0, GAP)))


def _map(ae, way: Array, here: Array, outside: NDArray[np.bool_], leaves: str) -> Drawing:
    plane = plane_of(*SIZE)
    beads, ends = way[outside], way[[0, -1]]
    return drawing(
        *SIZE,
        tag("g", ground(ae, plane, named=False), class_="resting"),
        line(plane, ends[:, 0], ends[:, 1], "a"),
        points(plane, beads[:, 0], beads[:, 1], "b", "bead") if len(beads) else "",
        points(plane, ends[:, 0], ends[:, 1], "ink", "large"),
        points(plane, here[:1], here[1:], "a", "large"),
        tag(
            "g",
            *(_beside(plane, text, place) for text, place in zip("AB", ends, strict=True)),
            class_="names",
        ),
        says=f"test digits in the latent plane; the way from A to B {leaves}",
        reach=plane.reach,
    )


def _beside(plane: Plane, text: str, place: Array) -> str:
    x, y = plane.at(*place.tolist())
    return label(text, x + (20 if x < plane.width - 46 else -34), min(max(y + 7, 20), plane.height - 6))


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "latent-map"},
    metrics={"Evidence lower bound, 10,000 test digits, nats": "latent-map:elbo"},
    controls={
        "t": Slider("From A to B", 0, 1, start=0.5, step=0.025, plays=True, on="strips"),
        "a": Point("Pin A", "map", X, Y, start=(2.1, 2.4)),
        "b": Point("Pin B", "map", X, Y, start=(0.8, -1.1)),
    },
    views={
        "map": View("The way on the map"),
        "between": View("Through the code", series="a"),
        "faded": View("Through pixels", series="b"),
        "strips": View("", "full"),
        "dark": View("Ink’s darkness, through the code"),
        "darkfade": View("Through pixels"),
        "place": View("$z(t)$"),
        "way": View("The way from A to B"),
    },
    main="t",
    checks=(
        Check("z(t) lies on the straight line from A to B", way_is_straight),
        Check("At A and at B both ways show the same picture", ends_are_the_pins, within=1e-5),
        Check(
            "A cross-fade is no darker than the darker of its ends",
            lambda darkfade, ends: (darkfade, "<=", max(map(darkness, ends))),
        ),
    ),
    stage=("map", "between", "faded", "strips"),
    bar=("t",),
    line="At {t} of the way the decoded digit’s ink is {dark} dark, the cross-fade’s {darkfade}.",
    atlas=Atlas("t", tuple(step / 20 for step in range(21))),
)
