"""What two encoders make of the neighbourhood of a picture: one that pays for every change of its code, and a plain one.

The contractive autoencoder (Rifai et al. 2011) adds λ times the squared Frobenius norm of its encoder's Jacobian to the error.
Its plain twin has the same size and start and was stopped when it rebuilt as well, so that the two are compared at like error.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.data.directions import sliding, static
from aeexplain.demo import Check, Choice, Demo, Point, Seed, View, Words, readout
from aeexplain.draw import (
    Drawing,
    Linear,
    Pixels,
    Plane,
    arrows,
    bars,
    drawing,
    ellipses,
    ink,
    inks,
    label,
    overlaid,
    points,
    reached,
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
ACROSS = 7  # pictures in a row and in a column of the plane
FAINT = 0.3  # how strong they are
CELL = 1.15  # of the picture at the point, in steps
LIKE = 5  # per cent by which both answers may differ and still count as alike
PLANE = Plane.over(300, 300, (-REACH, REACH), (-REACH, REACH), margins=(0, 0, 0, 0))
PANEL = Plane.over(200, 200, (-1.25, 1.25), (-1.25, 1.25), margins=(0, 0, 0, 0))
ROOMY = 26  # units above and below its middle, of an ellipse that has room for a label
BARS = Plane(320, 200, Linear((-0.6, 4.6), (10, 310)), Linear((0, 1.2), (166, 30)))
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
        "plane": _plane(_painting(x.tobytes(), noise), here, at),
        "code": _panel("plain", plain),
        "code_ours": _panel("contractive", ours, plain, kept),
        "lengths": lambda: _lengths(found, kept, metrics),
        "takeaway": Words(_takeaway(*kept)),
        "original": ink(_square(x), f"the digit {digit}, as written by hand"),
        "here": ink(_square(here), place),
        "rebuilt": ink(_square(plain.x_hat), f"{place}, rebuilt by the plain autoencoder", "b"),
        "ours": ink(_square(ours.x_hat), f"{place}, rebuilt by the contractive one", "a"),
        "norm": readout(plain.norm, ".1f"),
        "norm_ours": readout(ours.norm, ".1f"),
        "mse": readout(metrics["plain"]["mse"]),
        "mse_ours": readout(metrics["contractive"]["mse"]),
        "shift": readout(100 * plain.shift, ".1f"),
        "shift_ours": readout(100 * ours.shift, ".1f"),
        "steps": steps,
        "moved": here,
        "lengths_of": (plain.lengths, ours.lengths),
    }


def describe(price, digit, noise, at, takeaway, norm, norm_ours, shift, shift_ours):
    return (
        f"Digit {digit} at {at}, static number {noise}, λ = {price}. {takeaway} The squared Jacobian norm is {norm_ours} "
        f"instead of {norm}, and the code has moved by {shift_ours}% instead of {shift}%."
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


def norm_is_sum(ae, price, moved, norm, norm_ours):
    """Compare both squared Jacobian norms to the sums of the squared singular values."""
    return (norm, norm_ours), "==", [float((each**2).sum()) for each in _singular_values(ae, price, moved)]


def stretched_at_most(ae, price, moved, lengths_of):
    """Compare how far both steps move each code to the most that any step of their length could."""
    return lengths_of, "<=", [[each[0]] for each in _singular_values(ae, price, moved)]


def _singular_values(ae, price: int, here: Array) -> list[Array]:
    """Return those of both encoders' Jacobians at a picture, the largest first."""
    return [ae.models[f"{kind}_{PAIRS[price]}"].stretches(here) for kind in KINDS]


def _square(x: Array) -> Array:
    return x.reshape(SIDE, SIDE)


def _takeaway(slide: float, static: float) -> str:
    """Return what to make of the shares, in per cent, that the contractive code keeps of plain's answers."""
    if abs(slide - static) <= LIKE:
        return (
            f"When the digit slides, the contractive code moves {slide:.0f}% as far as the plain one; "
            f"about as much, {static:.0f}%, when static is added."
        )
    other = "only" if static < slide else "even"
    return (
        f"When the digit slides, the contractive code moves {slide:.0f}% as far as the plain one; "
        f"when static is added, {other} {static:.0f}%."
    )


@lru_cache(maxsize=32)
def _steps(picture: bytes, noise: int) -> Array:
    """Return the two directions at a float32 picture, (2, 144) of length 1."""
    along = sliding(np.frombuffer(picture, np.float32))
    return np.stack((along, static(along, np.random.default_rng(noise))))


@lru_cache(maxsize=32)
def _painting(picture: bytes, noise: int) -> Array:
    """Return the pictures of the plane as one image (84, 84), faint."""
    slides, statics = np.meshgrid(*(2 * (REACH * ((2 * np.arange(ACROSS) + 1) / ACROSS - 1),)))
    places = np.stack((slides.ravel(), -statics.ravel()), 1)  # (49, 2), row by row from the top left
    pictures = np.frombuffer(picture, np.float32) + places @ _steps(picture, noise)  # (49, 144)
    rows = np.clip(pictures, 0, 1).reshape(ACROSS, ACROSS, SIDE, SIDE).swapaxes(1, 2)
    painting: Array = FAINT * rows.reshape(ACROSS * SIDE, -1)
    return painting


def _plane(painting: Array, here: Array, at: tuple[float, float]) -> Pixels:
    """Return the plane of the two directions, painted with its pictures, and the circle around the picture at the point."""
    (x, y), unit = PLANE.at(*at), float(PLANE.x(1) - PLANE.x(0))
    side, corner = CELL * unit, (x - CELL * unit / 2, y - CELL * unit / 2)
    says = f"pictures of the digit, slid and speckled, and a circle of one step around {at[0]:g} along and {at[1]:g} across"
    names = (
        label("slide \N{RIGHTWARDS ARROW}", PLANE.width - 6, PLANE.height / 2 + 5, anchor="end"),
        label("static \N{UPWARDS ARROW}", PLANE.width / 2, 18, anchor="middle"),
    )
    return overlaid(
        reached(ink(painting, says), (-REACH, REACH), (REACH, -REACH)),
        PLANE.width,
        PLANE.height,
        tag("g", *names, class_="halo"),
        tag("circle", class_="outline series-ink", cx=x, cy=y, r=unit),
        tag("rect", class_="paper", x=corner[0], y=corner[1], width=side, height=side),
        thumbnails(here.reshape(1, SIDE, SIDE), [corner], (side / SIDE, side / SIDE)),
    )


def _panel(kind: str, shown: Portrait, rival: Portrait | None = None, kept: Array | None = None) -> Drawing:
    """Return a code's image of the circle, its two steps named; with the rival's in outline, and the shares `kept` of it."""
    series, centre = KINDS[kind], PANEL.at(0, 0)
    tip = PANEL.places(*shown.map)[1]  # (2,), of the static step
    # How far the ellipse reaches above its middle.
    height = centre[1] - float(PANEL.y(np.linalg.norm(shown.map[1])))
    shares = ["", ""] if kept is None else [f" {share:.0f}%" for share in kept]
    names = (
        label(
            f"slide{shares[0]}",
            centre[0] + 24,
            centre[1] + (17 if height > ROOMY else height + 17),
            series,
            "middle",
        ),
        label(f"static{shares[1]}", min(max(tip[0], 46), 154), tip[1] - 7, series, "middle"),
    )
    return drawing(
        PANEL.width,
        PANEL.height,
        tag(
            "circle",
            class_="outline series-muted",
            cx=centre[0],
            cy=centre[1],
            r=float(PANEL.x(1)) - centre[0],
            stroke_dasharray="1 5",
        ),
        tag("g", ellipses(PANEL, [(0, 0)], [rival.map], "b"), stroke_dasharray="5 4") if rival else "",
        ellipses(PANEL, [(0, 0)], [shown.map], series, filled=True),
        points(PANEL, shown.ring[0], shown.ring[1], series),
        arrows(PANEL, np.zeros((2, 2)), shown.map.T, series),
        tag("g", *names, class_="halo"),
        says=f"the {kind} code’s image of the circle: a step of sliding is {shown.lengths[0]:.2f} long, one of static "
        f"{shown.lengths[1]:.2f}",
    )


def _lengths(found: dict[str, Portrait], kept: Array, metrics: dict[str, Any]) -> Drawing:
    """Return the lengths of the images of both unit steps as bars, with the test set's means as ticks."""
    texts = (f"slide: {kept[0]:.0f}% of plain’s", f"static: {kept[1]:.0f}% of plain’s")
    return drawing(
        BARS.width,
        BARS.height,
        rule(BARS, y=0.0),
        *(_pair(kind, found[kind].lengths, metrics[kind]) for kind in KINDS),
        *(
            label(text, float(BARS.x(at)), 186, anchor="middle")
            for text, at in zip(texts, (0.5, 3.5), strict=True)
        ),
        says=f"of plain’s unit step the contractive code keeps {kept[0]:.0f}% where the digit slides and {kept[1]:.0f}% "
        "where static is added",
    )


def _pair(kind: str, lengths: Array, metrics: dict[str, float]) -> str:
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
        "Code shift under noise of 0.1, over the plain twin’s": "contractive:light.ratio.shift",
    },
    controls={
        "price": Choice(r"Contraction, $\lambda$", PRICES),
        "digit": Choice("Digit", tuple("0123456789"), start=5),
        "noise": Seed("Static number", "New static"),
        "at": Point(
            "Point",
            "plane",
            (-FARTHEST, FARTHEST),
            (-FARTHEST, FARTHEST),
            start=(0.9, 0.9),
            step=0.1,
            cell=CELL,
        ),
    },
    views={
        "plane": View("Pictures, slid and speckled"),
        "code": View("Plain code"),
        "code_ours": View("Contractive code"),
        "lengths": View("How far one step moves the code; black: test-set mean", "half"),
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
    stage=("plane", "code", "code_ours"),
    bar=("price", "digit"),
    line="{takeaway}",
    checks=(
        Check(
            "The two directions have length 1 and stand at a right angle",
            lambda steps: (steps @ steps.T, "==", np.eye(2)),
        ),
        Check("The squared norm is the sum of the squared singular values", norm_is_sum, within=1e-3),
        Check("No step is stretched by more than the largest singular value", stretched_at_most, within=1e-3),
    ),
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
)
