"""The listing of an autoencoder in NumPy, run: its loss at each step, beside the error of PCA with as many numbers."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aeexplain.data.faces import SIDE, faces
from aeexplain.demo import Check, Demo, Slider, View, readout
from aeexplain.demos._numpy_autoencoder import begin, forward, step, train
from aeexplain.draw import Drawing, Pixels, Plane, axes, drawing, grounded, ink, label, line

COUNT, DATA_SEED = 2_000, 1  # of the faces
STEPS, SEED = 2_000, 0
EACH = 20  # steps that a point of the curve is the mean of
MOST = 4  # code units: with more, two thousand steps are not enough to pass PCA
TOP = 1.5  # of the curve, which begins about there
SHOWN = (3, 5, 8)  # of the faces

type Floats = NDArray[Any]


class Run(NamedTuple):
    """What the listing gives for a width of the code: the losses, the faces shown, rebuilt, and the mean error over all."""

    losses: Floats  # (steps,)
    rebuilt: Floats  # (3, 144)
    error: float


def compute(k):
    run, best = _run(k), _pca(k)
    return {
        "curve": _curve(run.losses, best, k),
        "faces": _faces(run.rebuilt, k),
        "error": readout(run.error, ".2f"),
        "linear": readout(best, ".2f"),
        "last": readout(float(run.losses[-EACH:].mean()), ".2f"),
    }


def describe(k, error, linear):
    return (
        f"After {STEPS} steps with a code of {k} the squared error of a face is {error}, where PCA with {k} components leaves "
        f"{linear}."
    )


def pca_is_a_projection(k, linear):
    """Compare PCA's error to what is left of the faces when their k leading directions are taken out."""
    centred = _data() - _data().mean(0)
    way = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :k]  # (144, k)
    return linear, "==", ((centred - centred @ way @ way.T) ** 2).sum(1).mean()


def gradient_is_the_losss(k, rng):
    """Compare the slope of the loss in a random direction, as the listing's step has it, to a central difference."""
    x, h = _data()[:64] - _data()[:64].mean(0), 1e-5
    layers = begin((x.shape[1], 40, k, 40, x.shape[1]), rng)
    ways = begin((x.shape[1], 40, k, 40, x.shape[1]), rng)
    after = [*layers]
    step(after, x, 1.0)
    taken = zip(layers, after, ways, strict=True)
    slope = sum(
        float(((w - v) * way).sum() + ((b - c) * turn).sum()) for (w, b), (v, c), (way, turn) in taken
    )
    losses = [
        _loss([(w + s * h * v, b + s * h * c) for (w, b), (v, c) in zip(layers, ways, strict=True)], x)
        for s in (1, -1)
    ]
    return slope, "==", (losses[0] - losses[1]) / (2 * h)


def _loss(layers, x: Floats) -> float:
    return float(((forward(layers, x)[-1] - x) ** 2).sum(1).mean())


@cache
def _data() -> Floats:
    images, _ = faces(np.random.default_rng(DATA_SEED), COUNT)
    return images.astype(float)


@cache
def _run(k):
    """Return what the listing's `train` gives: it takes a moment, once."""
    images = _data()
    layers, losses = train(images, k, STEPS, np.random.default_rng(SEED))
    centred = images - images.mean(0)
    x_hat = forward(layers, centred)[-1]
    error = float(((x_hat - centred) ** 2).sum(1).mean())
    return Run(np.array(losses), (x_hat + images.mean(0))[list(SHOWN)], error)


@cache
def _pca(k: int) -> float:
    """Return the squared error of a face that PCA with k components leaves."""
    images = _data()
    lengths = np.linalg.svd(images - images.mean(0), compute_uv=False)
    return float((lengths[k:] ** 2).sum() / COUNT)


def _curve(losses: Floats, best: float, k: int) -> Drawing:
    plane = Plane.over(380, 260, (0, STEPS), (0, TOP), margins=(28, 16, 38, 34))
    means = losses.reshape(-1, EACH).mean(1)  # (100,)
    middles = EACH * (np.arange(len(means)) + 0.5)
    level = float(plane.y(best))
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "steps", "loss: squared error of a face", about=(5, 4)),
        line(plane, [0, STEPS], [best, best], "b"),
        label(f"PCA, {k} component{'s' if k > 1 else ''}", plane.x.pixels[1], level - 6, "b", "end"),
        line(plane, middles, np.minimum(means, TOP), "a"),
        says=f"the loss falls from {means[0]:.1f} to {means[-1]:.2f} in {STEPS} steps; PCA with {k} leaves {best:.2f}",
    )


def _faces(rebuilt: Floats, k: int) -> Pixels:
    """Return three faces, and under each what the network makes of it."""
    rows = [
        ink(np.concatenate([np.pad(each.reshape(SIDE, SIDE), 1) for each in x], 1), "", series).rgba
        for x, series in ((_data()[list(SHOWN)], "ink"), (np.clip(rebuilt, 0, 1), "a"))
    ]
    says = f"{len(SHOWN)} faces, and under each what is redrawn from {k} number{'s' if k > 1 else ''}"
    return grounded(Pixels(np.concatenate(rows), says, "ink"))


DEMO = Demo(
    compute,
    describe,
    controls={"k": Slider("Width of the code, $k$", 1, MOST, start=2, plays=True)},
    views={
        "curve": View("The loss, step by step", "half"),
        "faces": View(r"Faces, and redrawn"),
        "error": View("Squared error of a face, at last"),
        "linear": View("PCA’s"),
        "last": View("Mean loss of the last steps"),
    },
    main="k",
    stage=("curve", "faces"),
    checks=(
        Check("PCA’s error does not grow with k", lambda k, linear: (linear, "<=", _pca(k - 1))),
        Check("What PCA leaves of the faces is the variance beyond k directions", pca_is_a_projection),
        Check("A step goes down the loss’s own gradient", gradient_is_the_losss, within=1e-5),
    ),
    line="From {k} numbers: error {error} a face, where PCA leaves {linear}.",
)
