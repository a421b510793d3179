"""Denoisers of points in the plane, whose residual is the score of the smoothed density.

Each is trained by denoising alone (Vincent 2011), for all noise sizes at once (Song and Ermon 2019): it sees noisy points and
is asked for the noise. It never sees a density or a score. The points are drawn afresh from the very mixture that
`aeexplain.data.densities` gives to figures, so that what it learned can be held against the exact answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from aeexplain.checkpoint import Metric
from aeexplain.data.densities import REACH, SHAPES, density
from aeexplain.data.mixture import Mixture, Points
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.score_field import ScoreField, agreement, noise_error
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import pack
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.sheets.sheet_layout import Picture, grid, scatter
from aeexplain.training.steps.optimiser_state import adam_ema_step, adam_start, ema_start

STEPS = 10_000
BATCH = 512
HIDDEN = 96
GAIN = 6.0
LOW, HIGH = 0.08, 1.0  # noise sizes, drawn evenly in their logarithm
ADAM = Adam(rate=8e-3, beta2=0.99)
AVERAGE = 0.999
HELD_SEED, HELD = 71, 8_000
SIGMAS = (0.1, 0.2, 0.3, 0.5, 0.8)  # at which the field is measured
WALK = (*np.geomspace(0.8, 0.1, 24), 0.0)
SIDE = 25  # arrows in a row of the grid
SIZE = 480  # pixels of a picture's side on the sheet


@dataclass(frozen=True)
class Planes:
    """The densities by name, and the architecture that learns each."""

    mixtures: Mapping[str, Mixture]
    field: ScoreField


def planes() -> Planes:
    """Return every density of the data room, and the network 3-96-96-2."""
    return Planes({name: density(name) for name in SHAPES}, network())


def network(hidden: int = HIDDEN) -> ScoreField:
    """Return the field over the plane, not yet bound."""
    layers = (Dense(3, hidden), SiLU(), Dense(hidden, hidden), SiLU(), Dense(hidden, 2))
    return ScoreField(Sequential(layers), 2, GAIN)


def begin(data: Planes, rng: Rng) -> State:
    """Return fresh weights for each density, the groups being "spiral", "spiral.first", ..."""
    state: State = {}
    for name in data.mixtures:
        params = data.field.init(rng)
        state |= {name: params, **adam_start(params, f"{name}."), **ema_start(params, f"{name}.")}
    return state


def step(state: State, data: Planes, at: int, rng: Rng) -> float:
    """Take one step of Adam for each density; return the mean of their errors, which noise itself keeps far above zero."""
    losses = [_step(state, data, name, at, rng) for name in data.mixtures]
    return sum(losses) / len(losses)


def _step(state: State, data: Planes, name: str, at: int, rng: Rng) -> float:
    params = state[name]
    x = data.mixtures[name].draw(BATCH, rng)  # (batch, 2)
    sigma = np.float32(LOW) * np.float32(HIGH / LOW) ** rng.random((BATCH, 1), np.float32)
    eps = rng.standard_normal((BATCH, 2), np.float32)
    loss, grads = noise_error(data.field, params, x, sigma, eps)
    adam_ema_step(state, params, grads, ADAM, at, cosine(at, STEPS), AVERAGE, f"{name}.")
    return loss


def finish(state: State, data: Planes) -> Finished:
    """Return the averaged field of each density; figures make their own points, so there are no samples."""
    models: dict[str, Model] = {name: data.field.bind(state[f"{name}.average"]) for name in data.mixtures}
    return Finished(models, pack(models), {})


def measure(models: Mapping[str, Any], data: Planes) -> dict[str, Metric]:
    """Return the sigmas and, by density, what `compared` says."""
    found: dict[str, Metric] = {name: compared(models[name], data.mixtures[name]) for name in data.mixtures}
    return {"sigmas": list(SIGMAS), **found}


def compared(field: ScoreField, mixture: Mixture) -> dict[str, Metric]:
    """Return how a field does at each sigma, and on a walk.

    "density" and "grid" are its agreement with the true score, on points of the noisy density and on an even grid, "least"
    the least of each (the grid's from sigma .2). "excess" is the squared error of denoising over that of the best possible
    denoiser, less 1. "home" is the share of the grid's points that are within three widths of the data before a walk, after
    it, and after a walk along the exact scores.
    """
    rows = [_at(field, mixture, place) for place in range(len(SIGMAS))]
    return {
        **{key: [row[key] for row in rows] for key in rows[0]},
        "least": {
            "density": min(row["density"] for row in rows),
            "grid": min(row["grid"] for row in rows[1:]),
        },
        "home": {
            "before": home(mixture, arrows()),
            "after": home(mixture, field.walk(arrows(), WALK)[-1]),
            "exact": home(mixture, exact_walk(mixture, arrows())),
        },
    }


def _at(field: ScoreField, mixture: Mixture, place: int) -> dict[str, float]:
    sigma = SIGMAS[place]
    clean, noisy = held_out(mixture, sigma, place)
    best, own = mixture.denoised(noisy, sigma), field.denoise(noisy, sigma)
    return {
        "density": agreement(field.score(noisy, sigma), mixture.score(noisy, sigma)),
        "grid": agreement(field.score(arrows(), sigma), mixture.score(arrows(), sigma)),
        "excess": mean_squared_error(own, clean) / mean_squared_error(best, clean) - 1,
    }


def held_out(mixture: Mixture, sigma: float, place: int) -> tuple[Points, Points]:
    """Return clean points and the same with noise of size sigma, (n, 2) both, from a generator of their own."""
    rng = np.random.default_rng((HELD_SEED, place))
    clean = mixture.draw(HELD, rng)
    return clean, clean + np.float32(sigma) * rng.standard_normal(clean.shape, np.float32)


def arrows() -> Points:
    """Return the (625, 2) places of an even grid over the square that figures show."""
    axis = np.linspace(-REACH, REACH, SIDE, dtype=np.float32)
    return np.stack(np.meshgrid(axis, axis), -1).reshape(-1, 2)


def exact_walk(mixture: Mixture, x: Points) -> Points:
    """Return where `ScoreField.walk` along WALK would end if the field were exact."""
    for sigma, lower in pairwise(WALK):
        x = x + np.float32(1 - lower / sigma) * (mixture.denoised(x, sigma) - x)
    return x


def home(mixture: Mixture, x: Points) -> float:
    """Return the share of points that are within three widths of a centre."""
    far = np.linalg.norm(x[:, None] - mixture.centres, axis=2).min(1)
    return float(np.mean(far < 3 * mixture.width))


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return for each density learned arrows beside the true ones, at sigma .1, .3 and .8, then walks and their ends."""
    return grid([picture for name in models for picture in _pictures(models[name], density(name))], 2, zoom=1)


def _pictures(field: ScoreField, mixture: Mixture) -> list[Picture]:
    x, centres = arrows(), mixture.centres
    moves = [
        move
        for sigma in (0.1, 0.3, 0.8)
        for move in (field.residual(x, sigma), mixture.denoised(x, sigma) - x)
    ]
    ways = field.walk(x[::7], WALK)  # (25, n, 2)
    ends = np.concatenate([centres, ways[-1]])
    return [
        *(_drawn(x, move) for move in moves),
        scatter(ways.reshape(-1, 2), np.linspace(0, 1, len(ways)).repeat(ways.shape[1]), SIZE),
        scatter(ends, np.arange(len(ends)) >= len(centres), SIZE),
    ]


def _drawn(x: Points, move: Points) -> Picture:
    shares = np.linspace(0, 1, 12, dtype=np.float32)
    return scatter((x + 0.3 * shares[:, None, None] * move).reshape(-1, 2), shares.repeat(len(x)), SIZE, 1)


RECIPE = Recipe(
    name="score-field",
    description="denoisers of points in the plane, whose residuals are scores",
    seed=0,
    steps=STEPS,
    data=planes,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=lambda models, samples: {},
    sheet=sheet,
    gates=(
        *(
            Gate(f"{name}.least.{where}", ">=", bound, f"{name}: weighted cosine with the true score, {says}")
            for name in SHAPES
            for where, bound, says in (
                ("density", 0.99, "on noisy points"),
                ("grid", 0.96, "on a grid, from sigma .2"),
            )
        ),
        *(Gate(f"{name}.home.after", ">=", 0.95, f"{name}: walks that end on the data") for name in SHAPES),
        Gate("gzip", "<=", 30_000, "bytes of the weight file, gzipped"),
    ),
    steady=tuple(
        f"{name}.{where}.{i}" for name in SHAPES for where in ("density", "grid") for i in range(len(SIGMAS))
    ),
)
