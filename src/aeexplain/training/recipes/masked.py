"""Digits of which only some patches are seen: a transformer fills in the rest.

A masked autoencoder after He et al. (2022): the encoder's tokens are the visible patches alone, a light decoder lays them out
among mask tokens and predicts the hidden pixels. How many of the 16 patches are visible is drawn anew for every batch, so
that one model serves every mask ratio; the loss is over hidden patches only. Two plain fillings are measured beside it: the
mean grey of the neighbouring patches, and the mean image of the training digits.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.image_patches import from_patches, neighbour_fill, to_patches
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer_norm import LayerNorm
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.layers.transformer import transformer
from aeexplain.nn.models.masked_autoencoder import MaskedAutoencoder, masked_error
from aeexplain.nn.models.model import Model
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.ema import update_ema
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import Packed, pack, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink
from aeexplain.training.steps.optimiser_state import adam_start, adam_step, ema_start

SEED = 0
# The steps in which the rate falls to nothing: once, and then again from half its height.
CYCLES = (
    10_000,
    4_000,
    6_000,
)
STEPS = sum(CYCLES)
BATCH = 128
SIDE, PATCH, PATCHES = 28, 7, 16
UNITS, HEADS, HIDDEN = 64, 4, 128
MOST = 12  # visible patches in training
WARM_UP = 500  # steps in which the rate rises
ADAM = Adam(rate=2e-3, beta2=0.99)
AVERAGE = 0.999
LEVELS = 35  # of a weight's size, as packed
COUNTS = range(PATCHES)  # visible patches when it is measured; 12, 8, 4, 2 leave 25, 50, 75, 88 % hidden
HELD_OUT_SEED = 2022  # of the test digits' masks
CHUNK = 500  # digits that are measured at a time

type Fill = Callable[[Array, NDArray[np.bool_]], Array]


def network() -> MaskedAutoencoder:
    """Return the architecture: 7 × 7 patches, two blocks that encode and one that decodes, 113 thousand parameters."""
    return MaskedAutoencoder(
        side=SIDE,
        patch=PATCH,
        units=UNITS,
        embed=Dense(PATCH**2, UNITS),
        encoder=Sequential((*transformer(2, UNITS, HEADS, HIDDEN), LayerNorm(UNITS), Dense(UNITS, UNITS))),
        decoder=Sequential(
            (*transformer(1, UNITS, HEADS, HIDDEN), LayerNorm(UNITS), Dense(UNITS, PATCH**2), Sigmoid())
        ),
    )


def begin(data: Mnist, rng: Rng) -> State:
    """Return fresh weights."""
    params = network().init(rng)
    return {"params": params, **adam_start(params), **ema_start(params)}


def step(state: State, data: Mnist, at: int, rng: Rng) -> float:
    """Take one step of Adam on a batch with as many visible patches in all its digits; return the hidden ones' error."""
    patches = to_patches(data.train[rng.integers(len(data.train), size=BATCH)], PATCH)  # (batch, 16, 49)
    count, order = int(rng.integers(MOST + 1)), shuffled(BATCH, rng)
    loss, grads = masked_error(network(), state["params"], patches, order[:, :count], order[:, count:])
    adam_step(state, state["params"], grads, ADAM, at, rate_share(at))
    update_ema(state["average"], state["params"], at, AVERAGE)
    return loss


def rate_share(at: int) -> float:
    """Return the share of the rate at a step: a rise, a cosine, then two more of half the height (warm restarts)."""
    begun, height = 0, 1.0
    for cycle in CYCLES:
        if at < begun + cycle:
            return height * min(1, (at + 1) / WARM_UP) * cosine(at - begun, cycle)
        begun, height = begun + cycle, 0.5
    return 0.0


def shuffled(count: int, rng: Rng) -> NDArray[np.intp]:
    """Return (count, 16) random orders of the patches, or ranks, which are as random."""
    return rng.random((count, PATCHES)).argsort(1)


def finish(state: State, data: Mnist) -> Finished:
    """Return the averaged network and a typical test digit of each class."""
    models: dict[str, Model] = {"net": network().bind(state["average"])}
    chosen = class_exemplars(data)
    samples = {"digits": unorm8(data.test[chosen]), "labels": uint8(data.test_labels[chosen])}
    return Finished(models, {name: coarse(packed) for name, packed in pack(models).items()}, samples)


def coarse(packed: Packed) -> Packed:
    """Return an int8 array on 63 levels a column instead of 255, with scales of half precision: a tenth less after gzip."""
    if packed.scale is None:
        return packed
    scale = (packed.scale * np.float32(127 / LEVELS)).astype(np.float16).astype(np.float32)
    level = np.rint(packed.unpack() / np.where(scale > 0, scale, 1))
    return Packed("int8", np.clip(level, -LEVELS, LEVELS).astype(np.int8), scale)


def measure(models: Mapping[str, Any], data: Mnist) -> dict[str, Metric]:
    """Return on the test set, for 0 to 15 visible patches, the MSE of all three fillings on hidden ones, and their ratios.

    {"mse": {"net": [16], "neighbour": [16], "mean": [16]}, "ratio": {"neighbour": [16], "mean": [16]}, "beside_mean": the
    largest ratio.mean from 1 visible patch on}.
    """
    mean = data.train.mean(0)  # (784,)
    fills = plain_fills(models) | {"mean": lambda x, visible: np.broadcast_to(mean, x.shape)}
    mse = {name: np.array(hidden_errors(fill, data.test)) for name, fill in fills.items()}
    ratio = {name: mse["net"] / mse[name] for name in ("neighbour", "mean")}
    return {
        "mse": {name: values.tolist() for name, values in mse.items()},
        "ratio": {name: values.tolist() for name, values in ratio.items()},
        "beside_mean": float(ratio["mean"][1:].max()),
    }


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the same errors on the ten shipped digits, but for the mean image's."""
    fills = plain_fills(models)
    return {"mse": {name: hidden_errors(fill, samples["digits"]) for name, fill in fills.items()}}


def plain_fills(models: Mapping[str, Any]) -> dict[str, Fill]:
    """Return the fillings that know nothing but the weights."""
    return {"net": models["net"].reconstruct, "neighbour": neighbour_fill}


def hidden_errors(fill: Fill, x: Array) -> list[Metric]:
    """Return the MSE over hidden pixels for 0 to 15 visible patches, each digit with its own fixed order of patches."""
    rank = shuffled(len(x), np.random.default_rng(HELD_OUT_SEED))
    return [hidden_error(fill, x, rank < count) for count in COUNTS]


def hidden_error(fill: Fill, x: Array, visible: NDArray[np.bool_]) -> float:
    """Return the MSE of what `fill` makes of x (n, 784) over the patches that are not visible (n, 16)."""
    chunks = np.split(np.arange(len(x)), range(CHUNK, len(x), CHUNK))
    error = sum(
        float((to_patches(fill(x[i], visible[i]) - x[i], PATCH)[~visible[i]] ** 2).sum(dtype=np.float64))
        for i in chunks
    )
    return error / (float((~visible).sum()) * PATCH**2)


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return a row for each shipped digit: itself; for 12, 8, 4, 2 visible patches what is seen and the two fillings."""
    x = samples["digits"]  # (10, 784)
    rank = shuffled(len(x), np.random.default_rng(1))
    rows = [x]
    for visible in (rank < count for count in (12, 8, 4, 2)):
        seen = from_patches(np.where(visible[..., None], to_patches(x, PATCH), 0.3))
        rows += [seen, neighbour_fill(x, visible), models["net"].reconstruct(x, visible)]
    return grid(ink(np.swapaxes(rows, 0, 1)), len(rows))


RECIPE = Recipe(
    name="masked",
    description="a masked autoencoder of digits, a transformer over their patches",
    seed=SEED,
    steps=STEPS,
    data=mnist,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        Gate("mse.net.12", "<=", 0.022, "MSE on hidden patches, 25 % hidden"),
        Gate("mse.net.8", "<=", 0.029, "MSE on hidden patches, 50 % hidden"),
        Gate("mse.net.4", "<=", 0.041, "MSE on hidden patches, 75 % hidden"),
        Gate("mse.net.2", "<=", 0.051, "MSE on hidden patches, 88 % hidden"),
        Gate("ratio.neighbour.12", "<=", 0.30, "MSE with 25 % hidden, against the neighbour fill's"),
        Gate("ratio.neighbour.8", "<=", 0.30, "MSE with 50 % hidden, against the neighbour fill's"),
        Gate("ratio.neighbour.4", "<=", 0.40, "MSE with 75 % hidden, against the neighbour fill's"),
        Gate("beside_mean", "<", 1.0, "largest MSE, against the mean image's"),
        Gate("gzip", "<=", 120_000, "bytes of the weight file, gzipped"),
    ),
    steady=tuple(f"mse.net.{count}" for count in (12, 8, 4, 2)),
)
