"""Pieces of handwriting as sums of at most eight out of 288 strokes: a sparse, overcomplete code.

Top-k keeps the eight strongest units (Makhzani and Frey 2014, "k-sparse autoencoders"): sparsity is exact and nothing shrinks.
Atoms begin as pieces of handwriting and units that die are revived, without which a third of them would stay idle. PCA with
eight components, fitted to the same pieces, ships beside it.

For comparison a twin learns beside it, with an L1 penalty instead, its weight such that as many units are active, and with
the same reviving. It does not ship; only its numbers do: the penalty makes every active unit too small ("shrinkage"), which
`gain`, the factor by which its code would best be multiplied, tells.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.layers.layer import Params
from aeexplain.nn.losses.l1 import l1_penalty
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.models.sparse import Loss, SparseAutoencoder, normalise, sparse_loss
from aeexplain.nn.models.vector_quantiser import nearest
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import Packed, pack, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.mnist import mnist
from aeexplain.training.samples.stroke_crops import stroke_crops
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink, signed, stack
from aeexplain.training.steps.dead_units import reset_units, revive_dead_units
from aeexplain.training.steps.kmeans import kmeans
from aeexplain.training.steps.optimiser_state import adam_start

STEPS = 10_000
BATCH = 256
SIDE, UNITS, ACTIVE = 12, 288, 8
REVIVE_EVERY, REVIVE_UNTIL, REVIVE_LOOK = 500, 0.7, 4096
ADAM = Adam(rate=5e-3)
L1 = 2.6  # a price of 1 unit of activity, in units of squared error; ACTIVE units then stay above zero
TRAINING, HELD_OUT, SHOWN = 60_000, 20_000, 12
CLEAR_INK, CLEAR_WITHIN = 0.33, 0.05  # the pieces to be shown hold a stroke or two, and paper around them
ROUNDS = 20
LEVELS = 48  # each way
TRAINING_SEED, HELD_OUT_SEED, MEDOIDS_SEED = 101, 102, 103


@dataclass(frozen=True)
class Pieces:
    """Pieces of 12 × 12 pixels from MNIST's training digits, and others from its test digits."""

    train: Array  # (60000, 144)
    test: Array  # (20000, 144)


def pieces() -> Pieces:
    """Return the pieces, always the same ones."""
    data = mnist()
    return Pieces(
        stroke_crops(data.train, SIDE, TRAINING, np.random.default_rng(TRAINING_SEED)),
        stroke_crops(data.test, SIDE, HELD_OUT, np.random.default_rng(HELD_OUT_SEED)),
    )


def network(active: int = ACTIVE) -> SparseAutoencoder:
    """Return the architecture, 144 to 288 to 144."""
    return SparseAutoencoder(SIDE * SIDE, UNITS, active)


def begin(data: Pieces, rng: Rng) -> State:
    """Return weights whose atoms are random pieces less the mean piece, and the same ones for the twin."""
    params = fresh(network(), data.train, rng)
    twin = {name: value.copy() for name, value in params.items()}
    return {"params": params, **adam_start(params), "twin": twin, **adam_start(twin, "twin_")}


def fresh(net: SparseAutoencoder, x: Array, rng: Rng) -> Params:
    """Return parameters whose centre is the mean of x (n, inputs) and whose atoms point from there to some of its rows."""
    params = net.init(rng)
    params["centre"] = x.mean(0)
    reset_units(params, np.arange(net.units), (drawn(x, net.units, rng) - params["centre"]).T)
    return params


def step(state: State, data: Pieces, at: int, rng: Rng) -> float:
    """Take one step of Adam on a random batch, the twin too, and revive dead units now and then; return the squared error."""
    x = drawn(data.train, BATCH, rng)  # (batch, 144)
    twin_loss = partial(sparse_loss, network(UNITS), penalty=partial(l1_penalty, weight=L1))
    descend(twin_loss, state["twin"], (state["twin_first"], state["twin_second"]), x, at)
    loss = descend(partial(sparse_loss, network()), state["params"], (state["first"], state["second"]), x, at)
    if (at + 1) % REVIVE_EVERY == 0 and at < REVIVE_UNTIL * STEPS:
        look = drawn(data.train, REVIVE_LOOK, rng)
        revive_dead_units(network(), state, look, rng)
        twin = {"params": state["twin"], "first": state["twin_first"], "second": state["twin_second"]}
        # From a generator of its own, so that the network learns as it would without a twin.
        revive_dead_units(network(UNITS), twin, look, np.random.default_rng(at))
    return loss


def descend(
    loss_of: Callable[[Params, Array], Loss],
    params: Params,
    moments: tuple[Params, Params],
    x: Array,
    at: int,
) -> float:
    """Take one step of Adam with atoms of length 1, in place; return the loss."""
    loss, grads = loss_of(params, x)
    ADAM.update(params, grads, *moments, at, cosine(at, STEPS))
    normalise(params)
    return loss


def drawn(x: Array, count: int, rng: Rng) -> Array:
    """Return `count` random rows."""
    return x[rng.integers(len(x), size=count)]


def finish(state: State, data: Pieces) -> Finished:
    """Return the network, its most used units first, PCA of the same pieces, held-out pieces, and the twin's numbers."""
    net = network().bind(state["params"])
    order = np.argsort(-(net.encode(data.train) > 0).mean(0), kind="stable")  # (288,)
    models: dict[str, Model] = {
        "net": net.bind({name: a[..., order] if name != "centre" else a for name, a in net.params.items()}),
        "pca": PCA.fit(data.train, ACTIVE),
    }
    matrices = {f"net.{name}": coarse(models["net"].params[name]) for name in ("encoder", "dictionary")}
    clear = data.test[np.abs(data.test.mean(1) - CLEAR_INK) < CLEAR_WITHIN]
    twin = shrinkage(network(UNITS).bind(state["twin"]), data.test)
    samples = {
        "patches": unorm8(clear[medoids(clear, SHOWN)]),
        "twin": Packed("float32", np.array([twin[key] for key in sorted(twin)], np.float32)),
    }
    return Finished(models, pack(models) | matrices, samples)


def coarse(values: Array) -> Packed:
    """Quantise to 97 levels a column, fewer than int8 has: it costs no accuracy to speak of, and spares 5 kB after gzip."""
    scale = np.abs(values).max(0) / np.float32(LEVELS)
    return Packed("int8", np.rint(values / scale).astype(np.int8), scale)


def medoids(x: Array, count: int) -> list[int]:
    """Return the rows of x (n, inputs) nearest to the `count` centres that k-means finds, the one with the least ink first.

    So they differ from each other, and each is like many others.
    """
    centres = kmeans(x, count, ROUNDS, np.random.default_rng(MEDOIDS_SEED))
    chosen = nearest(x, centres)  # (count,)
    return [int(i) for i in chosen[np.argsort(x[chosen].sum(1))]]


def measure(models: Mapping[str, Any], data: Pieces) -> dict[str, Metric]:
    """Return `curves` and `shrinkage` on the held-out pieces, and the variance of a pixel."""
    variance = float(data.test.var(0, dtype=np.float64).mean())
    return {
        **curves(models, data.test, variance),
        "variance": variance,
        "shrinkage": {**shrinkage(models["net"], data.test)},
    }


def curves(models: Mapping[str, Any], x: Array, variance: float) -> dict[str, Metric]:
    """Return for k = 0 to 8 the MSE of both models, their ratio, the net's explained variance, and its mean active units."""
    net, pca = models["net"], models["pca"]
    codes = [net.encode(x, k) for k in range(ACTIVE + 1)]
    mse = [mean_squared_error(net.decode(z), x) for z in codes]
    z = pca.encode(x)
    linear = [mean_squared_error(pca.decode(z * (np.arange(ACTIVE) < k)), x) for k in range(ACTIVE + 1)]
    return {
        "mse": {"net": [*mse], "pca": [*linear]},
        "ratio": [a / b for a, b in zip(mse, linear, strict=True)],
        "explained": [1 - e / variance for e in mse],
        "active": [float((z > 0).sum(1).mean()) for z in codes],
    }


def shrinkage(net: SparseAutoencoder, x: Array) -> dict[str, float]:
    """Return what a code of the rows of x (n, inputs) lacks.

    active, mean active units; mse; gain, the factor for the code that would suit it best, and mse_with_gain; dead, the share
    of units that no row activates; rare, of those that fewer than one in a thousand do.
    """
    z = net.encode(x)  # (n, units)
    made, wanted = net.decode(z) - net.params["centre"], x - net.params["centre"]  # (n, inputs)
    gain = float(np.sum(made * wanted, dtype=np.float64) / np.sum(made * made, dtype=np.float64))
    often = (z > 0).mean(0)  # (units,)
    return {
        "active": float((z > 0).sum(1).mean()),
        "mse": mean_squared_error(made, wanted),
        "gain": gain,
        "mse_with_gain": mean_squared_error(gain * made, wanted),
        "dead": float((often == 0).mean()),
        "rare": float((often < 1e-3).mean()),
    }


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the MSE of both models at k = 0 to 8 on the shipped pieces, and what "twin" says of the held-out ones."""
    x = samples["patches"]
    keys = sorted(("active", "mse", "gain", "mse_with_gain", "dead", "rare"))
    twin = {key: float(value) for key, value in zip(keys, samples["twin"], strict=True)}
    return {"mse": curves(models, x, 1.0)["mse"], "twin": {**twin}}


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the dictionary, and below it each shipped piece with its reconstructions from 1, 2, 4 and 8 strokes and PCA's."""
    net, pca, x, size = models["net"], models["pca"], samples["patches"], (SIDE, SIDE)
    made = [net.decode(net.encode(x, k)) for k in (1, 2, 4, 8)]
    rows = np.swapaxes([x, *made, pca.decode(pca.encode(x))], 0, 1).reshape(-1, SIDE * SIDE)
    return stack(grid(signed(net.params["dictionary"].T, size), 24), grid(ink(rows, size), 24))


RECIPE = Recipe(
    name="sparse",
    description="a dictionary of strokes: a sparse overcomplete autoencoder of pieces of digits",
    seed=0,
    steps=STEPS,
    data=pieces,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        Gate("explained.8", ">=", 0.84, "explained variance with 8 active units"),
        Gate("active.8", "<=", 8.0, "mean number of active units"),
        Gate("shrinkage.dead", "<=", 0.05, "share of units that no held-out piece activates"),
        Gate("ratio.8", "<=", 0.40, "MSE with 8 active units, against PCA's with 8 components"),
        Gate("samples.twin.active", ">=", 7.0, "mean active units of the L1 twin"),
        Gate("samples.twin.gain", ">=", 1.1, "factor that the L1 twin's code lacks"),
        Gate("gzip", "<=", 85_000, "bytes of the weight file, gzipped"),
    ),
    steady=("mse.net.1", "mse.net.4", "mse.net.8", "mse.pca.8"),
)
