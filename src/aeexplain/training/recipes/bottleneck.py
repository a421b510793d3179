"""Digits through 32 units, of which the first k alone are a good code for every k.

The network is trained with nested dropout (Rippel, Gelbart and Adams 2014): every example keeps only the first k units of
its code, with k drawn anew, so that the most useful things must go first, as they do in PCA. PCA itself ships beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Params, add_prefix, select_prefix
from aeexplain.nn.layers.mask import Gather, Scatter, to_hex
from aeexplain.nn.layers.sequential import Sequential
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
from aeexplain.training.samples.active_pixels import active_pixels, mean_logits
from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink
from aeexplain.training.steps.optimiser_state import adam_ema_step, adam_start, ema_start

SEED = 0
STEPS = 14_000  # 60 epochs
BATCH = 256
HIDDEN, UNITS = 128, 32
ACTIVE_SHARE = (
    1e-3  # a pixel that is inked in fewer training digits than this share is left out, and is always 0
)
ADAM = Adam(rate=2e-3, beta2=0.99, epsilon=1e-12)
AVERAGE = 0.999
# How often k = 0, 1, 2, ... 32 units are kept, relatively.
KEEPS = np.array([0.1, *(1 / np.arange(1, UNITS + 1))])
PREFIXES = np.tri(UNITS + 1, UNITS, -1, dtype=np.float32)  # (33, 32): row k keeps the first k units
CUMULATIVE = np.cumsum(KEEPS / KEEPS.sum())


@dataclass(frozen=True)
class Digits:
    """The digits, and the network that fits them."""

    mnist: Mnist
    net: Autoencoder


def digits() -> Digits:
    """Return MNIST and the architecture 784-128-32-128-784, in which only pixels that ever hold ink take part."""
    data = mnist()
    return Digits(data, network(active_pixels(data.train, ACTIVE_SHARE)))


def network(active: NDArray[np.bool_], hidden: int = HIDDEN, units: int = UNITS) -> Autoencoder:
    """Return the autoencoder over the active pixels."""
    size, count, places = active.size, int(active.sum()), to_hex(active)
    encoder = Sequential((Gather(size, places), Dense(count, hidden), SiLU(), Dense(hidden, units)))
    decoder = Sequential(
        (Dense(units, hidden), SiLU(), Dense(hidden, count), Sigmoid(), Scatter(size, places))
    )
    return Autoencoder(encoder, decoder)


def begin(data: Digits, rng: Rng) -> State:
    """Return fresh weights whose output, before anything is learned, is near the mean image."""
    params = data.net.init(rng)
    train = data.mnist.train
    params["decoder.2.bias"] = mean_logits(train, active_pixels(train, ACTIVE_SHARE))
    return {"params": params, **adam_start(params), **ema_start(params)}


def step(state: State, data: Digits, at: int, rng: Rng) -> float:
    """Take one step of Adam on a batch, each example with its own k; return the mean squared error."""
    x = data.mnist.train[rng.integers(0, len(data.mnist.train), BATCH)]  # (batch, 784)
    loss, grads = nested_error(data.net, state["params"], x, prefixes(rng, BATCH))
    adam_ema_step(state, state["params"], grads, ADAM, at, cosine(at, STEPS), AVERAGE)
    return loss


def prefixes(rng: Rng, count: int) -> Array:
    """Return (count, 32) ones and zeros that keep the first k units, the ks spread evenly over their distribution."""
    k = np.searchsorted(CUMULATIVE, (rng.random() + np.arange(count)) / count)
    return PREFIXES[np.minimum(k, UNITS)]


def nested_error(net: Autoencoder, params: Params, x: Array, kept: Array) -> tuple[float, Params]:
    """Return the mean squared error of decoding the kept units of x's code, and its gradient."""
    z, back_encoder = net.encoder.vjp(select_prefix("encoder", params), x)  # (batch, 32)
    x_hat, back_decoder = net.decoder.vjp(select_prefix("decoder", params), z * kept)  # (batch, 784)
    loss, dx_hat = squared_error(x_hat, x)
    dz, decoder = back_decoder(dx_hat)
    _, encoder = back_encoder(dz * kept)
    return loss, add_prefix("encoder", encoder) | add_prefix("decoder", decoder)


def finish(state: State, data: Digits) -> Finished:
    """Return the averaged network, PCA of the same training digits, and one test digit of each class."""
    models: dict[str, Model] = {
        "net": data.net.bind(state["average"]),
        "pca": PCA.fit(data.mnist.train, UNITS),
    }
    chosen = class_exemplars(data.mnist)
    samples = {"digits": unorm8(data.mnist.test[chosen]), "labels": uint8(data.mnist.test_labels[chosen])}
    return Finished(models, pack(models), samples)


def measure(models: Mapping[str, Any], data: Digits) -> dict[str, Metric]:
    """Return on the test set the MSE of both models at k = 0 to 32, their ratio, and the least fall from one k to the next."""
    return curves(models, data.mnist.test)


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the same on the ten shipped digits."""
    return curves(models, samples["digits"])


def curves(models: Mapping[str, Any], x: Array) -> dict[str, Metric]:
    """Return {"mse": {"net": [33], "pca": [33]}, "ratio": [33], "falling": the largest mse.net[k + 1] / mse.net[k]}."""
    net, pca = (np.array(prefix_errors(models[name], x)) for name in ("net", "pca"))
    return {
        "mse": {"net": net.tolist(), "pca": pca.tolist()},
        "ratio": (net / pca).tolist(),
        "falling": float((net[1:] / net[:-1]).max()),
    }


def prefix_errors(model: Any, x: Array) -> list[float]:
    """Return the MSE from the first k units for k = 0 to 32; what leaves [0, 1] is clipped, as the figure does for PCA."""
    z = model.encode(x)  # (n, 32)
    return [mean_squared_error(np.clip(model.decode(z * kept), 0, 1), x) for kept in PREFIXES]


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return a row for each shipped digit: itself, then its reconstructions from 0, 1, 2, 4, ... 32 units."""
    x = samples["digits"]  # (10, 784)
    z = models["net"].encode(x)
    rows = [x, *(models["net"].decode(z * PREFIXES[k]) for k in (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32))]
    return grid(ink(np.swapaxes(rows, 0, 1)), len(rows))


RECIPE = Recipe(
    name="bottleneck",
    description="a prefix-trained autoencoder of digits, and PCA beside it",
    seed=SEED,
    steps=STEPS,
    data=digits,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        Gate("ratio.1", "<=", 0.95, "MSE with 1 unit, against PCA's"),
        Gate("ratio.8", "<=", 0.70, "MSE with 8 units, against PCA's"),
        Gate("ratio.32", "<=", 0.75, "MSE with 32 units, against PCA's"),
        Gate("falling", "<", 1.0, "largest MSE with k + 1 units, against k"),
        Gate("gzip", "<=", 220_000, "bytes of the weight file, gzipped"),
    ),
    steady=tuple(f"mse.{model}.{k}" for model in ("net", "pca") for k in (1, 2, 4, 8, 16, 32)),
)
