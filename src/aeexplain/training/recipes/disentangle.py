"""A bar's place, size and turn through six units: β-VAEs under three schedules of β.

After Higgins et al. (2017), with the Gaussian likelihood N(x_hat, 0.18² I): β = 1, β = 4 throughout, and a β that stays at 8
until the units are settled, then falls to 1. A high β keeps only what is cheap for its worth, one factor a unit; as β falls,
the units, whose meaning is settled, grow exact (the pressure of Burgess et al. 2018, released by β instead of by a capacity).
Before it comes to 8, β is for a moment so high that the code falls silent: out of silence a unit grows along what is worth
most to it, while random weights may have shared out one factor over two units, for good. All three start from the same
weights and see the same batches and the same noise.

Such results depend on chance (Locatello et al. 2019). So all three are trained from four more seeds; their networks do not
ship, but what they reach does, beside what the shipped ones do ("seeds").
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.data.sprites import FACTORS, SIDE, sprites
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.layers.layer import add_prefix, select_prefix
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.likelihoods import gaussian
from aeexplain.nn.metrics.information import information_shares, mutual_information_gap
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.metrics.ranks import spearman
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.models.perceptron import perceptron
from aeexplain.nn.models.variational import Variational
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.optimisers.vae_step import Learner, cold_start, named_views, vae_step
from aeexplain.nn.quantised_arrays import Packed, float16, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink, stack
from aeexplain.training.steps.bias_correction import pack_with_bias_correction

STEPS = 8_000
BATCH = 128
HIDDEN, INNER, UNITS = 80, 64, 6
SCHEDULES = {  # β at shares of the steps, and between them geometrically
    "annealed": ((0.0, 64.0), (0.05, 64.0), (0.051, 8.0), (0.45, 8.0), (0.8, 1.0)),
    "beta_1": ((0.0, 1.0),),
    "beta_4": ((0.0, 4.0),),
}
SPREAD = 0.18  # σ of the likelihood
NATS = gaussian(SPREAD)
ADAM = Adam(rate=5e-3, beta2=0.99)
TRAIN, HELD_OUT = 20_000, 4_000
TRAIN_SEED, HELD_OUT_SEED = 2017, 2018
OTHERS = (
    1,
    2,
    3,
    4,
)  # the seeds of the networks that do not ship, trained as the recipe would with each of them
TOLD = ("mig", "worst", "mse")  # of every seed
LIVE = 0.1  # nats of KL below which a unit says next to nothing
APART = 0.3  # how far from the middle of its range, as a share of it, a sample has one of its factors
REACH = 2.0  # traversals go from -2 to 2


@dataclass(frozen=True)
class Sprites:
    """The sprites to train on, others to be measured on, and the network that fits them."""

    train: Array  # (20000, 256)
    test: Array  # (4000, 256)
    factors: Array  # (4000, 4) of the test sprites
    net: Variational


def data() -> Sprites:
    """Return the sprites, always the same, and the architecture."""
    train, _ = sprites(np.random.default_rng(TRAIN_SEED), TRAIN)
    return Sprites(train, *sprites(np.random.default_rng(HELD_OUT_SEED), HELD_OUT), network())


def network(inputs: int = SIDE * SIDE, hidden: int = HIDDEN, inner: int = INNER) -> Variational:
    """Return the architecture 256-80-64-6-64-80-256."""
    decoder = (*perceptron(UNITS, inner, hidden, inputs), Sigmoid())
    return Variational(Sequential(perceptron(inputs, hidden, inner, 2 * UNITS)), Sequential(decoder), UNITS)


def begin(data: Sprites, rng: Rng) -> State:
    """Return for every schedule the same weights, flat, and Adam's moments; and those of the other seeds, as "2.beta_4"."""
    state = from_one_start(data, rng)
    for seed in OTHERS:
        own = np.random.default_rng(seed)
        state |= {f"{seed}.{name}": groups for name, groups in from_one_start(data, own).items()}
        state[f"{seed}.draws"] = {"place": place_of(own)}
    return state


def from_one_start(data: Sprites, rng: Rng) -> State:
    """Return the same fresh weights for every schedule."""
    start = cold_start(data.net, data.train, rng).flat
    zeros = np.zeros_like(start)
    groups = {"flat": start, "first": zeros, "second": zeros}
    return {name: {key: value.copy() for key, value in groups.items()} for name in SCHEDULES}


def beta_at(name: str, at: int, steps: int = STEPS) -> float:
    """Return a schedule's β at a step, the last one after its end."""
    shares, betas = zip(*SCHEDULES[name], strict=True)
    return float(np.exp(np.interp(at / steps, shares, np.log(betas))))


def step(state: State, data: Sprites, at: int, rng: Rng) -> float:
    """Take one step with the nets of every seed; return the loss of the annealed one that ships, in nats a sprite."""
    for seed in OTHERS:
        own, draws = np.random.default_rng(), state[f"{seed}.draws"]
        own.bit_generator.state = json.loads(draws["place"].astype(np.uint8).tobytes())
        one_seed_step(state, f"{seed}.", data, at, own)
        draws["place"] = place_of(own)
    return one_seed_step(state, "", data, at, rng)


def place_of(rng: Rng) -> Array:
    """Return where a generator stands, as bytes of JSON, each a float: a training that is resumed draws on from there."""
    return np.frombuffer(json.dumps(rng.bit_generator.state).encode(), np.uint8).astype(np.float32)


def one_seed_step(state: State, prefix: str, data: Sprites, at: int, rng: Rng) -> float:
    """Take one step with a seed's three nets on the same batch and noise; return the annealed one's loss in nats a sprite."""
    x = data.train[rng.integers(len(data.train), size=BATCH)]
    eps = rng.standard_normal((BATCH, UNITS), np.float32)
    losses = {}
    for name in SCHEDULES:
        own, beta = state[f"{prefix}{name}"], beta_at(name, at)
        learner = Learner(data.net, own["flat"], own["first"], own["second"])
        losses[name] = vae_step(learner, x, eps, NATS, beta, ADAM, at, cosine(at, STEPS)).loss(beta)
    return losses["annealed"]


def finish(state: State, data: Sprites) -> Finished:
    """Return the nets, the annealed one first, their units in order; held-out sprites with their factors; and the seeds."""
    nets = bound_nets(state, "", data)
    models = {name: ordered(net, data) for name, net in nets.items()}
    chosen = shown(data.factors)
    samples = {
        "sprites": unorm8(data.test[chosen]),
        "factors": float16(data.factors[chosen]),
        "seeds": Packed("float32", over_seeds(state, data)),
    }
    arrays = {
        key: value
        for name, net in models.items()
        for key, value in add_prefix(name, packed(net, data.train)).items()
    }
    return Finished(dict(models), arrays, samples)


def bound_nets(state: State, prefix: str, data: Sprites) -> dict[str, Variational]:
    """Return one seed's nets."""
    flats = {name: state[f"{prefix}{name}"]["flat"] for name in SCHEDULES}
    return {name: data.net.bind(named_views(data.net, flat)) for name, flat in flats.items()}


def over_seeds(state: State, data: Sprites) -> NDArray[np.float32]:
    """Return what each seed's nets reach, those of the shipped ones first: (seeds, schedules, told)."""
    found = []
    for prefix in ("", *(f"{seed}." for seed in OTHERS)):
        reached = [of_one(net, data) for net in bound_nets(state, prefix, data).values()]
        found.append([[float(each[key]) for key in TOLD] for each in reached])  # type: ignore[arg-type]
    return np.array(found, np.float32)


def packed(net: Variational, x: Array) -> dict[str, Packed]:
    """Return the packed parameters, finer beside the code: its few numbers say everything."""
    encoder, both = pack_with_bias_correction(net.encoder, select_prefix("encoder", net.params), x, fine=[4])
    decoder, _ = pack_with_bias_correction(
        net.decoder, select_prefix("decoder", net.params), both[:, :UNITS], fine=[0, 2]
    )
    return add_prefix("encoder", encoder) | add_prefix("decoder", decoder)


def ordered(net: Variational, data: Sprites) -> Variational:
    """Return the same model with its units by falling KL, each rising with the factor that it follows best."""
    order = np.argsort(-net.kl(data.test).mean(0), kind="stable")
    both = np.concatenate([order, UNITS + order])  # μ, then log σ², which has no sign to change
    z = net.encode(data.test)[:, order]
    signs = np.array([1 if max(row, key=abs) >= 0 else -1 for row in agreement(z, data.factors)], np.float32)
    signed = np.concatenate([signs, np.ones(UNITS, np.float32)])
    p = dict(net.params)
    p["encoder.4.weight"] = p["encoder.4.weight"][:, both] * signed
    p["encoder.4.bias"] = p["encoder.4.bias"][both] * signed
    p["decoder.0.weight"] = p["decoder.0.weight"][order] * signs[:, None]
    return net.bind(p)


def shown(factors: Array) -> NDArray[np.intp]:
    """Return the indices (9,) of the sprites nearest to the middle of all ranges, and to it with one factor moved."""
    low, high = np.array(list(FACTORS.values())).T
    places = (factors - low) / (high - low) - 0.5  # (n, 4)
    moved = [sign * APART * row for row in np.eye(len(FACTORS)) for sign in (-1, 1)]
    wanted = np.stack([np.zeros(len(FACTORS)), *moved])[:, None]  # (9, 1, 4)
    chosen: NDArray[np.intp] = ((places - wanted) ** 2).sum(-1).argmin(1)
    return chosen


def agreement(z: Array, factors: Array) -> list[list[float]]:
    """Return the Spearman correlation of every unit with every factor, (units, factors)."""
    return [[spearman(unit, factor) for factor in factors.T] for unit in z.T]


def measure(models: Mapping[str, Any], data: Sprites) -> dict[str, Metric]:
    """Return for each model what `of_one` says of held-out sprites, and the MSE of PCA with as many components."""
    pca = PCA.fit(data.train, UNITS)
    return {
        **{name: of_one(models[name], data) for name in SCHEDULES},
        "pca": mean_squared_error(pca.decode(pca.encode(data.test)), data.test),
    }


def of_one(net: Variational, data: Sprites) -> dict[str, Metric]:
    """Return a model's metrics, the codes being posterior means.

    "mse", "rate" in nats; for each unit "kl" and, in a list over factors, "spearman" and "known", the share of the factor's
    entropy; "mig"; for each factor by name the live unit that "follows" it best and how well, "rho"; the "worst" rho, and the
    number of "live" units.
    """
    z = net.encode(data.test)
    kl = net.kl(data.test).mean(0, dtype=np.float64)  # (units,)
    rho, shares = np.array(agreement(z, data.factors)), information_shares(z, data.factors)
    sure = np.abs(rho) * (kl >= LIVE)[:, None]  # (units, factors)
    return {
        "mse": mean_squared_error(net.decode(z), data.test),
        "rate": float(kl.sum()),
        "kl": kl.tolist(),
        "spearman": rho.tolist(),
        "known": shares.tolist(),
        "mig": mutual_information_gap(shares),
        "follows": {factor: int(unit) for factor, unit in zip(FACTORS, sure.argmax(0), strict=True)},
        "rho": {factor: float(best) for factor, best in zip(FACTORS, sure.max(0), strict=True)},
        "worst": float(sure.max(0).min()),
        "live": int((kl >= LIVE).sum()),
    }


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return for each model the MSE on the shipped sprites and their mean rate in nats, and what "seeds" says of each schedule.

    "seeds" has for each number that is told its "least", its "mean" and its "most" over the seeds, on held-out sprites.
    """
    x = samples["sprites"]
    nets = {name: models[name] for name in SCHEDULES}
    return {
        "mse": {name: mean_squared_error(net.decode(net.encode(x)), x) for name, net in nets.items()},
        "rate": {name: float(net.kl(x).sum() / len(x)) for name, net in nets.items()},
        "seeds": {name: spread(samples["seeds"][:, i]) for i, name in enumerate(SCHEDULES)},
    }


def spread(reached: Array) -> dict[str, Metric]:
    """Return the least, the mean and the most of each number over the seeds (seeds, told)."""
    columns = zip(TOLD, reached.T.astype(np.float64), strict=True)
    return {
        key: {"least": float(each.min()), "mean": float(each.mean()), "most": float(each.max())}
        for key, each in columns
    }


def traversals(net: Variational, z: Array, count: int) -> Array:
    """Return the decodes (units, count, pixels) of a code z (units,) in which one unit at a time goes from -2 to 2."""
    codes = np.tile(z, (len(z), count, 1))  # (units, count, units)
    for unit in range(len(z)):
        codes[unit, :, unit] = np.linspace(-REACH, REACH, count)
    return net.decode(codes)


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the sprites and their reconstructions by each model; then each model's six traversals from the middle sprite."""
    x, size = samples["sprites"], (SIDE, SIDE)
    nets = [models[name] for name in SCHEDULES]
    rows = [x, *(net.decode(net.encode(x)) for net in nets)]
    strips = [traversals(net, net.encode(x[0]), 13).reshape(-1, SIDE * SIDE) for net in nets]
    return stack(
        grid(ink(np.concatenate(rows), size), len(x)), *(grid(ink(strip, size), 13) for strip in strips)
    )


RECIPE = Recipe(
    name="disentangle",
    description="β-VAEs of bars under three schedules of β",
    seed=0,
    steps=STEPS,
    data=data,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        Gate("annealed.mig", ">=", 0.30, "mutual information gap of the annealed model"),
        Gate("annealed.worst", ">=", 0.88, "smallest rank correlation of a factor with its best unit"),
        Gate("annealed.mse", "<=", 0.001, "MSE of the annealed model"),
        Gate("samples.seeds.annealed.mig.least", ">=", 0.30, "the same over five seeds: the worst gap"),
        Gate("samples.seeds.annealed.worst.least", ">=", 0.88, "over five seeds: the worst rank correlation"),
        Gate("samples.seeds.annealed.mse.most", "<=", 0.001, "over five seeds: the worst MSE"),
        Gate("gzip", "<=", 190_000, "bytes of the weight file, gzipped"),
    ),
    steady=tuple(f"{name}.{metric}" for name in SCHEDULES for metric in ("mse", "rate", "mig")),
)
