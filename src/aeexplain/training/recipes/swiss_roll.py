"""A Swiss roll flattened by an autoencoder with a code of two units, which never sees the arc length.

Trained plainly such a network folds the roll: it finds a code that separates most points but tears neighbours apart, and no
later step mends it. Two things unroll it. A curriculum: training begins with the fifth of the points that is nearest, along
the graph of nearest neighbours, to a point chosen by lot, and lets the others in by that geodesic distance (Tenenbaum et al.
2000), so that the code grows at its ends. And a decoder that keeps lengths (Lee et al. 2022), which makes the code a true
rectangle. What it encodes is jittered a little, too. The twin beside it has the same size, steps and points, and nothing of
that: it minimises its squared error alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.data.swiss_roll import Roll, swiss_roll
from aeexplain.nn.activations.tanh import Tanh
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Params, add_prefix, select_prefix
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.isometry import directions, isometry_error
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.metrics.neighbourhoods import continuity, trustworthiness
from aeexplain.nn.metrics.ranks import spearman
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import pack
from aeexplain.training.gates import Gate
from aeexplain.training.measures.geodesics import by_geodesic_distance
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.sheets.sheet_layout import Picture, grid, scatter
from aeexplain.training.steps.optimiser_state import adam_start, adam_step

STEPS = 5_000
BATCH = 256
HIDDEN = 24
ADAM = Adam(rate=5e-3)
POINTS, POINTS_SEED = 2_000, 31
HELD, HELD_SEED = 1_200, 32
NEIGHBOURS = 10  # of each point in the graph
SHARE = 0.2  # of the points that the curriculum begins with
GROWTH = 0.6  # of the steps until all points take part; then the learning rate falls
JITTER = np.float32(0.03)  # of the noise on what is encoded; what is asked for is the point without it
ISOMETRY = 0.1  # how much the keeping of lengths counts
NOISES = (0.0, 0.03, 0.06, 0.1)  # on held-out points; the windings are 0.44 apart
ANGLES = np.radians(np.arange(0, 180, 2))


@dataclass(frozen=True)
class Rolls:
    """Training points without their places on the rectangle, and held-out rolls, the same points with more and more noise."""

    points: NDArray[np.float32]  # (2000, 3)
    held: tuple[Roll, ...]


def rolls() -> Rolls:
    """Return the points, of which training sees the places in space and nothing else."""
    held = tuple(swiss_roll(HELD, np.random.default_rng(HELD_SEED), noise) for noise in NOISES)
    return Rolls(swiss_roll(POINTS, np.random.default_rng(POINTS_SEED)).points, held)


def network(hidden: int = HIDDEN) -> Autoencoder:
    """Return the autoencoder 3-24-24-2-24-24-3."""
    return Autoencoder(_layers(3, hidden, 2), _layers(2, hidden, 3))


def _layers(inputs: int, hidden: int, outputs: int) -> Sequential:
    return Sequential((Dense(inputs, hidden), Tanh(), Dense(hidden, hidden), Tanh(), Dense(hidden, outputs)))


def begin(data: Rolls, rng: Rng) -> State:
    """Return fresh weights of both networks, and the training points in geodesic order from one chosen by lot."""
    order = by_geodesic_distance(data.points, int(rng.integers(len(data.points))), NEIGHBOURS)
    state: State = {"curriculum": {"points": data.points[order]}}
    for name in ("net", "plain"):
        params = network().init(rng)
        state |= {name: params, **adam_start(params, f"{name}.")}
    return state


def step(state: State, data: Rolls, at: int, rng: Rng) -> float:
    """Take one step of Adam for both networks; return the mean squared error of the unrolling one."""
    share = cosine(max(0, at - int(GROWTH * STEPS)), STEPS - int(GROWTH * STEPS))
    ordered = state["curriculum"]["points"]
    near = ordered[: int(len(ordered) * min(1, SHARE + (1 - SHARE) * at / (GROWTH * STEPS)))]
    losses = []
    for name, points, isometry, jitter in (
        ("net", near, ISOMETRY, JITTER),
        ("plain", data.points, 0.0, None),
    ):
        x = points[rng.integers(len(points), size=BATCH)]  # (batch, 3)
        noise = rng.standard_normal(x.shape, np.float32)
        jittered = x if jitter is None else x + jitter * noise
        loss, grads = error(state[name], jittered, x, isometry, directions(BATCH, 2, rng))
        adam_step(state, state[name], grads, ADAM, at, share, f"{name}.")
        losses.append(loss)
    return losses[0]


def error(params: Params, jittered: Array, x: Array, isometry: float, v: Array) -> tuple[float, Params]:
    """Return the mean squared error of x from its jittered self, and the gradient of that plus the isometry error's part."""
    net, decoder_params = network(), select_prefix("decoder", params)
    z, back_encoder = net.encoder.vjp(select_prefix("encoder", params), jittered)  # (batch, 2)
    x_hat, back_decoder = net.decoder.vjp(decoder_params, z)  # (batch, 3)
    loss, dx_hat = squared_error(x_hat, x)
    dz, decoder = back_decoder(dx_hat)
    if isometry:
        _, dz_more, more = isometry_error(net.decoder, decoder_params, z, v)
        dz = dz + isometry * dz_more
        decoder = {key: g + isometry * more[key] for key, g in decoder.items()}
    _, encoder = back_encoder(dz)
    return loss, add_prefix("encoder", encoder) | add_prefix("decoder", decoder)


def finish(state: State, data: Rolls) -> Finished:
    """Return both networks with their codes turned upright, and PCA; figures make their own points."""
    models: dict[str, Model] = {name: upright(state[name], data.points) for name in ("net", "plain")}
    models["pca"] = PCA.fit(data.points, 2)
    return Finished(models, pack(models), {})


def upright(params: Params, x: Array) -> Autoencoder:
    """Return the network with its code of x centred and turned so that its first axis is that of its largest variance.

    The turn goes into the encoder's last and the decoder's first layer, and changes no reconstruction.
    """
    net = network().bind(params)
    axes = PCA.fit(net.encode(x), 2).params
    mean, turn = axes["mean"], axes["components"]  # (2,), (2, 2)
    last, first = "encoder.4", "decoder.0"
    turned = {
        f"{last}.weight": params[f"{last}.weight"] @ turn,
        f"{last}.bias": (params[f"{last}.bias"] - mean) @ turn,
        f"{first}.weight": turn.T @ params[f"{first}.weight"],
        f"{first}.bias": params[f"{first}.bias"] + mean @ params[f"{first}.weight"],
    }
    return net.bind(params | turned)


def measure(models: Mapping[str, Any], data: Rolls) -> dict[str, Metric]:
    """Return the noises; by model and place in them what `unrolled` says; and the net's number of parameters."""
    found: dict[str, Metric] = {}
    for name, model in models.items():
        rows = [unrolled(model, roll, data.held[0].points) for roll in data.held]
        found[name] = {key: [row[key] for row in rows] for key in rows[0]}
    size = sum(value.size for value in models["net"].params.values())
    return {"noise": list(NOISES), "parameters": size, **found}


def unrolled(model: Any, roll: Roll, clean: Array) -> dict[str, float]:
    """Return how well a model's code (n, 2) is the rectangle that the roll came from.

    {"arc", "height"}: Spearman's correlation of a code axis with each after the best turn; {"trust", "continuity"}: of the
    12 neighbours on the rectangle; {"mse"}: of the reconstruction, a coordinate, to the points without noise.
    """
    z = model.encode(roll.points)
    arc, height = best_turn(z, roll)
    return {
        "arc": arc,
        "height": height,
        "trust": trustworthiness(roll.plane, z),
        "continuity": continuity(roll.plane, z),
        "mse": mean_squared_error(model.decode(z), clean),
    }


def best_turn(z: Array, roll: Roll) -> tuple[float, float]:
    """Return |Spearman| of the code's first axis with arc length and of its second with height, turned for the best sum."""

    def agreements(angle: float) -> tuple[float, float]:
        first = np.cos(angle) * z[:, 0] + np.sin(angle) * z[:, 1]
        second = np.cos(angle) * z[:, 1] - np.sin(angle) * z[:, 0]
        return abs(spearman(first, roll.arc)), abs(spearman(second, roll.height))

    return max(map(agreements, ANGLES), key=sum)


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the codes of the unrolling network, the plain one and PCA side by side: a row for each noise, coloured by arc
    length, and the first again, coloured by height.
    """
    data = rolls()
    shown = [(roll, roll.arc) for roll in data.held] + [(data.held[0], data.held[0].height)]
    return grid(
        [
            scatter(model.encode(roll.points), (answer - answer.min()) / np.ptp(answer))
            for roll, answer in shown
            for model in models.values()
        ],
        len(models),
        zoom=1,
    )


RECIPE = Recipe(
    name="swiss-roll",
    description="an autoencoder that unrolls a Swiss roll, a plain one that folds it, and PCA",
    seed=0,
    steps=STEPS,
    data=rolls,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=lambda models, samples: {},
    sheet=sheet,
    gates=(
        Gate("net.arc.0", ">=", 0.99, "rank correlation with arc length"),
        Gate("net.height.0", ">=", 0.98, "rank correlation with height"),
        Gate("net.trust.0", ">=", 0.995, "trustworthiness"),
        Gate("net.continuity.0", ">=", 0.995, "continuity"),
        Gate("parameters", "<", 3_000, "parameters of the network"),
        Gate("gzip", "<=", 6_500, "bytes of the weight file, gzipped"),
    ),
    steady=tuple(
        f"net.{key}.{i}" for key in ("arc", "height", "trust", "continuity") for i in range(len(NOISES))
    ),
)
