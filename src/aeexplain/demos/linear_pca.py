"""A linear autoencoder learns by gradient descent, and finds the subspace that PCA computes.

With squared error and no nonlinearity, every minimum spans the leading principal components, in a basis of its own (Baldi and
Hornik 1989). What its units draw therefore looks unlike PCA's components; what they can draw together becomes the same.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.data.faces import SIDE, draw
from aeexplain.demo import RUN, Atlas, Check, Demo, Readout, Seed, Slider, View, readout
from aeexplain.draw import (
    Drawing,
    Pixels,
    Plane,
    axes,
    drawing,
    grounded,
    image_grid,
    ink,
    label,
    line,
    points,
    signed,
)

UNITS = 3
COUNT, DATA_SEED = 400, 0  # of the faces
# Each face's smile, width and tone are uniform over these ranges; gaze, brow and chin stay put.
LOW, HIGH = np.array([(-1, 0.6, 0.1, 0, -0.3, 0.35), (1, 0.95, 0.5, 0, -0.3, 0.35)])
SHOWN = 22  # the face that is rebuilt
STEPS, EACH = 400, 4  # of gradient descent, and how many of them between two pictures
SMALL = 0.05  # the spread of the first weights
TOP = 0.014  # of the curve of losses, just above where it begins
ARRIVED = 1.0  # degrees: up to here the caption calls the two subspaces one


@dataclass(frozen=True)
class World:
    """The faces and what PCA makes of them: everything here is known before training."""

    mean: Array  # (144,)
    covariance: Array  # (144, 144)
    components: Array  # (144, 3), orthonormal
    optimum: float  # the least mean squared error per pixel that 3 linear units can have
    fastest: float  # the step size beyond which gradient descent is unstable at the optimum
    face: Array  # (144,)


@dataclass(frozen=True)
class Trace:
    """A training up to some step: the encoder (144, 3) and the decoder (3, 144), all losses, all angles (pictures, 3)."""

    encoder: Array
    decoder: Array
    losses: list[float]
    angles: list[Array]


def compute(rate, seed):
    world = _world()
    return _views(world, _untrained(world, seed))


def run(rate, seed):
    world = _world()
    trace = _untrained(world, seed)
    yield _views(world, trace)
    for _ in range(STEPS // EACH):
        trace = _trained(world, trace, rate)
        yield _views(world, trace)


def describe(rate, seed, step, error, optimum, angle):
    return (
        f"After {step} of {STEPS} steps at rate {rate}, begun from seed {seed}, the error is {error} where PCA’s is {optimum}; "
        f"the largest angle between the two subspaces is {angle}."
    )


@cache
def _world() -> World:
    """Return the faces' world, always the same."""
    rows = LOW + (HIGH - LOW) * np.random.default_rng(DATA_SEED).random((COUNT, len(LOW)))  # (400, 6)
    x = draw(rows).astype(float)  # (400, 144)
    mean = x.mean(0)
    covariance = (x - mean).T @ (x - mean) / COUNT
    variances, vectors = np.linalg.eigh(covariance)  # rising
    components = vectors[:, ::-1][:, :UNITS]
    components *= np.sign(components[np.abs(components).argmax(0), np.arange(UNITS)])
    optimum = variances[:-UNITS].sum() / x.shape[1]
    return World(mean, covariance, components, optimum, x.shape[1] / (2 * variances[-1]), x[SHOWN])


def _untrained(world: World, seed: int) -> Trace:
    rng = np.random.default_rng(seed)
    pixels = len(world.mean)
    encoder, decoder = (SMALL * rng.standard_normal(shape) for shape in ((pixels, UNITS), (UNITS, pixels)))
    loss, _, _ = error(world.covariance, encoder, decoder)
    return Trace(encoder, decoder, [loss], [angles(world.components, decoder)])


def _trained(world: World, trace: Trace, rate: float) -> Trace:
    """Return the trace after some more steps of gradient descent on all faces at once."""
    encoder, decoder, losses = trace.encoder, trace.decoder, [*trace.losses]
    for _ in range(EACH):
        _, d_encoder, d_decoder = error(world.covariance, encoder, decoder)
        encoder = encoder - rate * world.fastest * d_encoder
        decoder = decoder - rate * world.fastest * d_decoder
        losses.append(error(world.covariance, encoder, decoder)[0])
    return Trace(encoder, decoder, losses, [*trace.angles, angles(world.components, decoder)])


def error(covariance: Array, encoder: Array, decoder: Array) -> tuple[float, Array, Array]:
    """Return the mean squared error per pixel of x → x W D, averaged over all data, and its gradients by W and D.

    x is centred, so the average needs the covariance C alone: tr((I - W D)ᵀ C (I - W D)) / pixels.
    """
    pixels = len(covariance)
    seen = covariance @ encoder  # C W (144, 3)
    wanted, codes, gram = decoder @ seen, encoder.T @ seen, decoder @ decoder.T  # (3, 3) each
    loss = (np.trace(covariance) - 2 * np.trace(wanted) + np.sum(codes * gram)) / pixels
    d_encoder = 2 * (seen @ gram - covariance @ decoder.T) / pixels
    d_decoder = 2 * (codes @ decoder - seen.T) / pixels
    return float(loss), d_encoder, d_decoder


def angles(components: Array, decoder: Array) -> Array:
    """Return the principal angles in degrees, falling, of PCA's subspace and the one that the decoder's rows span.

    Their cosines are the singular values of Q1ᵀ Q2, for orthonormal bases Q1 and Q2 of the two (Björck and Golub 1973).
    """
    cosines = np.linalg.svd(components.T @ _basis(decoder), compute_uv=False)  # (3,) falling
    falling: Array = np.degrees(np.arccos(np.minimum(cosines, 1)))[::-1]
    return falling


def components_reach_optimum(world, optimum):
    """Compare the error of a network whose weights are PCA's components to PCA's."""
    return error(world.covariance, world.components, world.components.T)[0], "==", optimum


def _pull(world: World) -> Array:
    """Return the loss's gradients where the weights are PCA's components, (2, 432)."""
    _, d_encoder, d_decoder = error(world.covariance, world.components, world.components.T)
    return np.stack((d_encoder.ravel(), d_decoder.ravel()))


def _basis(decoder: Array) -> Array:
    """Return an orthonormal basis (144, 3) of what the decoder can draw."""
    return np.linalg.qr(decoder.T)[0]


def _views(world: World, trace: Trace) -> dict[str, Any]:
    step, loss, angle = len(trace.losses) - 1, trace.losses[-1], trace.angles[-1]
    basis = _basis(trace.decoder)
    seen = world.components.T @ basis @ basis.T  # (3, 144): as much of each component as the decoder can draw
    x = world.face - world.mean
    x_hat, x_pca = x @ trace.encoder @ trace.decoder, x @ world.components @ world.components.T  # (144,) each
    reaches = np.abs(world.components).max(0)  # (3,)
    return {
        "loss": _losses(trace.losses, world.optimum),
        "seen": _directions(
            np.concatenate((world.components.T, seen)),
            np.tile(reaches, 2),
            f"above PCA’s three components, below the same as the decoder can draw them, off by {angle[0]:.1f}° at worst",
        ),
        "angles": lambda: _angles(np.array(trace.angles), step),
        "units": lambda: _directions(
            trace.decoder,
            np.abs(trace.decoder).max(1),
            f"what each of {UNITS} units draws after {step} steps",
        ),
        "rebuilt": lambda: image_grid(
            [grounded(ink((world.mean + each).reshape(SIDE, SIDE), "")) for each in (x, x_hat, x_pca)],
            3,
            f"a face, then rebuilt by the network with error {((x_hat - x) ** 2).mean():.4f}, "
            f"then by PCA with {((x_pca - x) ** 2).mean():.4f}",
            gap=1,
        ),
        "step": readout(step, "d"),
        "error": readout(loss, ".5f"),
        "optimum": readout(world.optimum, ".5f"),
        "excess": readout(100 * (loss / world.optimum - 1), ".1f"),
        "angle": Readout(float(angle[0]), f"{angle[0]:.1f}°"),
        "world": world,
        "all_angles": trace.angles[-1],
    }


def _directions(rows: Array, reaches: Array, says: str) -> Pixels:
    """Return directions (n, 144) as pictures in rows of three, red where they add ink and teal where they take it away."""
    return image_grid(
        [signed(row.reshape(SIDE, SIDE), reach, "") for row, reach in zip(rows, reaches, strict=True)],
        UNITS,
        says,
        gap=1,
    )


def _losses(losses: list[float], optimum: float) -> Drawing:
    plane = Plane.over(380, 253, (0, STEPS), (0, TOP), margins=(8, 14, 24, 44))
    step, loss = len(losses) - 1, min(losses[-1], TOP)
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "", "", about=(4, 3)),
        line(plane, [0, STEPS], [optimum, optimum], "b dashed"),
        label("the least that PCA can reach", *_under(plane, optimum), series="b"),
        line(plane, np.arange(step + 1), np.minimum(losses, TOP), "a"),
        points(plane, [step], [loss], "a", "large"),
        says=f"the error after {step} steps is {losses[-1]:.5f}, PCA’s optimum {optimum:.5f}",
    )


def _under(plane: Plane, y: float) -> tuple[float, float]:
    """Return a label's place just below a level line, where no curve comes."""
    left, level = plane.at(0, y)
    return left + 4, level + 16


def _angles(angles: Array, step: int) -> Drawing:
    """Return the three angles (pictures, 3) against the step."""
    plane = Plane.over(400, 220, (0, STEPS), (0, 90), margins=(28, 12, 38, 48))
    steps = EACH * np.arange(len(angles))
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "step", "degrees", about=(4, 4)),
        *(line(plane, steps, column, "a") for column in angles.T),
        points(plane, [step] * UNITS, angles[-1], "a", "large"),
        says=f"after {step} steps the angles are " + ", ".join(f"{angle:.1f}°" for angle in angles[-1]),
    )


DEMO = Demo(
    compute,
    describe,
    run=run,
    starts="Train",
    run_pace=25,
    controls={
        "rate": Slider("Learning rate", 0.05, 1.1, start=0.1, step=0.05),
        "seed": Seed("First weights", "New weights", start=6),
    },
    views={
        "seen": View("PCA’s components; below, what the decoder can draw", "half"),
        "loss": View("Squared error per pixel, step by step", "half"),
        "angles": View("Angles between the two subspaces; at 0° they are one", "half"),
        "units": View("What each of the three code units draws", "half"),
        "rebuilt": View("A face, rebuilt by the network, by PCA", "half"),
        "step": View("Step"),
        "error": View("MSE, network"),
        "optimum": View("MSE, PCA"),
        "excess": View("Above PCA, %"),
        "angle": View("Largest angle"),
    },
    main="seed",
    atlas=Atlas("seed", tuple(map(str, range(10)))),
    stage=("seen", "loss"),
    bar=(RUN, "seed"),
    checks=(
        Check("Three linear units do no better than PCA", lambda error, optimum: (error, ">=", optimum)),
        Check("PCA’s components, put in for the weights, reach PCA’s error", components_reach_optimum),
        Check("At PCA’s components gradient descent stands still", lambda world: (_pull(world), "==", 0)),
        Check(
            "PCA’s components have length 1 and stand at right angles",
            lambda world: (world.components.T @ world.components, "==", np.eye(UNITS)),
        ),
        Check(
            "Angles between two subspaces lie between 0° and 90°",
            lambda all_angles: (np.abs(all_angles - 45), "<=", 45),
        ),
    ),
    line="Squared error {error}, PCA’s {optimum}; the two subspaces are {angle} apart.",
)
