"""What two encoders make of the neighbourhood of a picture: one that pays for every change of its code, and a plain one.

The contractive autoencoder (Rifai et al. 2011) adds λ times the squared Frobenius norm of its encoder's Jacobian to the error.
Its plain twin has the same size and start and was stopped when it rebuilt as well, so that the two are compared at like error.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.data.directions import sliding, static
from aeexplain.demo import Choice, Demo, Point, Seed, View, Words, readout
from aeexplain.draw import (
    Drawing,
    Linear,
    Plane,
    arrows,
    bars,
    drawing,
    ellipses,
    ink,
    inks,
    label,
    points,
    rule,
    segments,
    tag,
    thumbnails,
)
from aeexplain.nn.models.contractive import TiedAutoencoder

SIDE = 12
PAIRS, PRICES = ("light", "medium", "strong"), ("0.1", "0.3", "1")  # λ of each pair
KINDS = {"plain": "b", "contractive": "a"}
REACH, FARTHEST = 3.15, 1.8  # of the plane that is shown, and of the point in it
RING = np.linspace(0, 2 * np.pi, 24, endpoint=False)
CIRCLE = np.stack((np.cos(RING), np.sin(RING)))  # (2, 24)
AROUND = np.concatenate((np.eye(2), -np.eye(2)))  # the four steps whose pictures stand on the circle
WAYS = {
    "slide left": (-2.5, 0.1),
    "slide right": (2.5, 0.1),
    "static on": (0.6, 2.9),
    "static off": (0.6, -3.0),
}
ROOMY = 26  # pixels above and below its middle, of an ellipse that has room for a label
PIXEL = 3.6  # of these pictures
SHORT = 0.62  # of a step, the arrow to its picture
LIKE = 5  # per cent by which both answers may differ and still count as alike
PLANE = Plane.over(400, 400, (-REACH, REACH), (-REACH, REACH), margins=(0, 0, 0, 0))
SCALE = Linear((-1.2, 1.2), (212, 28))
PANELS = {
    kind: Plane(400, 400, Linear((-1.2, 1.2), (at, at + 184)), SCALE)
    for kind, at in (("plain", 8), ("contractive", 208))
}
BARS = Plane(400, 400, Linear((-0.6, 4.6), (20, 380)), Linear((0, 1.2), (370, 268)))
PLACES = {"plain": (0, 3), "contractive": (1, 4)}  # of the bars for sliding and for static


@dataclass(frozen=True)
class Portrait:
    """What an encoder makes of the neighbourhood: the Jacobian on the two directions, in a basis that fits it."""

    lengths: Array  # (2,) of the images of a unit step along each direction
    map: Array  # (2, 2), the columns are these images in the code, the first on the horizontal axis
    ring: Array  # (2, 24), where the pictures of the unit circle go, in the same basis
    norm: float  # squared, of the whole Jacobian
    shift: float  # of the code, from the digit's to the point's, relative to the digit's
    x_hat: Array  # (144,)


def compute(ae, price, digit, noise, at):
    pair, x = PAIRS[price], ae.samples["digits"][digit]  # (144,) in [0, 1]
    steps = _steps(x.tobytes(), noise)
    here = (x + np.array(at) @ steps).astype(np.float32)
    nets = {kind: ae.models[f"{kind}_{pair}"] for kind in KINDS}
    found = {kind: portrait(net, x, here, steps) for kind, net in nets.items()}
    kept = 100 * found["contractive"].lengths / np.maximum(found["plain"].lengths, 1e-9)  # (2,) per cent
    metrics = ae.metrics[pair]
    place = f"the digit {digit} moved by {at[0]:g} along and {at[1]:g} across"
    plain, ours = found["plain"], found["contractive"]
    return {
        "plane": _plane(here, steps, at),
        "images": _images(found, kept, metrics),
        "takeaway": Words(_takeaway(*kept)),
        "original": ink(_square(x), f"the digit {digit}, as written by hand"),
        "here": ink(_square(here), place),
        "rebuilt": ink(_square(plain.x_hat), f"{place}, rebuilt by the plain autoencoder"),
        "ours": ink(_square(ours.x_hat), f"{place}, rebuilt by the contractive one"),
        "norm": readout(plain.norm, ".1f"),
        "norm_ours": readout(ours.norm, ".1f"),
        "mse": readout(metrics["plain"]["mse"]),
        "mse_ours": readout(metrics["contractive"]["mse"]),
        "shift": readout(100 * plain.shift, ".1f"),
        "shift_ours": readout(100 * ours.shift, ".1f"),
    }


def describe(price, digit, noise, at, takeaway, norm, norm_ours, shift, shift_ours):
    return (
        f"Digit {digit} at {at}, static number {noise}, λ = {price}. {takeaway} The squared Jacobian norm is {norm_ours} "
        f"instead of {norm}, and the code has moved by {shift_ours} % instead of {shift} %."
    )


def portrait(net: TiedAutoencoder, x: Array, here: Array, steps: Array) -> Portrait:
    """Return what a net's encoder makes of the unit circle around `here`, in the plane of `steps` (2, 144) through x (144,)."""
    z, z_x, *ring = net.encode(np.concatenate(([here, x], here + CIRCLE.T @ steps)).astype(np.float32))
    images = net.jacobian(here) @ steps.T  # (40, 2)
    lengths = np.sqrt((images**2).sum(0))
    first = images[:, 0] / max(lengths[0], 1e-9)
    rest = images[:, 1] - (first @ images[:, 1]) * first
    basis = np.stack((first, rest / max(np.sqrt(rest @ rest), 1e-9)))  # (2, 40), orthonormal
    return Portrait(
        lengths,
        basis @ images,
        basis @ (np.array(ring) - z).T,
        float(net.contraction(here)),
        float(np.linalg.norm(z - z_x) / np.linalg.norm(z_x)),
        net.decode(z),
    )


def _square(x: Array) -> Array:
    return x.reshape(SIDE, SIDE)


def _takeaway(slide: float, static: float) -> str:
    """Return what to make of the shares, in per cent, that the contractive code keeps of plain's answers."""
    kept = f"{slide:.0f} % of plain's answer to sliding"
    if abs(slide - static) <= LIKE:
        return f"Here the contractive code keeps {kept} and as good as the same of its answer to static, {static:.0f} %."
    turn = "but only" if static < slide else "and even"
    return f"The contractive code keeps {kept}, {turn} {static:.0f} % of its answer to static."


@lru_cache(maxsize=32)
def _steps(picture: bytes, noise: int) -> Array:
    """Return the two directions at a float32 picture, (2, 144) of length 1."""
    along = sliding(np.frombuffer(picture, np.float32))
    return np.stack((along, static(along, np.random.default_rng(noise))))


@cache
def _cross() -> str:
    """Return the plane's two axes, and where they lead."""
    names = (label(name, *PLANE.at(x, y), anchor="middle") for name, (x, y) in WAYS.items())
    return rule(PLANE, x=0.0, y=0.0) + "".join(names)


def _plane(here: Array, steps: Array, at: tuple[float, float]) -> Drawing:
    """Return the plane of the two directions, the circle around the reader's point, and four of the pictures on it."""
    side = PIXEL * SIDE
    corners = PLANE.places(*(np.array(at) + AROUND).T) - side / 2  # (4, 2), in pixels
    return drawing(
        PLANE.width,
        PLANE.height,
        _cross(),
        ellipses(PLANE, [at], [np.eye(2)], "muted", filled=True),
        arrows(PLANE, [at] * len(AROUND), SHORT * AROUND, "muted"),
        *(tag("rect", class_="frame", x=x, y=y, width=side, height=side) for x, y in corners.tolist()),
        thumbnails((here + AROUND @ steps).reshape(-1, SIDE, SIDE), corners, (PIXEL, PIXEL)),
        says=f"a unit circle of pictures around the point {at[0]:g} along and {at[1]:g} across, four of them drawn",
        reach=PLANE.reach,
    )


def _images(found: dict[str, Portrait], kept: Array, metrics: dict[str, Any]) -> Drawing:
    """Return the circle's images in both codes, on one scale, and the lengths of the images of both unit steps."""
    texts = (f"slide: {kept[0]:.0f} % of plain's", f"static: {kept[1]:.0f} % of plain's")
    return drawing(
        400,
        400,
        _empty(),
        *(_panel(PANELS[kind], found[kind], KINDS[kind]) for kind in KINDS),
        *(_lengths(kind, found[kind].lengths, metrics[kind]) for kind in KINDS),
        *(
            label(text, float(BARS.x(at)), 390, anchor="middle")
            for text, at in zip(texts, (0.5, 3.5), strict=True)
        ),
        says=f"of plain's unit step the contractive code keeps {kept[0]:.0f} % where the digit slides and {kept[1]:.0f} % "
        "where static is added",
    )


@cache
def _empty() -> str:
    """Return what stays the same: both panels' names and the circle itself, the bars' title and base."""
    circles = [
        label(f"{kind} code", float(plane.x(0)), 16, KINDS[kind], "middle")
        + ellipses(plane, [(0, 0)], [np.eye(2)], "dimmed")
        for kind, plane in PANELS.items()
    ]
    texts = (
        tag(
            "text",
            "thin circle: the step itself; dots: pictures really encoded",
            class_="tick",
            x=200,
            y=222,
            text_anchor="middle",
        ),
        label("How far one step moves the code", 200, 250, anchor="middle"),
        tag("text", "black: test-set mean", class_="tick", x=200, y=268, text_anchor="middle"),
    )
    return "".join((*circles, *texts, rule(BARS, y=0.0)))


def _panel(plane: Plane, shown: Portrait, series: str) -> str:
    (slide_x, static_x), (slide_y, static_y) = plane.x(shown.map[0]), plane.y(shown.map[1])
    # How far the ellipse reaches above its middle, in pixels.
    height = slide_y - float(plane.y(np.linalg.norm(shown.map[1])))
    return "".join(
        (
            ellipses(plane, [(0, 0)], [shown.map], series, filled=True),
            points(plane, shown.ring[0], shown.ring[1], series),
            arrows(plane, np.zeros((2, 2)), shown.map.T, series),
            label(
                "slide",
                float(plane.x(0) + slide_x) / 2,
                slide_y + (15 if height > ROOMY else height + 17),
                anchor="middle",
            ),
            label("static", static_x, static_y - 6, anchor="middle"),
        )
    )


def _lengths(kind: str, lengths: Array, metrics: dict[str, float]) -> str:
    """Return a kind's two bars, with their lengths above them and the test set's means as ticks."""
    places = np.array(PLACES[kind], float)
    heights = np.zeros(5)
    heights[list(PLACES[kind])] = lengths
    means = np.array([metrics["along"], metrics["across"]])
    tops = BARS.places(places, np.maximum(lengths, means))
    half = np.array([0.46, 0])
    ends = np.stack((places, means), 1)
    return "".join(
        (
            bars(BARS, heights, heights > 0, KINDS[kind]),
            segments(BARS, ends - half, ends + half, "ink"),
            *(
                label(f"{length:.2f}", float(x), float(y) - 5, KINDS[kind], anchor="middle")
                for length, (x, y) in zip(lengths, tops, strict=True)
            ),
        )
    )


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "contractive"},
    metrics={
        "Squared Jacobian norm at λ = 0.1, 10,000 test digits": "contractive:light.contractive.jacobian",
        "of its plain twin": "contractive:light.plain.jacobian",
        "Code shift under noise of 0.1, over the plain twin's": "contractive:light.ratio.shift",
    },
    controls={
        "price": Choice(r"Price of change, $\lambda$", PRICES),
        "digit": Choice("Digit", tuple("0123456789"), start=5),
        "noise": Seed("Static number", "New static"),
        "at": Point(
            "Point", "plane", (-FARTHEST, FARTHEST), (-FARTHEST, FARTHEST), start=(0.0, 1.0), step=0.1
        ),
    },
    views={
        "plane": View("Pictures: drag the point; one step around it, four of them", "half"),
        "images": View("Codes: what two encoders make of that circle", "half"),
        "original": View("Digit, $x$"),
        "here": View("At the point"),
        "rebuilt": View("Rebuilt, plain"),
        "ours": View("Rebuilt, contractive"),
        "takeaway": View("Takeaway"),
        "norm": View(r"$\lVert J\rVert_F^2$, plain"),
        "norm_ours": View("contractive"),
        "shift": View("Code shift, plain, %"),
        "shift_ours": View("contractive"),
        "mse": View("Test MSE, plain"),
        "mse_ours": View("contractive"),
    },
    main="at",
    stage=("plane", "images"),
    bar=("price", "digit"),
    line="Squared norm of the Jacobian: plain {norm}, contractive {norm_ours}.",
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
)
