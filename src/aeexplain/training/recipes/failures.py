"""Seven small autoencoders of 8 × 8 digits, trained to fail in four ways or to be well beside one that fails.

 - identity: 72 units for 64 pixels and no other constraint, so that it copies static as well as digits; well: 8 units.
 - collapse: a variational autoencoder whose prior weighs thirty times too much, so that its code says nothing; well: β = 1.
 - dead: an L1 penalty so strong that many units of a dictionary never come on; well: a fifth of it.
 - holes: a plain autoencoder with two units, in whose code there are wide places that decode to nothing like a digit; well: the
   variational one again, whose prior leaves no such places.

All learn side by side, the same number of steps from the same digits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.data.shrunk import shrunk
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Params, add_prefix, select_prefix
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.l1 import l1_penalty
from aeexplain.nn.losses.likelihoods import bernoulli
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.sparse import SparseAutoencoder, normalise, sparse_loss
from aeexplain.nn.models.variational import Variational, bound
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import float16, pack, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.mnist import mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink, signed, stack
from aeexplain.training.steps.optimiser_state import adam_start, adam_step

STEPS = 4_000
BATCH = 128
SIDE, WIDE, HIDDEN, NARROW, ATOMS = 8, 72, 24, 8, 56
PIXELS = SIDE * SIDE
BETA = {"collapse_ill": 30.0, "collapse_well": 1.0}
L1 = {"dead_ill": 1.5, "dead_well": 0.3}
ADAM = Adam(rate=3e-3, beta2=0.99)
HASTY = Adam(rate=1e-2)  # for the dictionaries: a high rate helps units to die
STATIC, STATIC_SEED = 1_000, 105  # pictures of independent uniform pixels
NEIGHBOURS = 10_000  # training digits among which the nearest to a decode is looked for
MAP = 32  # the code's box is searched for holes on a grid of so many places each way
EDGE = 0.001  # the box leaves out this share of the codes on each side
STRANGE = 0.99  # "nothing like a digit" is farther from all digits than this share of a net's own reconstructions is
SHOWN = 6  # test digits of each class that ship


@dataclass(frozen=True)
class Digits:
    """MNIST at 8 × 8 pixels."""

    train: Array  # (60000, 64)
    test: Array  # (10000, 64)
    test_labels: NDArray[np.uint8]  # (10000,)


def digits() -> Digits:
    """Return the digits."""
    data = mnist()
    return Digits(shrunk(data.train, 3), shrunk(data.test, 3), data.test_labels)


def networks() -> dict[str, Any]:
    """Return the architectures."""
    variational = Variational(
        Sequential((Dense(PIXELS, HIDDEN), SiLU(), Dense(HIDDEN, 4))), _decoder(2), units=2
    )
    dictionary = SparseAutoencoder(PIXELS, ATOMS, active=ATOMS)
    return {
        "identity_ill": Autoencoder(Sequential((Dense(PIXELS, WIDE), SiLU())), Dense(WIDE, PIXELS)),
        "identity_well": _plain(NARROW),
        "collapse_ill": variational,
        "collapse_well": variational,
        "dead_ill": dictionary,
        "dead_well": dictionary,
        "holes_ill": _plain(2),
    }


def _plain(units: int) -> Autoencoder:
    return Autoencoder(Sequential((Dense(PIXELS, HIDDEN), SiLU(), Dense(HIDDEN, units))), _decoder(units))


def _decoder(units: int) -> Sequential:
    return Sequential((Dense(units, HIDDEN), SiLU(), Dense(HIDDEN, PIXELS), Sigmoid()))


def begin(data: Digits, rng: Rng) -> State:
    """Return fresh weights of all networks."""
    params = {k: v for name, net in networks().items() for k, v in add_prefix(name, net.init(rng)).items()}
    for name in L1:
        params[f"{name}.centre"] = data.train.mean(0)
    return {"params": params, **adam_start(params)}


def step(state: State, data: Digits, at: int, rng: Rng) -> float:
    """Take one step of Adam with every network on the same batch; return the sum of their losses."""
    x = data.train[rng.integers(len(data.train), size=BATCH)]  # (batch, 64)
    total = 0.0
    for name, loss_of in losses(rng).items():
        loss, grads = loss_of(select_prefix(name, state["params"]), x)
        adam = HASTY if name in L1 else ADAM
        grads = add_prefix(name, grads)
        adam_step(state, state["params"], grads, adam, at, cosine(at, STEPS))
        total += loss
    for name in L1:
        normalise(select_prefix(name, state["params"]))
    return total


def losses(rng: Rng) -> dict[str, Callable[[Params, Array], tuple[float, Params]]]:
    """Return each network's loss, a function of its parameters and a batch that gives value and gradient."""
    nets = networks()

    def variational(name: str, params: Params, x: Array) -> tuple[float, Params]:
        eps = rng.standard_normal((len(x), 2), np.float32)
        parts, grads = bound(nets[name], params, x, eps, bernoulli, BETA[name])
        return parts.loss(BETA[name]), grads

    def dictionary(name: str, params: Params, x: Array) -> tuple[float, Params]:
        return sparse_loss(nets[name], params, x, partial(l1_penalty, weight=L1[name]))

    def plain(name: str, params: Params, x: Array) -> tuple[float, Params]:
        return rebuilding(nets[name], params, x)

    kinds = {"collapse": variational, "dead": dictionary, "identity": plain, "holes": plain}
    return {name: partial(kinds[name.partition("_")[0]], name) for name in nets}


def rebuilding(net: Autoencoder, params: Params, x: Array) -> tuple[float, Params]:
    """Return the mean squared error of a plain autoencoder and its gradient."""
    z, back_encoder = net.encoder.vjp(select_prefix("encoder", params), x)
    x_hat, back_decoder = net.decoder.vjp(select_prefix("decoder", params), z)
    loss, dx_hat = squared_error(x_hat, x)
    dz, decoder = back_decoder(dx_hat)
    _, encoder = back_encoder(dz)
    return loss, add_prefix("encoder", encoder) | add_prefix("decoder", decoder)


def finish(state: State, data: Digits) -> Finished:
    """Return the networks, the first six test digits of each class, and how far from all digits places of a code decode."""
    models: dict[str, Model] = {
        name: net.bind(select_prefix(name, state["params"])) for name, net in networks().items()
    }
    first = np.concatenate([np.flatnonzero(data.test_labels == label)[:SHOWN] for label in range(10)])
    samples = {"digits": unorm8(data.test[first]), "labels": uint8(data.test_labels[first])}
    for kind, net in two_dimensional(models).items():
        places = lattice(box(net.encode(data.test)))
        samples[f"strangeness_{kind}"] = unorm8(strangeness(net, places, data.train).reshape(MAP, MAP))
    exact = add_prefix("identity_ill", models["identity_ill"].params)  # a copy is only as good as its numbers
    arrays = pack(models) | {name: float16(value) for name, value in exact.items()}
    return Finished(models, arrays, samples)


def two_dimensional(models: Mapping[str, Any]) -> dict[str, Any]:
    """Return the two networks whose code is a plane."""
    return {"ill": models["holes_ill"], "well": models["collapse_well"]}


def box(z: Array) -> Array:
    """Return the lowest and the highest corner (2, 2) of the box around the codes (n, 2), a few of them left out."""
    return np.quantile(z, [EDGE, 1 - EDGE], axis=0)


def lattice(corners: Array) -> Array:
    """Return the (MAP², 2) places of a grid in a box, its first row the lowest, each row from left to right."""
    across, up = np.linspace(corners[0], corners[1], MAP).T
    places: Array = np.stack(np.meshgrid(across, up), -1).reshape(-1, 2).astype(np.float32)
    return places


def strangeness(net: Any, z: Array, train: Array) -> Array:
    """Return the distance (root mean square over pixels) from each code's decode to the nearest training digit: (n,)."""
    return nearest(net.decode(z), train[:NEIGHBOURS])


def nearest(x: Array, others: Array) -> Array:
    """Return the distance (root mean square over pixels) from each row of x to the nearest of the others."""
    squares = (x**2).sum(1)[:, None] - 2 * x @ others.T + (others**2).sum(1)  # (n, others)
    distances: Array = np.sqrt(np.maximum(squares.min(1), 0) / x.shape[1])
    return distances


def measure(models: Mapping[str, Any], data: Digits) -> dict[str, Metric]:
    """Return what tells each failure from health, on the test digits and on static."""
    x = data.test
    return {
        "identity": {kind: copying(models[f"identity_{kind}"], x) for kind in ("ill", "well")},
        "collapse": {kind: informing(models[f"collapse_{kind}"], x) for kind in ("ill", "well")},
        "dead": {kind: living(models[f"dead_{kind}"], x) for kind in ("ill", "well")},
        "holes": {kind: emptiness(net, x, data.train) for kind, net in two_dimensional(models).items()},
        "mean_mse": mean_squared_error(x.mean(0), x),
    }


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the same on the sixty shipped digits, but for the holes, which need the training digits."""
    x = samples["digits"]
    return {
        "identity": {kind: copying(models[f"identity_{kind}"], x) for kind in ("ill", "well")},
        "collapse": {kind: informing(models[f"collapse_{kind}"], x) for kind in ("ill", "well")},
    }


def copying(net: Any, x: Array) -> dict[str, Metric]:
    """Return the MSE on digits, that on static, and the latter over static's own variance, 1 for a flat grey picture."""
    static = np.random.default_rng(STATIC_SEED).random((STATIC, PIXELS), np.float32)
    error = mean_squared_error(net.decode(net.encode(static)), static)
    return {
        "mse": mean_squared_error(net.decode(net.encode(x)), x),
        "static": error,
        "static_share": error * 12,
    }


def informing(net: Variational, x: Array) -> dict[str, Metric]:
    """Return each unit's mean KL in nats, the largest and the least of them, the MSE, and how much decodes vary at all."""
    kl = net.kl(x).mean(0, dtype=np.float64)
    x_hat = net.decode(net.encode(x))
    return {
        "kl": [float(nats) for nats in kl],
        "most": float(kl.max()),
        "least": float(kl.min()),
        "mse": mean_squared_error(x_hat, x),
        "variance": float(x_hat.var(0, dtype=np.float64).mean()),
    }


def living(net: SparseAutoencoder, x: Array) -> dict[str, Metric]:
    """Return the share of units that no digit activates, the mean number active, the explained variance and the MSE."""
    z = net.encode(x)
    error = mean_squared_error(net.decode(z), x)
    return {
        "dead": float((~(z > 0).any(0)).mean()),
        "active": float((z > 0).sum(1).mean()),
        "explained": 1 - error / float(x.var(0, dtype=np.float64).mean()),
        "mse": error,
    }


def emptiness(net: Any, x: Array, train: Array) -> dict[str, Metric]:
    """Return the codes' box, the distance that makes a decode strange, the share of the box that is, and the worst place."""
    z = net.encode(x)  # (n, 2)
    limit = float(np.quantile(strangeness(net, z, train), STRANGE))
    corners = box(z)
    places = lattice(corners)
    far = strangeness(net, places, train)
    return {
        "box": [[float(value) for value in corner] for corner in corners],
        "limit": limit,
        "share": float((far > limit).mean()),
        "worst": float(far.max()),
        "where": [float(value) for value in places[far.argmax()]],
    }


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return digits and static and what every network makes of them, a row each; both dictionaries; both planes of codes."""
    size = (SIDE, SIDE)
    static = np.random.default_rng(STATIC_SEED).random((8, PIXELS), np.float32)
    x = np.concatenate([samples["digits"][::3], static])  # (28, 64)
    rows = [x, *(net.decode(net.encode(x)) for net in models.values())]
    atoms = [models[name].params["dictionary"].T for name in L1]
    planes = [
        net.decode(lattice(box(net.encode(samples["digits"]))).reshape(MAP, MAP, 2)[::-2, ::2])
        for net in two_dimensional(models).values()
    ]
    return stack(
        grid(ink(np.concatenate(rows), size), len(x)),
        grid(signed(np.concatenate(atoms), size), ATOMS // 2),
        grid(ink(np.concatenate(planes, 1).reshape(-1, PIXELS), size), MAP),
    )


RECIPE = Recipe(
    name="failures",
    description="small autoencoders that fail: identity, collapse, dead units, holes; and their healthy twins",
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
        Gate("identity.ill.static_share", "<=", 0.4, "error on static over its variance, too wide"),
        Gate("identity.well.static_share", ">=", 1.0, "error on static over its variance, narrow"),
        Gate("identity.ill.mse", "<=", 0.001, "MSE on digits, too wide"),
        Gate("collapse.ill.most", "<", 0.05, "largest KL of a unit in nats, prior too heavy"),
        Gate("collapse.ill.variance", "<", 1e-4, "variance of the reconstructions, prior too heavy"),
        Gate("collapse.well.least", ">=", 0.3, "least KL of a unit in nats, β = 1"),
        Gate("dead.ill.dead", ">=", 0.15, "share of dead units, penalty too strong"),
        Gate("dead.well.dead", "<=", 0.02, "share of dead units, milder penalty"),
        Gate(
            "holes.ill.share",
            ">=",
            0.2,
            "share of the code's box that decodes to nothing like a digit, plain",
        ),
        Gate("holes.ill.worst", ">=", 0.4, "distance from the strangest decode to the nearest digit, plain"),
        Gate("holes.well.share", "<=", 0.1, "share of the code's box, variational"),
        Gate("holes.well.worst", "<=", 0.25, "distance of the strangest decode, variational"),
        Gate("gzip", "<=", 60_000, "bytes of the weight file, gzipped"),
    ),
    steady=(
        "identity.ill.static",
        "identity.well.mse",
        "collapse.well.mse",
        "dead.ill.mse",
        "dead.well.mse",
    ),
)
