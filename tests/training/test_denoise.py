"""The denoiser's recipe on a few made-up pictures, and the shipped file on its own digits."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.training.recipes import denoise
from aeexplain.training.recipes.denoise import RECIPE, SIGMAS, Digits, best_blur, blur_error, model_errors
from aeexplain.training.samples.mnist import Mnist


def bars(count, rng):
    """Return pictures (count, 784) of one upright bar each: enough to learn something from in a few steps."""
    left = rng.integers(4, 20, count)
    places = np.arange(28)
    row = (places >= left[:, None]) & (places < left[:, None] + 4)  # (count, 28)
    return np.broadcast_to(row[:, None], (count, 28, 28)).reshape(count, 784).astype(np.float32)


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    train, test = bars(200, rng), bars(40, rng)
    return Digits(Mnist(train, np.arange(200, dtype=np.uint8) % 10, test, np.arange(40, dtype=np.uint8) % 10))


@pytest.fixture(scope="module")
def shipped(root):
    return checkpoint.loads((root / "weights" / "denoise.json").read_text(encoding="utf-8"), "denoise.json")


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss(data):
    _, losses = trained(data, 25)
    assert np.mean(losses[-5:]) < 0.5 * np.mean(losses[:5])


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


def test_the_best_width_of_blur_grows_with_the_noise_and_is_the_best(data):
    x = data.mnist.train[:50]
    blur = best_blur(x)
    widths = blur.params["widths"]
    assert widths[0] == 0
    assert (np.diff(widths) >= 0).all()
    noise = np.random.default_rng(denoise.NOISE_SEED).standard_normal(x.shape, np.float32)
    own, others = (
        blur_error(x, x + np.float32(0.5) * noise, blur.best_width(0.5) + change) for change in (0, 0.2)
    )
    assert own < others


def test_the_linear_denoiser_beats_the_blur_and_the_network_before_training_beats_nothing(data, monkeypatch):
    monkeypatch.setattr(denoise, "BLURRED", 20)
    models = RECIPE.finish(RECIPE.begin(data, np.random.default_rng(0)), data).models
    errors = model_errors(models, data.held_out)
    assert (np.array(data.wiener) < errors["blur"]).all()
    assert errors["net"][0] > errors["noisy"][0]


def test_the_shipped_denoiser_beats_the_blur_on_the_shipped_digits_at_every_sigma(shipped):
    errors = RECIPE.measure_samples(shipped.models, shipped.samples)["mse"]
    assert (np.divide(errors["net"], errors["blur"]) < 0.6).all()
    assert (np.divide(errors["net"], errors["noisy"]) < 0.6).all()
    for name, stored in shipped.metrics["samples"]["mse"].items():
        assert errors[name] == pytest.approx(stored, rel=1e-3, abs=5e-6)


def test_the_shipped_digits_are_one_of_each_class(shipped):
    assert shipped.samples["labels"].tolist() == list(range(10))
    assert shipped.samples["digits"].shape == (10, 784)


def test_the_shipped_metrics_have_a_number_for_every_sigma(shipped):
    metrics = shipped.metrics
    assert metrics["sigmas"] == list(SIGMAS)
    assert {name: len(row) for name, row in metrics["psnr"].items()} == dict.fromkeys(
        ("noisy", "net", "blur", "wiener"), len(SIGMAS)
    )


def test_the_sheet_is_a_picture(shipped):
    picture = denoise.sheet(shipped.models, shipped.samples)
    assert picture.ndim == 2
    assert 0 <= picture.min() < picture.max() <= 1
