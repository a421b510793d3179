"""Faces on a plane at six prices of the prior: variational autoencoders with two latent units, one for each β.

After Kingma and Welling (2014) and Higgins et al. (2017), with the Gaussian likelihood N(x_hat, 0.1² I). One net is trained
first, with a β that falls to 1; β = .5, 1, 2 and 3 go on from its weights, each other from its neighbour's. So the plane
changes little from one β to the next and its axes keep their meaning. At last every plane is moved and stretched to where its
rate is least, which no decode notices: a low β hardly pays for the scale of its code, and Adam would need very long to find
it. Smile and width dominate the faces, whence two units can hold nearly all. The step is the one that a reader's browser
takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.data.faces import FACTORS, SIDE, faces
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.layers.layer import add_prefix, select_prefix
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.likelihoods import gaussian
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.metrics.ranks import spearman
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.models.perceptron import perceptron
from aeexplain.nn.models.variational import Variational
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.ema import update_ema
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.optimisers.vae_step import Learner, cold_start, named_views, vae_step
from aeexplain.nn.quantised_arrays import Packed, float16, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.measures.rate_split import rate_split
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink, stack
from aeexplain.training.steps.bias_correction import pack_with_bias_correction

BETAS = (0.1, 0.5, 1.0, 2.0, 3.0, 5.0)
# where the weights of each β come from, in the order of training
FROM = {0.5: "start", 0.1: "beta_0_5", 1.0: "start", 2.0: "start", 3.0: "start", 5.0: "beta_3"}
FIRST, LATER = 10_000, 4_000  # steps of the common start, and of each net from there
# β falls from HIGH to 1 in this share of the common start, so that the axes find their factors
SETTLES, HIGH = 0.3, 30.0
BATCH = 128
HIDDEN, UNITS = 32, 2
SPREAD = 0.1  # σ of the likelihood
NATS = gaussian(SPREAD)
ADAM = Adam(rate=5e-3, beta2=0.99)
AVERAGE = 0.998
TRAIN, HELD_OUT, DRAWS = 20_000, 4_000, 8_000
TRAIN_SEED, HELD_OUT_SEED, NOISE_SEED = 2013, 2014, 2015
CHUNK = 500  # rows at a time, against all training faces
STRAY = 0.01  # the share of the prior samples, those farthest from the data, that are also measured apart
SHOWN = (6, 4)  # smiles × widths of the samples


@dataclass(frozen=True)
class Faces:
    """The faces to train on, others to be measured on, and the network that fits them."""

    train: Array  # (20000, 144)
    test: Array  # (4000, 144)
    factors: Array  # (4000, 6) of the test faces
    net: Variational


def data() -> Faces:
    """Return the faces, always the same, and the architecture."""
    train, _ = faces(np.random.default_rng(TRAIN_SEED), TRAIN)
    return Faces(train, *faces(np.random.default_rng(HELD_OUT_SEED), HELD_OUT), network())


def network(inputs: int = SIDE * SIDE, hidden: int = HIDDEN) -> Variational:
    """Return the architecture 144-32-2-32-144."""
    decoder = (*perceptron(UNITS, hidden, inputs), Sigmoid())
    return Variational(Sequential(perceptron(inputs, hidden, 2 * UNITS)), Sequential(decoder), UNITS)


def name(beta: float) -> str:
    """Return the name of the model of that β: "beta_0_1", "beta_1", ..."""
    return f"beta_{beta:g}".replace(".", "_")


def begin(data: Faces, rng: Rng) -> State:
    """Return for the start and every β the weights and their average, flat, and Adam's moments; those of the βs wait."""
    start = cold_start(data.net, data.train, rng).flat
    zeros = np.zeros_like(start)
    groups = {"flat": start, "average": start, "first": zeros, "second": zeros}
    names = ("start", *map(name, FROM))
    return {key: {group: value.copy() for group, value in groups.items()} for key in names}


def turn(at: int) -> tuple[str, float, int, int]:
    """Return whose turn it is at a step and its β there, the steps that it has had, and how many it gets."""
    if at < FIRST:
        return "start", HIGH ** max(0.0, 1 - at / (SETTLES * FIRST)), at, FIRST
    which, since = divmod(at - FIRST, LATER)
    beta = list(FROM)[which]
    return name(beta), beta, since, LATER


def step(state: State, data: Faces, at: int, rng: Rng) -> float:
    """Take one step on a random batch with the net whose turn it is; return its loss in nats a face."""
    key, beta, since, steps = turn(at)
    own = state[key]
    if since == 0 and key != "start":
        own["flat"][:] = own["average"][:] = state[FROM[beta]]["average"]
    x = data.train[rng.integers(len(data.train), size=BATCH)]
    eps = rng.standard_normal((BATCH, UNITS), np.float32)
    learner = Learner(data.net, own["flat"], own["first"], own["second"])
    cost = vae_step(learner, x, eps, NATS, beta, ADAM, since, cosine(since, steps))
    update_ema({"": own["average"]}, {"": own["flat"]}, since, AVERAGE)
    return cost.loss(beta)


def finish(state: State, data: Faces) -> Finished:
    """Return the averaged nets by rising β, stretched and turned, and faces of all smiles and widths with their factors."""
    trained = {
        name(beta): data.net.bind(named_views(data.net, state[name(beta)]["average"])) for beta in BETAS
    }
    nets = {key: stretched(net, data.train) for key, net in trained.items()}
    order, signs = orientation(nets[name(1)].encode(data.test), data.factors)
    models = {key: turned(net, order, signs) for key, net in nets.items()}
    chosen = shown(data.factors)
    samples = {"faces": unorm8(data.test[chosen]), "factors": float16(data.factors[chosen])}
    arrays = {
        k: value
        for key, net in models.items()
        for k, value in add_prefix(key, packed(net, data.train)).items()
    }
    return Finished(dict(models), arrays, samples)


def packed(net: Variational, x: Array) -> dict[str, Packed]:
    """Return the packed parameters, int8 only where pictures come in: how far samples stray is a matter of fine strokes."""
    encoder, both = pack_with_bias_correction(net.encoder, select_prefix("encoder", net.params), x, fine=[2])
    decoder, _ = pack_with_bias_correction(
        net.decoder, select_prefix("decoder", net.params), both[:, :UNITS], fine=[0, 2]
    )
    return add_prefix("encoder", encoder) | add_prefix("decoder", decoder)


def stretched(net: Variational, x: Array) -> Variational:
    """Return the same model with the mean and the scale of its units that cost the least rate on x (n, pixels).

    With z' = (z - shift) / scale and a decoder that undoes it, no decode changes, while the mean rate of a unit is, but for a
    constant, E[(μ - shift)² + σ²] / 2 scale² + log scale: least at the mean of μ and where E[μ'² + σ'²] = 1.
    """
    mu, log_variance = net.posterior(x)
    shift = mu.mean(0)  # (units,)
    scale = np.sqrt(((mu - shift) ** 2 + np.exp(log_variance)).mean(0))
    by = np.concatenate([scale, np.ones_like(scale)])  # μ is divided, log σ² falls by 2 log scale
    p = dict(net.params)
    p["encoder.2.weight"] = p["encoder.2.weight"] / by
    p["encoder.2.bias"] = p["encoder.2.bias"] / by - np.concatenate([shift / scale, 2 * np.log(scale)])
    p["decoder.0.bias"] = p["decoder.0.bias"] + shift @ p["decoder.0.weight"]
    p["decoder.0.weight"] = p["decoder.0.weight"] * scale[:, None]
    return net.bind(p)


def orientation(z: Array, factors: Array) -> tuple[list[int], Array]:
    """Return which unit of the codes follows the smile best, then the other, and the sign of each with smile and width."""
    first = int(abs(spearman(z[:, 0], factors[:, 0])) < abs(spearman(z[:, 1], factors[:, 0])))
    order = [first, 1 - first]
    signs = [1 if spearman(z[:, unit], factors[:, i]) >= 0 else -1 for i, unit in enumerate(order)]
    return order, np.array(signs, np.float32)


def turned(net: Variational, order: list[int], signs: Array) -> Variational:
    """Return the same model with its units in another order and with other signs; prior and bound do not notice."""
    both = [*order, *(UNITS + unit for unit in order)]  # μ, then log σ², which has no sign to change
    signed = np.concatenate([signs, np.ones(UNITS, np.float32)])
    p = dict(net.params)
    p["encoder.2.weight"] = p["encoder.2.weight"][:, both] * signed
    p["encoder.2.bias"] = p["encoder.2.bias"][both] * signed
    p["decoder.0.weight"] = p["decoder.0.weight"][order] * signs[:, None]
    return net.bind(p)


def shown(factors: Array) -> NDArray[np.intp]:
    """Return the indices (24,) of the faces nearest to an even lattice of 6 smiles × 4 widths, smile by smile."""
    low, high = np.array(list(FACTORS.values()))[:2].T
    places = (factors[:, :2] - low) / (high - low)  # (n, 2)
    axes = [(np.arange(count) + 0.5) / count for count in SHOWN]
    lattice = np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, 1, 2)
    chosen: NDArray[np.intp] = ((places - lattice) ** 2).sum(-1).argmin(1)
    return chosen


def measure(models: Mapping[str, Any], data: Faces) -> dict[str, Metric]:
    """Return on held-out faces, for every β in lists, rate, distortion and ELBO in nats, the rate's two parts, errors and axes.

    "mse" is of the posterior mean's decode, "sampled" of a posterior sample's; "nearest" is the MSE between a prior sample's
    decode and the nearest training face, a mean, and "stray" its mean over the hundredth that is farthest from any, for real
    faces "real"; "smile" and "width" the Spearman correlations of the two units.
    """
    rng = np.random.default_rng(NOISE_SEED)
    eps = rng.standard_normal((4, len(data.test), UNITS), np.float32)
    prior = rng.standard_normal((DRAWS, UNITS), np.float32)
    rows = [of_one(models[name(beta)], data, eps, prior) for beta in BETAS]
    columns: dict[str, list[float]] = {key: [row[key] for row in rows] for key in rows[0]}
    pca = PCA.fit(data.train, UNITS)
    linear = mean_squared_error(pca.decode(pca.encode(data.test)), data.test)
    return {
        **{key: list(values) for key, values in columns.items()},
        "beta": list(BETAS),
        "spread": SPREAD,
        "pca": linear,
        "ratio": columns["mse"][BETAS.index(1)] / linear,
        "real": float(nearest(data.test, data.train).mean()),
        "worst": {
            "rate": float(np.diff(columns["rate"]).max()),
            "distortion": float(np.diff(columns["distortion"]).min()),
            "nearest": float(np.diff(columns["nearest"]).max()),
        },
    }


def of_one(net: Variational, data: Faces, eps: Array, prior: Array) -> dict[str, float]:
    """Return the metrics of one net; ε is (draws, faces, units), the prior's samples (samples, units)."""
    x = data.test
    mu, log_variance = net.posterior(x)
    decoded = [net.decode(mu + np.exp(0.5 * log_variance) * draw) for draw in eps]
    distortion = float(np.mean([NATS(x_hat, x)[0] for x_hat in decoded]))
    split = rate_split(mu, log_variance, eps[0])
    distances = nearest(net.decode(prior), data.train)
    return {
        "rate": split.rate,
        "distortion": distortion,
        "elbo": -distortion - split.rate,
        "information": split.information,
        "marginal": split.marginal,
        "mse": mean_squared_error(net.decode(mu), x),
        "sampled": float(np.mean([mean_squared_error(x_hat, x) for x_hat in decoded])),
        "nearest": float(distances.mean()),
        "stray": float(distances[-int(STRAY * len(prior)) :].mean()),
        "smile": spearman(mu[:, 0], data.factors[:, 0]),
        "width": spearman(mu[:, 1], data.factors[:, 1]),
    }


def nearest(x: Array, others: Array) -> NDArray[np.float64]:
    """Return, rising, the MSE of each row of x (n, pixels) to the nearest row of the others, (n,)."""
    lengths = 0.5 * (others**2).sum(1)
    closest = [(lengths - some @ others.T).argmin(1) for some in np.split(x, range(CHUNK, len(x), CHUNK))]
    return np.sort(((x - others[np.concatenate(closest)]) ** 2).mean(1, dtype=np.float64))


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return for every β the MSE on the shipped faces and their mean rate in nats."""
    x = samples["faces"]
    nets = [models[name(beta)] for beta in BETAS]
    return {
        "mse": [mean_squared_error(net.decode(net.encode(x)), x) for net in nets],
        "rate": [float(net.kl(x).sum() / len(x)) for net in nets],
    }


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the faces; for each β their reconstructions and, below, prior samples; and three planes, of β = .1, 1 and 5."""
    x, count = samples["faces"], len(samples["faces"])
    prior = np.random.default_rng(0).standard_normal((count, UNITS), np.float32)
    nets = [models[name(beta)] for beta in BETAS]
    pairs = [net.decode(z) for net in nets for z in (net.encode(x), prior)]
    axis = np.linspace(-2.4, 2.4, 9, dtype=np.float32)
    plane = np.stack(np.meshgrid(axis, -axis), -1)  # (9, 9, 2)
    planes = np.concatenate([models[name(beta)].decode(plane) for beta in (0.1, 1, 5)], 1)  # (9, 27, 144)
    size = (SIDE, SIDE)
    return stack(
        grid(ink(np.concatenate([x, *pairs]), size), count),
        grid(ink(planes.reshape(-1, SIDE * SIDE), size), 27),
    )


RECIPE = Recipe(
    name="vae-faces",
    description="variational autoencoders of faces, one for each price of the prior",
    seed=0,
    steps=FIRST + len(BETAS) * LATER,
    data=data,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        Gate("smile.2", ">=", 0.99, "rank correlation of the first unit with the smile at β = 1"),
        Gate("width.2", ">=", 0.99, "rank correlation of the second unit with the width at β = 1"),
        Gate("worst.rate", "<", 0, "largest step of the rate from one β to the next, nats"),
        Gate("worst.distortion", ">", 0, "smallest step of the distortion from one β to the next, nats"),
        Gate("worst.nearest", "<", 0, "largest step of the prior samples' mean distance to the data"),
        Gate("ratio", "<=", 0.35, "MSE at β = 1 over that of PCA with two components"),
        Gate("gzip", "<=", 110_000, "bytes of the weight file, gzipped"),
    ),
    steady=(
        "ratio",
        *(f"{metric}.{i}" for metric in ("rate", "distortion", "mse") for i in range(len(BETAS))),
        *(f"{metric}.{i}" for metric in ("nearest", "stray") for i in range(len(BETAS))),
    ),
)
