"""A digit of 12 × 12 pixels through twelve units: an autoencoder small enough to be drawn, every unit of it.

144-40-12-40-144. Its code is made such that a single unit can be pointed at. Every unit passes through a SiLU, which is nearly
zero for "not here"; a mild L1 penalty leaves about half of them on for a digit; noise on the code keeps the net from making up
for the penalty with larger weights; and as each unit is dropped now and then (Srivastava et al. 2014), the decoder knows what a
digit without it looks like, so that the difference is that unit's part. An order among units, as nested dropout gives, would
make the first few indispensable and the rest faint. Digits are moved by up to one pixel, for readers who draw their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.data.shrunk import shrunk
from aeexplain.nn.activations.sigmoid import Sigmoid, logits
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Params, add_prefix, select_prefix
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.l1 import l1_penalty
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import pack, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink
from aeexplain.training.steps.optimiser_state import adam_start, adam_step

STEPS = 12_000
BATCH = 128
SIDE, HIDDEN, UNITS = 12, 40, 12
DROPPED, NOISE, L1 = 0.06, 0.2, 2e-4  # L1 is a price in mean squared error of a pixel
ADAM = Adam(rate=4e-3, beta2=0.99)
REACH = 1  # pixels of 28 by which a digit is moved at most, each way
ON = 0.1  # a unit counts as on above this share of the largest value it takes


@dataclass(frozen=True)
class Digits:
    """MNIST's training digits as they are, and all at 12 × 12 pixels."""

    raw: Array  # (60000, 784)
    train: Array  # (60000, 144)
    test: Array  # (10000, 144)
    chosen: Array  # (10, 144): one test digit of each class


def digits() -> Digits:
    """Return the digits."""
    data = mnist()
    test = shrunk(data.test, 2)
    return Digits(data.train, shrunk(data.train, 2), test, test[class_exemplars(data)])


def network() -> Autoencoder:
    """Return the architecture."""
    pixels = SIDE * SIDE
    return Autoencoder(
        Sequential((Dense(pixels, HIDDEN), SiLU(), Dense(HIDDEN, UNITS), SiLU())),
        Sequential((Dense(UNITS, HIDDEN), SiLU(), Dense(HIDDEN, pixels), Sigmoid())),
    )


def begin(data: Digits, rng: Rng) -> State:
    """Return fresh weights whose output, before anything is learned, is near the mean image."""
    params = network().init(rng)
    params["decoder.2.bias"] = logits(data.train.mean(0))
    return {"params": params, **adam_start(params)}


def step(state: State, data: Digits, at: int, rng: Rng) -> float:
    """Take one step of Adam on a batch of moved digits; return its loss."""
    x = moved(data.raw[rng.integers(len(data.raw), size=BATCH)], rng)  # (batch, 144)
    kept = (rng.random((BATCH, UNITS)) >= DROPPED).astype(np.float32)
    noise = NOISE * rng.standard_normal((BATCH, UNITS), np.float32)
    loss, grads = noisy_error(network(), state["params"], x, kept, noise)
    adam_step(state, state["params"], grads, ADAM, at, cosine(at, STEPS))
    return loss


def moved(images: Array, rng: Rng) -> Array:
    """Return digits (n, 784), all moved by the same whole pixels, at 12 × 12: (n, 144)."""
    places = rng.integers(-REACH, REACH + 1, size=2)
    rolled = np.roll(images.reshape(-1, 28, 28), tuple(places), (1, 2))
    return shrunk(rolled.reshape(len(images), -1), 2)


def noisy_error(
    net: Autoencoder, params: Params, x: Array, kept: Array, noise: Array
) -> tuple[float, Params]:
    """Return the MSE of decoding the kept units of x's code plus noise, with the L1 penalty, and its gradient."""
    z, back_encoder = net.encoder.vjp(select_prefix("encoder", params), x)  # (batch, 12)
    x_hat, back_decoder = net.decoder.vjp(select_prefix("decoder", params), z * kept + noise)  # (batch, 144)
    loss, dx_hat = squared_error(x_hat, x)
    price, dprice = l1_penalty(z, L1)
    dz, decoder = back_decoder(dx_hat)
    _, encoder = back_encoder(dz * kept + dprice)
    return loss + price, add_prefix("encoder", encoder) | add_prefix("decoder", decoder)


def finish(state: State, data: Digits) -> Finished:
    """Return the network, PCA with as many units, and a test digit of each class."""
    models: dict[str, Model] = {
        "net": network().bind(state["params"]),
        "pca": PCA.fit(data.train, UNITS),
    }
    samples = {"digits": unorm8(data.chosen), "labels": uint8(np.arange(10))}
    return Finished(models, pack(models), samples)


def measure(models: Mapping[str, Any], data: Digits) -> dict[str, Metric]:
    """Return `described` on the test set, and the MSE of the digits without each one of the units."""
    net, x = models["net"], data.test
    z = net.encode(x)  # (10000, 12)
    top = z.max(0)
    without = [mean_squared_error(net.decode(z * (np.arange(UNITS) != j)), x) for j in range(UNITS)]
    return {
        **described(models, x),
        "on": float((z > ON * top).sum(1).mean()),
        "top": [float(value) for value in top],
        "without": [*without],
        "least_part": min(without) / mean_squared_error(net.decode(z), x),
    }


def described(models: Mapping[str, Any], x: Array) -> dict[str, Metric]:
    """Return the MSE of both models, clipped to [0, 1], and their ratio."""
    net, pca = (
        mean_squared_error(np.clip(m.decode(m.encode(x)), 0, 1), x) for m in (models["net"], models["pca"])
    )
    return {"mse": {"net": net, "pca": pca}, "ratio": net / pca}


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return `described` on the ten shipped digits."""
    return described(models, samples["digits"])


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return a row a digit: itself, the net's and PCA's reconstructions, then each unit's part, dark where it adds ink."""
    net, pca, x = models["net"], models["pca"], samples["digits"]  # (10, 144)
    z = net.encode(x)
    x_hat = net.decode(z)
    parts = [0.5 + 0.5 * (x_hat - net.decode(z * (np.arange(UNITS) != j))) for j in range(UNITS)]
    rows = np.swapaxes([x, x_hat, pca.decode(pca.encode(x)), *parts], 0, 1).reshape(-1, SIDE * SIDE)
    return grid(ink(rows, (SIDE, SIDE)), 3 + UNITS, zoom=3)


RECIPE = Recipe(
    name="anatomy",
    description="an autoencoder of digits small enough to be drawn unit by unit",
    seed=0,
    steps=STEPS,
    data=digits,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        Gate("ratio", "<=", 0.90, "MSE, against PCA's with as many units"),
        Gate("on", "<=", 7.0, "mean number of units that are on"),
        Gate("least_part", ">=", 1.03, "MSE without the least unit, against with all"),
        Gate("gzip", "<=", 30_000, "bytes of the weight file, gzipped"),
    ),
    steady=("mse.net", "mse.pca"),
)
