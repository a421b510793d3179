"""How much of a digit's class can be read off a code: the same linear probe for the code of every digit model.

A probe is one layer, a softmax over ten classes, and learns from the codes of the training digits by cross entropy, whatever
the model: a representation is judged by what the simplest of readers can do with it (Alain and Bengio 2016, "Understanding
intermediate layers using linear classifier probes"). The models are those of the other weight files, as they ship, and stay as
they are. Each probe is trained from three seeds, on the same number of the same batches for all codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Params
from aeexplain.nn.losses.cross_entropy import cross_entropy
from aeexplain.nn.models.decoder import Decoder
from aeexplain.nn.models.model import Model
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import Packed, float16, int8, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.measures.digit_codes import CODES, FILES, WEIGHTS
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.mnist import mnist
from aeexplain.training.steps.optimiser_state import adam_start, adam_step

STEPS = 3_000  # 13 epochs
BATCH = 256
SEEDS, CLASSES = 3, 10
ADAM = Adam(rate=2e-2)
START = 0.01  # the spread of first weights
LEAST_SPREAD = 0.05  # a number that varies less is taken as if it varied so much: it tells next to nothing
FINE = ("pixels",)  # whose weights span too wide a range for int8: some pixels hardly vary
SHOWN = 100  # test digits that ship, by which the probes are checked without MNIST
ONE_HOT = np.eye(CLASSES, dtype=np.float32)


@dataclass(frozen=True)
class Codes:
    """The digits, their labels, and the training digits' codes by name, each number with mean 0 and spread 1."""

    labels: NDArray[np.uint8]  # (60000,)
    test: Array  # (10000, 784)
    test_labels: NDArray[np.uint8]  # (10000,)
    train: Mapping[str, Array]  # (60000, numbers)
    means: Mapping[str, Array]  # (numbers,)
    spreads: Mapping[str, Array]  # (numbers,)


def codes() -> Codes:
    """Return the codes of all models."""
    data = mnist()
    train: dict[str, Array] = {}
    means: dict[str, Array] = {}
    spreads: dict[str, Array] = {}
    for name, code in CODES.items():
        z = code.codes(data.train)
        means[name] = z.mean(0, dtype=np.float64).astype(np.float32)
        spreads[name] = np.maximum(z.std(0, dtype=np.float64), LEAST_SPREAD).astype(np.float32)
        train[name] = (z - means[name]) / spreads[name]
    return Codes(data.train_labels, data.test, data.test_labels, train, means, spreads)


def begin(data: Codes, rng: Rng) -> State:
    """Return fresh probes, three for each code."""
    params: Params = {}
    for name, z in data.train.items():
        shape = (SEEDS, z.shape[1], CLASSES)
        params[f"{name}.weight"] = np.float32(START) * rng.standard_normal(shape, np.float32)
        params[f"{name}.bias"] = np.zeros((SEEDS, 1, CLASSES), np.float32)
    return {"params": params, **adam_start(params)}


def step(state: State, data: Codes, at: int, rng: Rng) -> float:
    """Take one step of Adam with all probes, those of a seed on the same batch; return their mean cross entropy in nats."""
    chosen = rng.integers(len(data.labels), size=(SEEDS, BATCH))
    target = ONE_HOT[data.labels[chosen.ravel()]]  # (seeds × batch, 10)
    losses: list[float] = []
    grads: Params = {}
    for name, codes in data.train.items():
        weight, bias = state["params"][f"{name}.weight"], state["params"][f"{name}.bias"]
        z = codes[chosen]  # (seeds, batch, numbers)
        loss, dlogits = cross_entropy((z @ weight + bias).reshape(-1, CLASSES), target)
        dlogits = dlogits.reshape(SEEDS, BATCH, CLASSES)
        grads[f"{name}.weight"] = z.swapaxes(1, 2) @ dlogits
        grads[f"{name}.bias"] = dlogits.sum(1, keepdims=True)
        losses.append(loss)
    adam_step(state, state["params"], grads, ADAM, at, cosine(at, STEPS))
    return float(np.mean(losses))


def finish(state: State, data: Codes) -> Finished:
    """Return for each code a layer that gives the logits of all three probes of the code as it is; and a few test digits."""
    models: dict[str, Model] = {}
    arrays: dict[str, Packed] = {}
    for name in CODES:
        weight = state["params"][f"{name}.weight"] / data.spreads[name][:, None]  # (seeds, numbers, 10)
        bias = state["params"][f"{name}.bias"][:, 0] - data.means[name] @ weight  # (seeds, 10)
        params: Params = {
            "weight": np.ascontiguousarray(weight.swapaxes(0, 1).reshape(-1, SEEDS * CLASSES)),
            "bias": bias.ravel(),
        }
        models[name] = Decoder(Dense(len(params["weight"]), SEEDS * CLASSES)).bind(params)
        arrays[f"{name}.weight"] = float16(params["weight"]) if name in FINE else int8(params["weight"])
        arrays[f"{name}.bias"] = Packed("float32", params["bias"])
    samples = {"digits": unorm8(data.test[:SHOWN]), "labels": uint8(data.test_labels[:SHOWN])}
    return Finished(models, arrays, samples)


def measure(models: Mapping[str, Any], data: Codes) -> dict[str, Metric]:
    """Return for each code its size in "numbers", the share of variance "lost", and "accuracy", the probes' mean.

    "least" and "most" are the accuracies of the worst and of the best of the seeds.
    """
    return {name: probed(models[name], name, data.test, data.test_labels) for name in CODES}


def probed(probe: Decoder, name: str, digits: Array, labels: NDArray[Any]) -> dict[str, Metric]:
    """Return what `measure` says of one code."""
    logits = probe.logits(CODES[name].codes(digits)).reshape(-1, SEEDS, CLASSES)
    right = (logits.argmax(2) == labels[:, None]).mean(0)  # (seeds,)
    return {
        "numbers": len(probe.params["weight"]),
        "lost": CODES[name].lost(digits),
        "accuracy": float(right.mean()),
        "least": float(right.min()),
        "most": float(right.max()),
    }


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return for each code, on the shipped digits, the share of variance "lost" and the probes' cross entropy in "nats"."""
    digits, target = samples["digits"], np.repeat(ONE_HOT[samples["labels"]], SEEDS, 0)
    found: dict[str, Metric] = {}
    for name, code in CODES.items():
        logits = models[name].logits(code.codes(digits)).reshape(-1, CLASSES)  # (digits × seeds, 10)
        found[name] = {"lost": code.lost(digits), "nats": cross_entropy(logits, target)[0]}
    return found


RECIPE = Recipe(
    name="probes",
    description="linear probes that read a digit's class off the code of every digit model",
    seed=0,
    steps=STEPS,
    data=codes,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    rests_on=tuple(WEIGHTS / f"{name}.json" for name in FILES),
    gates=(
        Gate("pixels.accuracy", ">=", 0.91, "probe of the pixels themselves: the probe is well trained"),
        Gate("gzip", "<=", 150_000, "bytes of the weight file, gzipped"),
    ),
    steady=tuple(f"{name}.accuracy" for name in CODES),
)
