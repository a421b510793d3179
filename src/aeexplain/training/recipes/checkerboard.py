"""Three small decoders that differ only in how they make an image larger, soon after the start of their training and later.

After Odena, Dumoulin and Olah 2016: a transposed convolution whose stride does not divide its kernel lays more kernels over
some places than over others, and its pictures begin with a checkerboard. Training takes most of it out again, so an early
snapshot ships beside a late one. All three see the same digits in the same order; the code is fixed (16 principal
components, each scaled to variance 1), so that nothing but the decoder is learned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.convolution import Convolution
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Layer, Params, add_prefix, select_prefix
from aeexplain.nn.layers.reshape import Flatten, Unflatten
from aeexplain.nn.layers.resize import Resize
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.layers.transposed_convolution import TransposedConvolution
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.metrics.spectrum import nyquist_share
from aeexplain.nn.models.decoder import Decoder
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.optimisers.adam import Adam, zeros_like
from aeexplain.nn.quantised_arrays import Packed, float16, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink
from aeexplain.training.steps.optimiser_state import adam_start, adam_step

EARLY, LATE = 100, 1_500  # the steps after which a snapshot is kept
BATCH = 64
UNITS, CHANNELS = 16, 6
ADAM = Adam(rate=4e-3, beta2=0.99)
HELD_OUT = 1_000  # test digits that are measured on
SEEDS = 20  # untrained decoders that are measured


def decoder(*larger: tuple[Layer, ...]) -> Decoder:
    """Return the decoder 16 → 7 × 7 × channels → 14 × 14 × channels → 28 × 28 with these two ways to double a size."""
    first, second = larger
    stem = (Dense(UNITS, 49 * CHANNELS), SiLU(), Unflatten(7, 7, CHANNELS))
    return Decoder(Sequential((*stem, *first, SiLU(), *second, Flatten(28, 28, 1))))


def transposed(kernel: int) -> Decoder:
    """Return the decoder with transposed convolutions of stride 2."""
    first, second = (TransposedConvolution(CHANNELS, outputs, kernel, 2) for outputs in (CHANNELS, 1))
    return decoder((first,), (second,))


def resized() -> Decoder:
    """Return the decoder that repeats every place, then convolves."""
    first, second = ((Resize(2), Convolution(CHANNELS, outputs, 3, 1)) for outputs in (CHANNELS, 1))
    return decoder(first, second)


DECODERS = {
    "odd": transposed(3),
    "even": transposed(4),
    "resize": resized(),
}  # odd: a kernel of 3, even: of 4
KERNELS = {"odd": 3, "even": 4}


@dataclass(frozen=True)
class Coded:
    """The digits, and their codes."""

    mnist: Mnist
    train_codes: Array  # (60000, 16)
    test_codes: Array  # (10000, 16)


def coded() -> Coded:
    """Return MNIST with the 16 leading principal components of its training digits, each scaled to variance 1 there."""
    data = mnist()
    pca = PCA.fit(data.train, UNITS)
    train, test = pca.encode(data.train), pca.encode(data.test)
    return Coded(data, train / train.std(0), test / train.std(0))


def begin(data: Coded, rng: Rng) -> State:
    """Return fresh weights of the three decoders, and room for the early snapshot of them."""
    params: Params = {}
    for name, model in DECODERS.items():
        params |= add_prefix(name, model.net.init(rng))
    return {
        "params": params,
        "early": zeros_like(params),
        **adam_start(params),
    }


def step(state: State, data: Coded, at: int, rng: Rng) -> float:
    """Take one step of Adam for each decoder on the same batch; return the mean of their mean squared errors."""
    chosen = rng.integers(len(data.mnist.train), size=BATCH)
    z, x = data.train_codes[chosen], data.mnist.train[chosen]  # (batch, 16), (batch, 784)
    losses: list[float] = []
    grads: Params = {}
    for name, model in DECODERS.items():
        loss, gradient = decoding_error(model.net, select_prefix(name, state["params"]), z, x)
        losses.append(loss)
        grads |= add_prefix(name, gradient)
    adam_step(state, state["params"], grads, ADAM, at)
    if at + 1 == EARLY:
        for name, value in state["params"].items():
            state["early"][name][...] = value
    return float(np.mean(losses))


def decoding_error(net: Layer, params: Params, z: Array, x: Array) -> tuple[float, Params]:
    """Return the mean squared error of the sigmoid of the net's logits, and its gradient."""
    logits, back = net.vjp(params, z)  # (batch, 784)
    x_hat = sigmoid(logits)
    loss, dx_hat = squared_error(x_hat, x)
    _, grads = back(dx_hat * x_hat * (1 - x_hat))
    return loss, grads


def finish(state: State, data: Coded) -> Finished:
    """Return the three decoders early ("odd", "even", "resize") and late ("odd_late", ...), and ten test digits' codes."""
    models: dict[str, Model] = {
        name + ending: model.bind(select_prefix(name, state[group]))
        for ending, group in (("", "early"), ("_late", "params"))
        for name, model in DECODERS.items()
    }
    chosen = class_exemplars(data.mnist)
    samples = {
        "digits": unorm8(data.mnist.test[chosen]),
        "codes": float16(data.test_codes[chosen]),
        "labels": uint8(data.mnist.test_labels[chosen]),
    }
    return Finished(models, packed(models), samples)


def packed(models: Mapping[str, Model]) -> dict[str, Packed]:
    """Return vectors as float16 and larger arrays as int8 of one scale each: the hundreds of columns here are short."""
    params: Params = {}
    for name, model in models.items():
        params |= add_prefix(name, model.params)
    return {name: one_scale(value) if value.ndim > 1 else float16(value) for name, value in params.items()}


def one_scale(values: Array) -> Packed:
    """Quantise to 255 levels, the largest size of all being 127; the error is at most half a level."""
    scale = np.float32(np.abs(values).max() / 127)
    levels = np.rint(values / scale).astype(np.int8)
    return Packed("int8", levels, np.full(values.shape[-1], scale, np.float32))


def measure(models: Mapping[str, Any], data: Coded) -> dict[str, Metric]:
    """Return for the first test digits each decoder's MSE and its logits' share of energy near Nyquist's frequency.

    Beside them the digits' own share, the untrained decoders' share (mean over 20 seeds), the gaps between transposed 3 × 3
    and resized ("early", "late"), and how uneven two layers of equal weights are by their overlaps alone.
    """
    x, z = data.mnist.test[:HELD_OUT], data.test_codes[:HELD_OUT]
    shares = {name: share(model, z) for name, model in models.items()}
    return {
        "steps": {"early": EARLY, "late": LATE},
        "mse": errors(models, z, x),
        "nyquist": {**shares, "digits": float(nyquist_share(x.reshape(-1, 28, 28)).mean())},
        "untrained": {name: untrained_share(model, z[:10]) for name, model in DECODERS.items()},
        "gap": {
            "early": shares["odd"] / shares["resize"],
            "late": shares["odd_late"] / shares["resize_late"],
        },
        "unevenness": {name: unevenness(kernel) for name, kernel in KERNELS.items()},
    }


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return MSE and share on the ten shipped digits."""
    z = samples["codes"]
    return {
        "mse": errors(models, z, samples["digits"]),
        "nyquist": {name: share(model, z) for name, model in models.items()},
    }


def errors(models: Mapping[str, Any], z: Array, x: Array) -> dict[str, Metric]:
    """Return the mean squared error of each model's decodes."""
    return {name: squared_error(model.decode(z), x)[0] for name, model in models.items()}


def share(model: Decoder, z: Array) -> float:
    """Return the mean over the codes of the logits' share of energy near Nyquist's frequency."""
    return float(nyquist_share(model.logits(z).reshape(-1, 28, 28)).mean())


def untrained_share(model: Decoder, z: Array) -> float:
    """Return the mean share over fresh decoders of 20 seeds."""
    fresh = (model.bind(model.net.init(np.random.default_rng(seed))) for seed in range(SEEDS))
    return float(np.mean([share(one, z) for one in fresh]))


def unevenness(kernel: int) -> float:
    """Return the spread over the mean of two layers' output where inputs and weights are all equal, away from the border."""
    layer = TransposedConvolution(1, 1, kernel, 2)
    p: Params = {"weight": np.ones((kernel, kernel, 1, 1)), "bias": np.zeros(1)}
    y = layer.forward(p, layer.forward(p, np.ones((14, 14, 1))))[8:-8, 8:-8]  # (40, 40, 1)
    return float(y.std() / y.mean())


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return a row for each decoder: the ten digits, then by odd, even, resize early, then late."""
    z = samples["codes"]
    rows = [samples["digits"], *(model.decode(z) for model in models.values())]
    return grid(ink(np.concatenate(rows)), 10)


RECIPE = Recipe(
    name="checkerboard",
    description="three decoders of digits that differ in how they make an image larger",
    seed=0,
    steps=LATE,
    data=coded,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        Gate("gap.early", ">=", 10, "energy near Nyquist early, transposed 3 × 3 against resized"),
        Gate("gzip", "<=", 40_000, "bytes of the weight file, gzipped"),
    ),
    steady=(*(f"mse.{name}" for name in DECODERS), "nyquist.odd", "nyquist.resize"),
)
