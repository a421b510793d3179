"""Digits on a plane: look around in a latent space of two units, where every place decodes into something.

The network is a variational autoencoder (Kingma and Welling 2014) whose code is two numbers, so that the whole latent space
can be drawn.
"""

from functools import partial

import numpy as np

from aeexplain.arrays import Array
from aeexplain.demo import Atlas, Check, Demo, Point, View, Words
from aeexplain.demos._latent_plane import X, Y, ground, in_words, is_outside, nearest_label, plane_of
from aeexplain.draw import Drawing, drawing, ink, points

SIZE = (504, 420)
HOMES = (  # where the codes of each digit are most among themselves
    *(
        ("0", (-0.56, -1.29)),
        ("1", (0.44, 1.96)),
        ("2", (0.53, -0.61)),
        ("3", (-0.12, -0.41)),
        ("4", (1.77, -0.14)),
    ),
    *(
        ("5", (-0.78, 0.59)),
        ("6", (-0.92, -0.38)),
        ("7", (1.28, 1.11)),
        ("8", (-0.24, 0.16)),
        ("9", (1.0, 0.02)),
    ),
)
AHEAD = (  # and places around, for a reader whose engine has not come yet
    *((-1.6, 0.2), (-1.7, 1.2), (-2.6, 0.0), (-0.9, -1.7)),
    *((1.1, -2.2), (2.6, 0.9), (3.4, 0.4), (0.3, 2.7)),
)


def compute(ae, look):
    codes, labels, digits = ae.samples["codes"], ae.samples["labels"], ae.samples["digits"]
    here = np.array(look, np.float32)  # (2,)
    shown = int(((codes[: len(digits)] - here) ** 2).sum(1).argmin())  # of the pictured digits
    x_hat = ae.models["net"].decode(here[None])[0]  # (784,)
    outside = bool(is_outside(ae, here[None])[0])
    where = in_words(outside)
    name, place = labels[shown], f"z = ({look[0]:.2f}, {look[1]:.2f})"
    return {
        "map": partial(_map, ae, look),
        "decode": ink(_square(x_hat), f"the decode of {place}, {where}", "a"),
        "digit": partial(
            ink, _square(digits[shown]), f"the pictured test digit nearest to the pointer, a {name}"
        ),
        "rebuilt": partial(_rebuilt, ae, codes[shown], f"what the network makes of that {name}"),
        "near": Words(f"{where} of the data; the nearest digit is a {nearest_label(ae, look)}"),
        "shown": shown,
        "outside": outside,
        "x_hat": x_hat,
    }


def describe(look, near):
    return f"The pointer at {look} is {near}."


def pictured_is_nearest(ae, look, shown):
    """Compare how far the digit that is shown lies to how far all pictured digits do."""
    away = _distances(ae, look)[: len(ae.samples["digits"])]
    return away[shown], "<=", away


def outside_is_far(ae, look, outside):
    """Compare what is said of the place to whether every code is farther from it than the region's radius."""
    return outside, "==", _distances(ae, look).min() > ae.metrics["region"]["radius"]


def _distances(ae, look: tuple[float, float]) -> Array:
    """Return how far a place is from the thousand codes: (1000,)."""
    away: Array = np.linalg.norm(ae.samples["codes"] - np.array(look, np.float32), axis=1)
    return away


def _rebuilt(ae, z: Array, says: str):
    return ink(_square(ae.models["net"].decode(z[None])[0]), says, "a")


def _square(x: Array) -> Array:
    return x.reshape(28, 28)


def _map(ae, look: tuple[float, float]) -> Drawing:
    plane = plane_of(*SIZE)
    return drawing(
        *SIZE,
        ground(ae, plane, named=True),
        points(plane, [look[0]], [look[1]], "ink"),
        says="a thousand test digits in the latent plane, each kind in a colour of its own",
        reach=plane.reach,
    )


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
        "look": Point(
            "Place",
            "map",
            X,
            Y,
            start=(-0.56, -1.29),
            hovers=True,
            reticle=True,
            places=HOMES,
            jump="Jump to a",
        ),
    },
    views={
        "map": View("A thousand digits, placed by two numbers each", "half"),
        "decode": View("What the decoder draws there", "half"),
        "digit": View("Nearest pictured digit $x$"),
        "rebuilt": View(r"Redrawn $\model{\hat x}$"),
        "near": View("The pointer"),
    },
    main="look",
    checks=(
        Check("No pictured digit is nearer than the one shown", pictured_is_nearest),
        Check("A place is outside exactly where no code is near", outside_is_far),
        Check("Every pixel lies between 0 and 1", lambda x_hat: (np.abs(x_hat - 0.5), "<=", 0.5)),
    ),
    stage=("map", "decode"),
    bar=("look",),
    line="At ({look}), {near}.",
    atlas=Atlas("look", tuple(f"{x}, {y}" for x, y in (*(place for _, place in HOMES), *AHEAD))),
)
