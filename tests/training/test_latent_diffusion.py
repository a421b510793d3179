from pathlib import Path

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.nn.noise_schedule import expected_ends
from aeexplain.training.gates import check_gates
from aeexplain.training.measures.digit_classifier import NET, DigitClassifier
from aeexplain.training.recipes import latent_diffusion
from aeexplain.training.recipes.latent_diffusion import RECIPE, Digits, autoencoder, denoiser, fitted
from aeexplain.training.samples.active_pixels import active_pixels
from aeexplain.training.samples.mnist import Mnist

WEIGHTS = Path(__file__).parents[2] / "weights" / "latent-diffusion.json"
FIRST, SECOND = 12, 60  # steps of the autoencoder and of the denoiser


def blots(count, rng):
    """Ten classes: a bar of ink, each at its own height, of any strength."""
    labels = (np.arange(count) % 10).astype(np.uint8)
    x = np.zeros((count, 28, 28), np.float32)
    x[np.arange(count), 4 + 2 * labels, 8:20] = rng.uniform(0.3, 1, (count, 1))
    return x.reshape(count, 784), labels


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(2)
    digits = Mnist(*blots(500, rng), *blots(600, rng))
    vae = autoencoder(active_pixels(digits.train, 1e-3), 16)
    return Digits(digits, vae, denoiser(24), DigitClassifier(NET.init(rng)))


def run(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


@pytest.fixture(scope="module")
def trained(data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(latent_diffusion, "VAE_STEPS", FIRST)
        patch.setattr(latent_diffusion, "STEPS", FIRST + SECOND)
        yield run(data, FIRST + SECOND)


def test_both_losses_fall(trained):
    _, losses = trained
    assert losses[FIRST - 1] < losses[0]
    assert np.mean(losses[-5:]) < 0.98 * np.mean(losses[FIRST : FIRST + 5])


def test_the_autoencoder_rests_while_the_denoiser_learns(data, trained):
    half, _ = run(data, FIRST)
    assert all(np.array_equal(half["vae"][name], value) for name, value in trained[0]["vae"].items())
    assert any(
        not np.array_equal(half["denoiser"][name], value) for name, value in trained[0]["denoiser"].items()
    )


def test_the_seed_decides_everything(data, trained):
    again, other = run(data, FIRST + 2, 5)[0], run(data, FIRST + 2, 6)[0]
    first = run(data, FIRST + 2, 5)[0]
    assert all(
        np.array_equal(first[group][name], again[group][name]) for group in first for name in first[group]
    )
    assert any(
        not np.array_equal(first["denoiser"][name], other["denoiser"][name]) for name in first["denoiser"]
    )


def test_every_gate_has_its_metric(data, trained, monkeypatch):
    monkeypatch.setattr(latent_diffusion, "SAMPLED", 200)
    finished = RECIPE.finish(trained[0], data)
    metrics = RECIPE.measure(finished.models, data)
    assert len(check_gates(RECIPE.gates, metrics | {"gzip": 0})) == len(RECIPE.gates)
    assert metrics["asked"] == metrics["guided"]["25"] == metrics["steps"]["20"]
    assert metrics["ratio"] == pytest.approx(metrics["asked"]["frechet"] / metrics["prior"]["frechet"])


def test_the_fitted_noise_has_the_spread_of_the_codes(data, trained):
    vae = RECIPE.finish(trained[0], data).models["vae"]
    rng = np.random.default_rng(3)
    x = data.mnist.train
    z = fitted(vae, x, rng.standard_normal((20_000, 16), np.float32))
    drawn = np.concatenate([vae.sample(x, rng.standard_normal((500, 16), np.float32)) for _ in range(40)])
    assert z.mean(0) == pytest.approx(drawn.mean(0), abs=0.05)
    assert np.cov(z, rowvar=False) == pytest.approx(np.cov(drawn, rowvar=False), abs=0.06)


@pytest.fixture(scope="module")
def shipped():
    return checkpoint.loads(WEIGHTS.read_text(encoding="utf-8"), str(WEIGHTS))


@pytest.fixture(scope="module")
def ways(shipped):
    """Thirty ways from noise for each class at the figure's guidance, and the labels asked for."""
    asked = np.repeat(np.arange(10), 30)
    noise = np.random.default_rng(1).standard_normal((300, 16), np.float32)
    return shipped.models["denoiser"].sample(noise, asked, 20, 0.25), asked


def test_the_shipped_digits_survive_the_code(shipped):
    stored = shipped.metrics["samples"]["mse"]
    assert RECIPE.measure_samples(shipped.models, shipped.samples)["mse"] == pytest.approx(
        stored, rel=1e-3, abs=5e-6
    )
    assert shipped.samples["labels"].tolist() == list(range(10))


def test_the_shipped_denoiser_makes_the_asked_class(shipped, ways):
    """The mean of a class's samples is nearest to the shipped digit of that class."""
    path, _ = ways
    means = shipped.models["vae"].decode(path[-1]).reshape(10, 30, 784).mean(1)
    square = ((means[:, None] - shipped.samples["digits"]) ** 2).sum(2)  # (classes, digits)
    assert np.mean(square.argmin(1) == np.arange(10)) >= 0.9
    assert path.shape == (21, 300, 16)


def test_what_a_shipped_step_expects_comes_nearer_to_the_sample(ways):
    path, _ = ways
    apart = np.sqrt(((expected_ends(path) - path[-1]) ** 2).mean((1, 2)))
    assert apart[-1] < 0.3 * apart[0]
    assert np.all(np.isfinite(path))
