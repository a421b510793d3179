"""Digits out of noise, by a small convolutional network that is told how much noise there is.

A denoising autoencoder (Vincent and others 2008) without a bottleneck, in the form of FFDNet (Zhang, Zuo and Zhang 2018): it
sees a digit as 14 × 14 places of four pixels, and the noise's standard deviation σ as one more channel. One network serves
every σ. Two baselines are told σ as well: the best Gaussian blur, which ships, and the best linear denoiser there is for the
training digits' mean and covariance (Wiener 1949), which is only measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.convolution import Convolution
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.gaussian_blur import BlurDenoiser, gaussian_blur, psnr
from aeexplain.nn.models.image_denoiser import ImageDenoiser, denoising_error
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.pca import PCA
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import pack, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink
from aeexplain.training.steps.optimiser_state import adam_ema_step, adam_start, ema_start

STEPS = 8_000
BATCH = 32
CHANNELS = 20
STRONGEST = 0.9  # the σ up to which the network is trained
PAPER = -2.0  # the last bias at first: most of a digit's picture is empty
ADAM = Adam(rate=4e-3, beta2=0.99)
AVERAGE = 0.999
SIGMAS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)  # measured on
PLAIN = slice(1, 5)  # those from 0.2 to 0.5
EVERY = 5  # of the test digits, one in so many is measured on: 2,000
NOISE_SEED = 5
LEVELS = np.linspace(0, STRONGEST, 19)  # the σ that a best width of blur is found for, on
BLURRED = 500  # training digits, among
WIDTHS = np.arange(0, 2.01, 0.05)  # pixels

NET = ImageDenoiser(
    28,
    28,
    2,
    Sequential(
        (
            *(Convolution(5, CHANNELS, 3, 1), SiLU()),
            *(Convolution(CHANNELS, CHANNELS, 3, 1), SiLU()),
            *(Convolution(CHANNELS, CHANNELS, 3, 1), SiLU()),
            *(Convolution(CHANNELS, 4, 3, 1), Sigmoid()),
        )
    ),
)


@dataclass(frozen=True)
class Digits:
    """The digits, and what the baselines make of the held-out ones."""

    mnist: Mnist

    @cached_property
    def held_out(self) -> Array:
        """One in five of the test digits: (2000, 784)."""
        return self.mnist.test[::EVERY]

    @cached_property
    def wiener(self) -> list[float]:
        """The best linear denoiser's MSE for each of SIGMAS."""
        pca = PCA.fit(self.mnist.train, self.mnist.train.shape[1])
        variance = pca.encode(self.mnist.train).var(0)  # (784,)
        return [
            clipped_error(pca.decode(pca.encode(noisy) * (variance / (variance + sigma**2))), self.held_out)
            for sigma, noisy in noised(self.held_out)
        ]


def digits() -> Digits:
    """Return MNIST."""
    return Digits(mnist())


def begin(data: Digits, rng: Rng) -> State:
    """Return fresh weights whose first output is nearly blank."""
    params = NET.net.init(rng)
    params["6.bias"] += np.float32(PAPER)
    return {"params": params, **adam_start(params), **ema_start(params)}


def step(state: State, data: Digits, at: int, rng: Rng) -> float:
    """Take one step of Adam on digits with fresh noise, each of its own σ; return the mean squared error."""
    x = data.mnist.train[rng.integers(len(data.mnist.train), size=BATCH)]  # (batch, 784)
    sigma = (STRONGEST * (rng.random() + np.arange(BATCH)) / BATCH).astype(np.float32)  # spread evenly
    noisy = x + sigma[:, None] * rng.standard_normal(x.shape, np.float32)
    loss, grads = denoising_error(NET, state["params"], x, noisy, sigma)
    adam_ema_step(state, state["params"], grads, ADAM, at, cosine(at, STEPS), AVERAGE)
    return loss


def finish(state: State, data: Digits) -> Finished:
    """Return the averaged network, the blur with its best widths, and one test digit of each class."""
    models: dict[str, Model] = {
        "net": NET.bind(state["average"]),
        "blur": best_blur(data.mnist.train[:BLURRED]),
    }
    chosen = class_exemplars(data.mnist)
    samples = {"digits": unorm8(data.mnist.test[chosen]), "labels": uint8(data.mnist.test_labels[chosen])}
    return Finished(models, pack(models), samples)


def best_blur(x: Array) -> BlurDenoiser:
    """Return the blur by the width that has the least error on these digits, for each of LEVELS."""
    noise = np.random.default_rng(NOISE_SEED).standard_normal(x.shape, np.float32)
    widths = [min(WIDTHS, key=lambda width: blur_error(x, x + sigma * noise, width)) for sigma in LEVELS]
    params = {"sigmas": LEVELS.astype(np.float32), "widths": np.array(widths, np.float32)}
    return BlurDenoiser(28, 28, len(LEVELS)).bind(params)


def blur_error(x: Array, noisy: Array, width: float) -> float:
    """Return the MSE of the noisy digits blurred by that width."""
    return clipped_error(gaussian_blur(noisy.reshape(-1, 28, 28), width).reshape(x.shape), x)


def noised(x: Array) -> list[tuple[float, Array]]:
    """Return for each of SIGMAS the digits with its noise, always the same."""
    rng = np.random.default_rng(NOISE_SEED)
    return [(sigma, x + np.float32(sigma) * rng.standard_normal(x.shape, np.float32)) for sigma in SIGMAS]


def clipped_error(x_hat: Array, x: Array) -> float:
    """Return the MSE of what is shown: what leaves [0, 1] is clipped."""
    return mean_squared_error(np.clip(x_hat, 0, 1), x)


def measure(models: Mapping[str, Any], data: Digits) -> dict[str, Metric]:
    """Return on held-out digits, for each of SIGMAS in a list, MSE and PSNR (of the mean MSE, dB) of all four.

    "ratio" is the network's MSE against the best linear denoiser's, and "worst" the largest of them; "gain" is how many dB
    it is above the blur, and "least" the least of them from σ 0.2 to 0.5.
    """
    errors = model_errors(models, data.held_out) | {"wiener": data.wiener}
    ratio = np.divide(errors["net"], errors["wiener"])
    gain = psnr(errors["net"]) - psnr(errors["blur"])
    return {
        "sigmas": list(SIGMAS),
        "mse": errors,
        "psnr": {name: psnr(error).tolist() for name, error in errors.items()},
        "ratio": ratio.tolist(),
        "worst": float(ratio.max()),
        "gain": gain.tolist(),
        "least": float(gain[PLAIN].min()),
    }


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the MSE on the ten shipped digits."""
    return {"mse": model_errors(models, samples["digits"])}


def model_errors(models: Mapping[str, Any], x: Array) -> dict[str, Any]:
    """Return the MSE for each of SIGMAS of the noisy digits themselves, the network and the blur."""
    cases = noised(x)
    return {
        "noisy": [clipped_error(noisy, x) for _, noisy in cases],
        **{
            name: [clipped_error(model.denoise(noisy, sigma), x) for sigma, noisy in cases]
            for name, model in models.items()
        },
    }


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the ten digits, then for some σ three rows: noisy, by the network, by the blur."""
    rows = [samples["digits"]]
    for sigma, noisy in noised(samples["digits"])[::2]:
        rows += [noisy, *(model.denoise(noisy, sigma) for model in models.values())]
    return grid(ink(np.concatenate(rows)), 10)


RECIPE = Recipe(
    name="denoise",
    description="a convolutional denoiser of digits, and the best blur beside it",
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
        Gate("worst", "<", 1.0, "largest MSE against the best linear denoiser's, σ 0.1 to 0.8"),
        Gate("least", ">=", 3.5, "least PSNR above the best blur's, σ 0.2 to 0.5, dB"),
        Gate("gzip", "<=", 15_000, "bytes of the weight file, gzipped"),
    ),
    steady=tuple(f"mse.{model}.{at}" for model in ("net", "blur") for at in range(len(SIGMAS))),
)
