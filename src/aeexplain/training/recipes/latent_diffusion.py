"""Digits from noise, in a space of 16 numbers: a variational autoencoder, then a diffusion model of its codes.

After Rombach et al. (2022), small: first the autoencoder, with β = 0.5 for sharper pictures; then, on the codes that it
draws, a denoiser that predicts the velocity on the cosine schedule (Salimans and Ho 2022) and is told the class, or now and
then that any will do, so that it can be guided (Ho and Salimans 2022). The prior, and a Gaussian fitted to the codes, are
decoded beside it: what would be had without diffusion. The loss is in nats for the first part and a squared error after it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.layers.layer import Params
from aeexplain.nn.layers.mask import Gather, Scatter, to_hex
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.likelihoods import bernoulli
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.latent_denoiser import LatentDenoiser, velocity_error, wanted_inputs
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.perceptron import perceptron
from aeexplain.nn.models.variational import Variational, bound, reparameterised
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import pack, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.measures.digit_classifier import CLASSES, DigitClassifier, digit_classifier
from aeexplain.training.measures.generation_metrics import realism
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.active_pixels import active_pixels, mean_logits
from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink, stack
from aeexplain.training.steps.optimiser_state import adam_ema_step, adam_start, ema_start

VAE_STEPS = 10_000  # 43 epochs
STEPS = VAE_STEPS + 24_000
BATCH = 256
HIDDEN, UNITS, WIDTH = 128, 16, 192
BETA = 0.5
ACTIVE_SHARE = (
    1e-3  # a pixel that is inked in fewer training digits than this share is left out, and is always 0
)
ANY = CLASSES  # the label that asks for no class
UNASKED = 0.15  # the share of training codes whose class is withheld
ADAM = Adam(rate=2e-3, beta2=0.99)
AVERAGE = 0.999
SAMPLED = 2_000  # pictures of each kind that are classified
SAMPLE_STEPS, GUIDANCE = 20, 0.25
HELD_OUT_SEED = 2022  # of the noise in the metrics


@dataclass(frozen=True)
class Digits:
    """The digits, the two networks, and the classifier that their samples are measured by."""

    mnist: Mnist
    vae: Variational
    denoiser: LatentDenoiser
    classifier: DigitClassifier


def digits() -> Digits:
    """Return MNIST, the architectures 784-128-16-128-784 and 16-192-192-16, and the classifier."""
    data = mnist()
    return Digits(data, autoencoder(active_pixels(data.train, ACTIVE_SHARE)), denoiser(), digit_classifier())


def autoencoder(active: NDArray[np.bool_], hidden: int = HIDDEN, units: int = UNITS) -> Variational:
    """Return the variational autoencoder over the active pixels."""
    size, count, places = active.size, int(active.sum()), to_hex(active)
    encoder = (Gather(size, places), *perceptron(count, hidden, 2 * units))
    decoder = (*perceptron(units, hidden, count), Sigmoid(), Scatter(size, places))
    return Variational(Sequential(encoder), Sequential(decoder), units)


def denoiser(width: int = WIDTH, units: int = UNITS) -> LatentDenoiser:
    """Return the denoiser of codes, two hidden layers wide."""
    net = Sequential(perceptron(wanted_inputs(units, CLASSES), width, width, units))
    return LatentDenoiser(net, units, CLASSES)


def begin(data: Digits, rng: Rng) -> State:
    """Return fresh weights of both, an autoencoder's whose output is near the mean image before anything is learned."""
    params = data.vae.init(rng)
    params["decoder.2.bias"] = mean_logits(data.mnist.train, active_pixels(data.mnist.train, ACTIVE_SHARE))
    return {**groups("vae", params), **groups("denoiser", data.denoiser.init(rng))}


def groups(name: str, params: Params) -> State:
    """Return all that one network's training changes, under its name."""
    return {name: params, **adam_start(params, f"{name}."), **ema_start(params, f"{name}.")}


def step(state: State, data: Digits, at: int, rng: Rng) -> float:
    """Take one step of the autoencoder, or after them one of the denoiser; return its loss."""
    chosen = rng.integers(len(data.mnist.train), size=BATCH)
    if at < VAE_STEPS:
        return autoencoder_step(state, data, at, rng, chosen)
    if at == VAE_STEPS:
        state["posterior"] = posterior(data.vae.bind(state["vae.average"]), data.mnist.train)
    return denoiser_step(state, data, at - VAE_STEPS, rng, chosen)


def autoencoder_step(state: State, data: Digits, at: int, rng: Rng, chosen: NDArray[Any]) -> float:
    """Take one step of Adam on the chosen digits; return the distortion and β times the rate in nats a digit."""
    eps = rng.standard_normal((BATCH, UNITS), np.float32)
    cost, grads = bound(data.vae, state["vae"], data.mnist.train[chosen], eps, bernoulli, BETA)
    descend(state, "vae", grads, at, VAE_STEPS)
    return cost.loss(BETA)


def posterior(vae: Variational, x: Array) -> Params:
    """Return the digits' posteriors, (n, 16) both: all that the denoiser learns from."""
    mu, log_variance = vae.posterior(x)
    return {"mu": mu, "log_variance": log_variance}


def denoiser_step(state: State, data: Digits, at: int, rng: Rng, chosen: NDArray[Any]) -> float:
    """Take one step of Adam on codes of the chosen digits, at angles that are spread evenly; return the velocity's error."""
    noise, eps = rng.standard_normal((2, BATCH, UNITS), np.float32)
    known = state["posterior"]
    z0 = reparameterised(known["mu"][chosen], known["log_variance"][chosen], noise)
    angle = np.float32(0.5 * math.pi / BATCH) * (rng.random(dtype=np.float32) + np.arange(BATCH))
    labels = np.where(rng.random(BATCH) < UNASKED, ANY, data.mnist.train_labels[chosen])
    loss, grads = velocity_error(
        data.denoiser, state["denoiser"], z0, eps, angle[:, None].astype(np.float32), labels
    )
    descend(state, "denoiser", grads, at, STEPS - VAE_STEPS)
    return loss


def descend(state: State, name: str, grads: Params, at: int, steps: int) -> None:
    """Move one network's parameters, moments and average by a step."""
    adam_ema_step(state, state[name], grads, ADAM, at, cosine(at, steps), AVERAGE, f"{name}.")


def finish(state: State, data: Digits) -> Finished:
    """Return the two averaged networks, and one test digit of each class."""
    models: dict[str, Model] = {
        "vae": data.vae.bind(state["vae.average"]),
        "denoiser": data.denoiser.bind(state["denoiser.average"]),
    }
    chosen = class_exemplars(data.mnist)
    samples = {"digits": unorm8(data.mnist.test[chosen]), "labels": uint8(data.mnist.test_labels[chosen])}
    return Finished(models, pack(models), samples)


def measure(models: Mapping[str, Any], data: Digits) -> dict[str, Metric]:
    """Return how the classifier takes 2,000 pictures of each kind, and their Fréchet distance to the test digits.

    "judge" is the classifier's accuracy on the test set. "real" are training digits, "reconstruction" decoded test digits;
    "prior" and "fitted" are decoded noise, of the prior and of the Gaussian that fits the codes; the others are samples of the
    denoiser, "guided" by guidance in hundredths and "steps" by their number at the guidance of the figure.
    """
    vae, rng = models["vae"], np.random.default_rng(HELD_OUT_SEED)
    classifier, real = data.classifier, data.classifier.features(data.mnist.test)
    held_out, labels = data.mnist.test[::5], data.mnist.test_labels[::5]
    seen = rng.permutation(len(data.mnist.train))[:SAMPLED]
    noise = rng.standard_normal((SAMPLED, UNITS), np.float32)
    asked = np.arange(SAMPLED) % CLASSES
    x_hat = vae.decode(vae.encode(held_out))

    def sampled(labels: NDArray[Any], steps: int, guidance: float) -> Array:
        z: Array = models["denoiser"].sample(noise, labels, steps, guidance)[-1]
        decoded: Array = vae.decode(z)
        return decoded

    def of_asked(steps: int, guidance: float) -> dict[str, Metric]:
        return realism(classifier, sampled(asked, steps, guidance), real, asked)

    prior = realism(classifier, vae.decode(noise), real)
    guided = of_asked(SAMPLE_STEPS, GUIDANCE)
    return {
        "judge": classifier.accuracy(data.mnist.test, data.mnist.test_labels),
        "mse": mean_squared_error(x_hat, held_out),
        "kl": float(vae.kl(held_out).sum() / len(held_out)),
        "real": realism(classifier, data.mnist.train[seen], real, data.mnist.train_labels[seen]),
        "reconstruction": realism(classifier, x_hat, real, labels),
        "prior": prior,
        "fitted": realism(classifier, vae.decode(fitted(vae, data.mnist.train, noise)), real),
        "unasked": realism(classifier, sampled(np.full(SAMPLED, ANY), SAMPLE_STEPS, 0), real),
        "asked": guided,
        "ratio": float(guided["frechet"]) / float(prior["frechet"]),  # type: ignore[arg-type]
        "guided": {f"{w}": of_asked(SAMPLE_STEPS, w / 100) for w in (0, 25, 50, 100, 200)},
        "steps": {f"{n}": of_asked(n, GUIDANCE) for n in (2, 5, 10, 20, 50)},
    }


def fitted(vae: Variational, x: Array, noise: Array) -> Array:
    """Return the noise (n, 16) with the mean and covariance that the codes of x have, drawn as posteriors are."""
    mu, log_variance = vae.posterior(x)
    covariance = np.cov(mu, rowvar=False) + np.diag(np.exp(log_variance).mean(0))
    z: Array = (mu.mean(0) + noise @ np.linalg.cholesky(covariance).T).astype(np.float32)
    return z


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the autoencoder's MSE on the ten shipped digits."""
    x, vae = samples["digits"], models["vae"]
    return {"mse": mean_squared_error(vae.decode(vae.encode(x)), x)}


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the shipped digits and their decodes, the decoded prior, asked samples a class a row, and ten ways from noise."""
    vae, rng = models["vae"], np.random.default_rng(HELD_OUT_SEED)
    noise = rng.standard_normal((20 * CLASSES, UNITS), np.float32)
    asked = np.repeat(np.arange(CLASSES), 20)
    path = models["denoiser"].sample(noise, asked, SAMPLE_STEPS, GUIDANCE)
    x = samples["digits"]
    ways = path[:, 3::20].swapaxes(0, 1).reshape(-1, UNITS)  # a row for each class: 21 codes
    return stack(
        grid(ink(np.concatenate([x, vae.decode(vae.encode(x))])), CLASSES),
        grid(ink(vae.decode(noise[:60])), 20),
        grid(ink(vae.decode(path[-1])), 20),
        grid(ink(vae.decode(ways)), SAMPLE_STEPS + 1),
    )


RECIPE = Recipe(
    name="latent-diffusion",
    description="an autoencoder of digits, and a diffusion model of its codes",
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
        Gate("asked.confident", ">=", 0.95, "share of samples that are recognised"),
        Gate("asked.hit", ">=", 0.96, "share of samples of the asked class"),
        Gate("asked.frechet", "<=", 12, "Fréchet distance of samples to test digits"),
        Gate("ratio", "<=", 0.35, "the same, against decoding the prior"),
        Gate("unasked.frechet", "<=", 14, "Fréchet distance of samples for which no class is asked"),
        Gate("gzip", "<=", 260_000, "bytes of the weight file, gzipped"),
    ),
    steady=("mse", "kl", "asked.confident", "asked.hit"),
)
