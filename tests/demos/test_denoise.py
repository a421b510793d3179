from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demo.controls.strokes import drawn_digit
from aeexplain.nn.models.gaussian_blur import gaussian_blur

FILE = Path(__file__).parents[2] / "weights" / "denoise.json"
STROKES = "30,20 50,15 65,25 60,40 45,48 62,55 68,70 55,82 32,78"


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/denoise.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("denoise", FILE.read_text(encoding="utf-8"))
    return stage


def noisy(x, sigma, seed):
    return x + np.float32(sigma) * np.random.default_rng(seed).standard_normal(784, np.float32)


def psnr(x_hat, x):
    return -10 * np.log10(np.mean((np.clip(x_hat, 0, 1) - x) ** 2))


@pytest.mark.parametrize(("digit", "sigma", "seed"), [(0, 0.05, 0), (3, 0.4, 7), (8, 0.8, 9999)])
def test_the_readouts_are_the_psnr_of_the_pictures_shown(ae, stage, digit, sigma, seed):
    x = ae.samples["digits"][digit]
    spoilt = noisy(x, sigma, seed)
    width = np.interp(sigma, ae.models["blur"].params["sigmas"], ae.models["blur"].params["widths"])
    blurred = gaussian_blur(spoilt.reshape(28, 28), width).reshape(784)
    views = stage.draw("denoise", {"sigma": sigma, "digit": str(digit), "noise": seed}).views
    assert views["before"].value == pytest.approx(psnr(spoilt, x), abs=1e-3)
    assert views["after"].value == pytest.approx(psnr(ae.models["net"].denoise(spoilt, sigma), x), abs=1e-3)
    assert views["rival"].value == pytest.approx(psnr(blurred, x), abs=1e-3)
    assert views["gain"].value == pytest.approx(views["after"].value - views["rival"].value)
    assert views["width"].value == pytest.approx(width)


@pytest.mark.parametrize("sigma", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
def test_the_network_beats_the_best_blur_on_every_digit(stage, sigma):
    gains = [stage.draw("denoise", {"sigma": sigma, "digit": d}).views["gain"].value for d in "0123456789"]
    assert min(gains) > 0


def test_a_drawn_digit_takes_the_samples_place(stage):
    frame = stage.draw("denoise", {"pad": STROKES, "sigma": 0.2})
    assert frame.says.startswith("Your digit in noise of σ = 0.2")
    ink = frame.views["clean"].rgba[..., 3].reshape(784) / 255
    assert ink == pytest.approx(drawn_digit(STROKES), abs=0.5 / 255 + 1e-6)
    assert frame.views["after"].value > frame.views["before"].value + 5


def test_another_seed_is_other_noise_and_the_same_seed_the_same(stage):
    first, again, other = (stage.draw("denoise", {"noise": n}).views["noisy"].rgba for n in (4, 4, 5))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_clean_digit_stands_small_in_the_noisy_pictures_corner_and_hides_nothing_else(ae, stage):
    x = ae.samples["digits"][3]
    alpha = stage.draw("denoise", {"sigma": 0.4, "noise": 2}).views["noisy"].rgba[..., 3] / 255  # (112, 112)
    assert alpha[-29:-1, -29:-1].reshape(784) == pytest.approx(x, abs=0.5 / 255 + 1e-6)
    large = np.kron(np.clip(noisy(x, 0.4, 2), 0, 1).reshape(28, 28), np.ones((4, 4)))
    left, above = alpha[:, : 112 - 33], alpha[: 112 - 33]
    assert left == pytest.approx(large[:, : 112 - 33], abs=0.5 / 255 + 1e-6)
    assert above == pytest.approx(large[: 112 - 33], abs=0.5 / 255 + 1e-6)


def test_the_curve_marks_the_current_noise(stage):
    curve = stage.draw("denoise", {"sigma": 0.65}).views["curve"]
    assert curve.says.startswith("at σ = 0.65 ")
    assert curve.svg != stage.draw("denoise", {"sigma": 0.7}).views["curve"].svg
