"""Pairs of small autoencoders: one that pays for every change of its code, and a plain one that rebuilds digits as well.

The contractive one (Rifai et al. 2011) adds λ times the squared Frobenius norm of its encoder's Jacobian to the squared error.
That costs accuracy, and any net that rebuilds badly has a small Jacobian; so each is compared with a plain net of the same size
and the same start whose training is stopped as soon as it rebuilds as well. The plain net learns slowly, without the jitter of
a high rate, which would enlarge its Jacobian for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.data.directions import sliding, static
from aeexplain.data.shrunk import shrunk
from aeexplain.nn.activations.sigmoid import logits
from aeexplain.nn.layers.layer import Params, add_prefix, select_prefix
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.contractive import TiedAutoencoder, contractive_loss
from aeexplain.nn.models.model import Model
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import pack, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink, signed, stack
from aeexplain.training.steps.optimiser_state import adam_start, adam_step

WEIGHTS = {"light": 0.1, "medium": 0.3, "strong": 1.0}  # λ
CONTRACTIVE_STEPS, PLAIN_STEPS = 5_000, 2_500
BATCH = 128
SIDE, UNITS = 12, 40
FAST, SLOW = Adam(rate=1e-2), Adam(rate=4e-3)
WATCHED = 2_000  # training digits on which the plain net's error is watched
NOISE, NOISE_SEED = 0.1, 104
DIRECTIONS = (
    8  # "concentration" is the share of the squared Jacobian norm in its so many strongest directions
)


@dataclass(frozen=True)
class Digits:
    """MNIST at 12 × 12 pixels, and one test digit of each class."""

    train: Array  # (60000, 144)
    test: Array  # (10000, 144)
    chosen: Array  # (10, 144)


def digits() -> Digits:
    """Return the digits."""
    data = mnist()
    test = shrunk(data.test, 2)
    return Digits(shrunk(data.train, 2), test, test[class_exemplars(data)])


def network() -> TiedAutoencoder:
    """Return the architecture, 144 to 40 to 144."""
    return TiedAutoencoder(SIDE * SIDE, UNITS)


def begin(data: Digits, rng: Rng) -> State:
    """Return the same fresh weights for all nets; the output is near the mean image before anything is learned.

    "params" holds the three contractive nets and the plain one, "stopped" the plain one as it was when it was stopped.
    """
    fresh = network().init(rng)
    fresh["back"] = logits(data.train.mean(0))
    params = {k: v.copy() for name in (*WEIGHTS, "plain") for k, v in add_prefix(name, fresh).items()}
    stopped = {k: v.copy() for name in WEIGHTS for k, v in add_prefix(name, fresh).items()}
    done = dict.fromkeys(WEIGHTS, np.zeros(1))
    return {
        "params": params,
        **adam_start(params),
        "stopped": stopped,
        "done": {name: flag.copy() for name, flag in done.items()},
    }


def step(state: State, data: Digits, at: int, rng: Rng) -> float:
    """Take one step with each contractive net, or, once these are done, with the plain one; return the (mean) loss."""
    x = data.train[rng.integers(len(data.train), size=BATCH)]
    if at >= CONTRACTIVE_STEPS:
        return plain_step(state, data.train[:WATCHED], x, at - CONTRACTIVE_STEPS)
    share = cosine(at, CONTRACTIVE_STEPS)
    losses = [descend(state, name, FAST, x, at, share, weight) for name, weight in WEIGHTS.items()]
    return sum(losses) / len(losses)


def plain_step(state: State, watched: Array, x: Array, at: int) -> float:
    """Take a step with the plain net, unless it has been stopped for every pair; stop it for those that it now equals."""
    if all(flag[0] for flag in state["done"].values()):
        return error(state["params"], "plain", x) * SIDE * SIDE
    loss = descend(state, "plain", SLOW, x, at, 1, 0)
    reached = error(state["params"], "plain", watched)
    for name, flag in state["done"].items():
        if not flag[0] and reached <= error(state["params"], name, watched):
            state["stopped"] |= add_prefix(
                name, {k: v.copy() for k, v in select_prefix("plain", state["params"]).items()}
            )
            flag[0] = 1
    return loss


def descend(state: State, name: str, adam: Adam, x: Array, at: int, share: float, weight: float) -> float:
    """Take one step of Adam with the net of that name, in place; return its loss."""
    loss, grads = contractive_loss(select_prefix(name, state["params"]), x, weight)
    adam_step(state, state["params"], add_prefix(name, grads), adam, at, share)
    return loss


def error(params: Params, name: str, x: Array) -> float:
    """Return the MSE of the net of that name."""
    net = network().bind(select_prefix(name, params))
    return mean_squared_error(net.decode(net.encode(x)), x)


def finish(state: State, data: Digits) -> Finished:
    """Return the pairs, "contractive_light" and "plain_light" and so on, and a test digit of each class."""
    models: dict[str, Model] = {}
    for name in WEIGHTS:
        models[f"contractive_{name}"] = network().bind(select_prefix(name, state["params"]))
        models[f"plain_{name}"] = network().bind(select_prefix(name, state["stopped"]))
    samples = {"digits": unorm8(data.chosen), "labels": uint8(np.arange(10))}
    return Finished(models, pack(models), samples)


def measure(models: Mapping[str, Any], data: Digits) -> dict[str, Metric]:
    """Return `compared` on the test set for every pair."""
    return {name: compared(models, name, data.test) for name in WEIGHTS}


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the same on the ten shipped digits."""
    return {name: compared(models, name, samples["digits"]) for name in WEIGHTS}


def compared(models: Mapping[str, Any], name: str, x: Array) -> dict[str, Metric]:
    """Return λ, the `portrait` of both nets of a pair, and the contractive one's numbers over the plain one's."""
    both = {kind: portrait(models[f"{kind}_{name}"], x) for kind in ("contractive", "plain")}
    ratio = {key: both["contractive"][key] / both["plain"][key] for key in both["plain"]}
    return {"lambda": WEIGHTS[name], **{k: {**v} for k, v in both.items()}, "ratio": {**ratio}}


def portrait(net: TiedAutoencoder, x: Array) -> dict[str, float]:
    """Return what a net does around the rows of x (n, 144).

    mse; jacobian, the mean squared Frobenius norm; shift, the mean of ‖f(x + noise) - f(x)‖ / ‖f(x)‖ under normal noise of
    spread 0.1; along and across, the mean length to which the Jacobian brings a unit step of sliding the digit and one of
    static; concentration, the share of the squared norm in the Jacobian's eight strongest directions (on 200 digits).
    """
    rng = np.random.default_rng(NOISE_SEED)
    z = net.encode(x)  # (n, 40)
    moved = net.encode(x + NOISE * rng.standard_normal(x.shape).astype(np.float32))
    along = sliding(x)
    across = static(along, rng)
    squares = np.array([net.stretches(row) ** 2 for row in x[:200]])  # (200, 40)
    return {
        "mse": mean_squared_error(net.decode(z), x),
        "jacobian": float(net.contraction(x).mean(dtype=np.float64)),
        "shift": float(
            (np.linalg.norm(moved - z, axis=1) / np.linalg.norm(z, axis=1)).mean(dtype=np.float64)
        ),
        "along": float(net.stretch(x, along).mean(dtype=np.float64)),
        "across": float(net.stretch(x, across).mean(dtype=np.float64)),
        "concentration": float((squares[:, :DIRECTIONS].sum(1) / squares.sum(1)).mean()),
    }


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the digits and every net's reconstructions, a row each, then the first twenty weight columns of every net."""
    x, size = samples["digits"], (SIDE, SIDE)
    rows = [ink(x, size), *(ink(net.decode(net.encode(x)), size) for net in models.values())]
    columns = [signed(net.params["weight"].T[:20], size) for net in models.values()]
    return stack(grid(np.concatenate(rows), 10), grid(np.concatenate(columns), 20))


RECIPE = Recipe(
    name="contractive",
    description="pairs of a contractive and a plain autoencoder that rebuild digits equally well",
    seed=0,
    steps=CONTRACTIVE_STEPS + PLAIN_STEPS,
    data=digits,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        *(
            gate
            for name in WEIGHTS
            for gate in (
                Gate(f"{name}.ratio.mse", ">=", 0.95, f"MSE, against the plain twin's, {name} pair"),
                Gate(f"{name}.ratio.mse", "<=", 1.05, f"MSE, against the plain twin's, {name} pair"),
                Gate(f"{name}.ratio.jacobian", "<=", 0.60, f"squared Jacobian norm, against it, {name} pair"),
                Gate(f"{name}.ratio.shift", "<=", 0.70, f"relative code shift, against it, {name} pair"),
            )
        ),
        Gate("gzip", "<=", 40_000, "bytes of the weight file, gzipped"),
    ),
    steady=tuple(
        f"{name}.{kind}.{key}"
        for name in WEIGHTS
        for kind in ("contractive", "plain")
        for key in ("mse", "jacobian", "shift")
    ),
)
