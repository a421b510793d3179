"""Digits on a plane: a variational autoencoder with two latent units.

After Kingma and Welling (2014), with a Bernoulli likelihood for every pixel and β = 1, so that the loss is the negative ELBO.
The prior fills the plane around the origin, whence nearly every place decodes into a digit. Besides the network the file
holds the codes of a thousand test digits, the points of the map, and how far from them the other test digits lie: a radius
that tells where the data's region ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.layers.layer import select_prefix
from aeexplain.nn.layers.mask import Gather, Scatter, to_hex
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.likelihoods import bernoulli
from aeexplain.nn.metrics.data_region import distance_to_nearest
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.perceptron import perceptron
from aeexplain.nn.models.variational import Variational, bound
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import Packed, float16, pack, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.measures.digit_classifier import CLASSES, DigitClassifier, digit_classifier
from aeexplain.training.measures.generation_metrics import recognised
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.active_pixels import active_pixels, mean_logits
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink, scatter, stack
from aeexplain.training.steps.optimiser_state import adam_ema_step, adam_start, ema_start

STEPS = 14_000  # 60 epochs
BATCH = 256
HIDDEN, INNER, UNITS = 128, 64, 2
ACTIVE_SHARE = (
    5e-4  # a pixel that is inked in fewer training digits than this share is left out, and is always 0
)
ADAM = Adam(rate=2e-3, beta2=0.99)
AVERAGE = 0.999
POINTS = 100  # of each class on the map
PICTURED = 4  # of each class with their pictures
CLEAR = 30  # of each class from which those are taken
REGION = 0.95  # the share of unseen test digits that the data's region holds
DRAWS = 5_000  # samples of the prior that are classified
HELD_OUT_SEED = 2014  # of the noise in the metrics
REACH = 3.0  # the map's window is [-3, 3]²


@dataclass(frozen=True)
class Digits:
    """The digits, the network that fits them, and the classifier that its samples are measured by."""

    mnist: Mnist
    net: Variational
    classifier: DigitClassifier


def digits() -> Digits:
    """Return MNIST, the architecture 784-128-64-2-64-64-128-784 over the pixels that ever hold ink, and the classifier."""
    data = mnist()
    return Digits(data, network(active_pixels(data.train, ACTIVE_SHARE)), digit_classifier())


def network(active: NDArray[np.bool_], hidden: int = HIDDEN, inner: int = INNER) -> Variational:
    """Return the variational autoencoder over the active pixels; its decoder has a layer more than its encoder."""
    size, count, places = active.size, int(active.sum()), to_hex(active)
    encoder = (Gather(size, places), *perceptron(count, hidden, inner, 2 * UNITS))
    decoder = (*perceptron(UNITS, inner, inner, hidden, count), Sigmoid(), Scatter(size, places))
    return Variational(Sequential(encoder), Sequential(decoder), UNITS)


def begin(data: Digits, rng: Rng) -> State:
    """Return fresh weights whose output, before anything is learned, is near the mean image."""
    params = data.net.init(rng)
    params["decoder.6.bias"] = mean_logits(data.mnist.train, active_pixels(data.mnist.train, ACTIVE_SHARE))
    return {"params": params, **adam_start(params), **ema_start(params)}


def step(state: State, data: Digits, at: int, rng: Rng) -> float:
    """Take one step of Adam on a batch; return its negative ELBO in nats a digit."""
    x = data.mnist.train[rng.integers(len(data.mnist.train), size=BATCH)]  # (batch, 784)
    eps = rng.standard_normal((BATCH, UNITS), np.float32)
    cost, grads = bound(data.net, state["params"], x, eps, bernoulli)
    adam_ema_step(state, state["params"], grads, ADAM, at, cosine(at, STEPS), AVERAGE)
    return cost.loss()


def finish(state: State, data: Digits) -> Finished:
    """Return the averaged network, and the map: a thousand points, the first forty of them with their pictures."""
    net = data.net.bind(state["average"])
    arrays = pack({"net": net})
    shipped = net.bind({name: packed.unpack() for name, packed in select_prefix("net", arrays).items()})
    chosen = mapped(shipped, data)
    samples: dict[str, Packed] = {
        "codes": float16(shipped.encode(data.mnist.test[chosen])),
        "labels": uint8(data.mnist.test_labels[chosen]),
        "digits": unorm8(data.mnist.test[chosen[: CLASSES * PICTURED]]),
    }
    return Finished({"net": net}, arrays, samples)


def shown(labels: NDArray[Any]) -> NDArray[np.intp]:
    """Return the indices (1000,) of the first hundred digits of each class, in class order."""
    return np.concatenate([np.flatnonzero(labels == label)[:POINTS] for label in range(CLASSES)])


def mapped(net: Variational, data: Digits) -> NDArray[np.intp]:
    """Return `shown`, those with pictures first: of each class four that lie wide apart.

    They are from the thirty that are recognised when decoded, and lose least by it.
    """
    points = shown(data.mnist.test_labels)
    x, labels = data.mnist.test[points], data.mnist.test_labels[points]
    z = net.encode(x)
    x_hat = net.decode(z)
    wrong = data.classifier.probabilities(x_hat).argmax(1) != labels
    order = np.lexsort((((x_hat - x) ** 2).sum(1), wrong, labels)).reshape(CLASSES, POINTS)[:, :CLEAR]
    pictured = [place for own in order for place in own[wide_apart(z[own], PICTURED)].tolist()]
    return points[[*pictured, *np.setdiff1d(np.arange(len(points)), pictured)]]


def wide_apart(z: Array, count: int) -> list[int]:
    """Return the indices of `count` codes of z (n, units): the one nearest to the mean, then always the farthest from all."""
    chosen = [int(((z - z.mean(0)) ** 2).sum(1).argmin())]
    while len(chosen) < count:
        chosen.append(int(distance_to_nearest(z, z[chosen]).argmax()))
    return chosen


def measure(models: Mapping[str, Any], data: Digits) -> dict[str, Metric]:
    """Return on the test set the ELBO and its parts in nats, the MSE, and how the classifier takes decodes; and the region."""
    net, x, rng = models["net"], data.mnist.test, np.random.default_rng(HELD_OUT_SEED)
    mu, log_variance = net.posterior(x)
    eps = rng.standard_normal(mu.shape, np.float32)
    distortion, _ = bernoulli(net.decode(mu + np.exp(0.5 * log_variance) * eps), x)
    kl = float(net.kl(x).sum() / len(x))
    prior = rng.standard_normal((DRAWS, UNITS), np.float32)
    x_hat = net.decode(mu)
    return {
        "elbo": -distortion - kl,
        "distortion": distortion,
        "kl": kl,
        "mse": mean_squared_error(x_hat, x),
        "prior": recognised(data.classifier, net.decode(prior)),
        "reconstruction": {
            **recognised(data.classifier, x_hat),
            "hit": data.classifier.accuracy(x_hat, data.mnist.test_labels),
        },
        "real": {
            **recognised(data.classifier, x),
            "hit": data.classifier.accuracy(x, data.mnist.test_labels),
        },
        "region": region(net, mu, data),
    }


def region(net: Variational, mu: Array, data: Digits) -> dict[str, Metric]:
    """Return the radius around the map's points that holds 95 % of the other test digits' codes, and what it tells.

    "confident" is the share of places, even over the window [-3, 3]², that the classifier recognises when decoded, inside the
    region and outside; "leave" the share of segments between two points of the map that leave the region on their way.
    """
    points = shown(data.mnist.test_labels)
    codes = mu[points]
    others = np.delete(mu, points, 0)  # (9000, 2)
    radius = float(np.quantile(distance_to_nearest(others, codes), REGION))
    window = plane(60)
    inside = distance_to_nearest(window, codes) <= radius
    confident = [
        recognised(data.classifier, net.decode(window[where]))["confident"] for where in (inside, ~inside)
    ]
    ends = codes[np.random.default_rng(HELD_OUT_SEED).integers(len(codes), size=(2, 300))]  # (2, 300, 2)
    t = np.linspace(0, 1, 33)[:, None, None]
    outside = distance_to_nearest((1 - t) * ends[0] + t * ends[1], codes) > radius  # (33, 300)
    return {
        "radius": radius,
        "area": float(inside.mean()),
        "confident": {"inside": confident[0], "outside": confident[1]},
        "leave": float(outside.any(0).mean()),
    }


def plane(side: int) -> Array:
    """Return side × side places that are even over the map's window, from its top left, row by row: (side², 2)."""
    axis = np.linspace(-REACH, REACH, side, dtype=np.float32)
    return np.stack(np.meshgrid(axis, axis[::-1]), -1).reshape(-1, 2)


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return on the forty pictured digits the MSE, and how far their codes are from the map's points."""
    x, net = samples["digits"], models["net"]
    z = net.encode(x)
    return {
        "mse": mean_squared_error(net.decode(z), x),
        "apart": float(np.abs(z - samples["codes"][: len(x)]).max()),
    }


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the decoded plane, the map's points by class, the pictured digits with their decodes, and ways between some."""
    net, x, codes = models["net"], samples["digits"], samples["codes"]
    pairs = grid(ink(np.stack([x, net.decode(codes[: len(x)])], 1)), 2 * PICTURED)
    t = np.linspace(0, 1, 16, dtype=np.float32)[:, None]
    ways = [(1 - t) * codes[4 * a] + t * codes[4 * b] for a, b in ((0, 1), (3, 8), (4, 7), (6, 2), (5, 9))]
    return stack(
        grid(ink(net.decode(plane(20))), 20),
        scatter(codes, samples["labels"] / (CLASSES - 1), 480),
        pairs,
        grid(ink(net.decode(np.concatenate(ways))), 16),
    )


RECIPE = Recipe(
    name="latent-map",
    description="a variational autoencoder that lays digits out on a plane",
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
        Gate("elbo", ">=", -143, "ELBO in nats a digit"),
        Gate("prior.confident", ">=", 0.78, "share of prior samples that are recognised"),
        Gate("prior.least", ">=", 0.02, "share of the rarest class among prior samples"),
        Gate("gzip", "<=", 210_000, "bytes of the weight file, gzipped"),
    ),
    steady=("elbo", "distortion", "kl", "mse", "prior.confident", "region.radius"),
)
