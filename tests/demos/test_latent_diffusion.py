import math
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.latent_diffusion import (
    BESIDE,
    BIG,
    CELL_HEIGHT,
    CELL_WIDTH,
    EDGE,
    EVERY,
    LARGE,
    SAMPLES,
    SIDE,
    STEPS,
    Same,
)
from aeexplain.nn.noise_schedule import angles

TEXT = (Path(__file__).parents[2] / "weights" / "latent-diffusion.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ld():
    return checkpoint.loads(TEXT, "weights/latent-diffusion.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("latent-diffusion", TEXT)
    return stage


def walk(ld, seed, label, guidance):
    """DDIM, written out: the expected data and the expected noise, mixed anew at every angle."""
    denoiser = ld.models["denoiser"]
    z = np.random.default_rng(seed).standard_normal((SAMPLES, 16), np.float32)
    path = [z]
    for phi, after in zip(angles(STEPS), angles(STEPS)[1:], strict=False):
        v = denoiser.velocity(z, phi, np.full(SAMPLES, label), guidance)
        z0, eps = math.cos(phi) * z - math.sin(phi) * v, math.sin(phi) * z + math.cos(phi) * v
        z = (math.cos(after) * z0 + math.sin(after) * eps).astype(np.float32)
        path.append(z)
    return path


def ink(x):
    """Pictures (8, 784) as opacity."""
    return np.rint(np.clip(x, 0, 1) * 255).reshape(SAMPLES, SIDE, SIDE)


def shown(views):
    """The eight samples and the noise of each, as the two sheets have them: opacity (8, 28, 28) each, and their colours."""
    samples, noise = [], []
    for i in range(SAMPLES):
        rgba = views["samples" if i < SAMPLES // 2 else "others"].rgba
        top, left = EDGE + i // 2 % 2 * CELL_HEIGHT, EDGE + i % 2 * CELL_WIDTH
        samples.append(rgba[top : top + BIG, left : left + BIG][::LARGE, ::LARGE])
        under, beside = top + BIG - SIDE, left + BIG + BESIDE
        noise.append(rgba[under : under + SIDE, beside : beside + SIDE])
    return np.array(samples).astype(int), np.array(noise).astype(int)


@pytest.mark.parametrize(("step", "digit", "guidance"), [(20, "7", "0.5"), (9, "7", "0"), (20, "any", "2")])
def test_the_samples_are_what_ddim_draws(ld, stage, step, digit, guidance):
    frame = stage.draw("latent-diffusion", {"step": step, "digit": digit, "guidance": guidance, "seed": 5})
    label = 10 if digit == "any" else int(digit)
    z = walk(ld, 5, label, float(guidance) if digit != "any" else 0)[step]
    samples, _ = shown(frame.views)
    assert np.abs(samples[..., 3] - ink(ld.models["vae"].decode(z))).max() <= 1


def test_the_rival_is_the_very_noise_that_the_samples_begin_with_in_an_ink_of_its_own(stage):
    samples, noise = shown(stage.draw("latent-diffusion", {"step": 0, "seed": 3}).views)
    assert np.abs(samples[..., 3] - noise[..., 3]).max() <= 1
    assert (samples[..., 2] > samples[..., 0]).all()  # blue
    assert (noise[..., 0] > noise[..., 1]).all()  # plum
    _, later = shown(stage.draw("latent-diffusion", {"step": STEPS, "seed": 3}).views)
    assert np.array_equal(noise, later)


def test_the_frame_stands_around_the_step_on_every_strip(stage):
    views = stage.draw("latent-diffusion", {}).views
    slider = bridge.find("latent-diffusion").controls["step"]
    for name in slider.grounds:
        low, high, left, right = map(float, views[name].reach[0].split())
        for step in range(0, STEPS + 1, EVERY):
            middle = left + (step - low) / (high - low) * (right - left)
            assert middle == pytest.approx(2 + step // EVERY * (SIDE + 2) + SIDE / 2, abs=0.01)


def test_a_digit_of_each_class_stands_for_what_can_be_asked_for(ld):
    images = bridge.find("latent-diffusion").thumbnails_of("digit", {"ld": ld})
    assert len(images) == 11
    assert ld.samples["labels"].tolist() == list(range(10))


def test_held_out_numbers_follow_class_and_guidance(ld, stage):
    def measured(**state):
        views = stage.draw("latent-diffusion", state).views
        return views["recognised"].value, views["frechet"].value

    asked, metrics = measured(), ld.metrics
    assert asked == pytest.approx((100 * metrics["asked"]["confident"], metrics["asked"]["frechet"]))
    assert measured(guidance="2") == pytest.approx((100.0, metrics["guided"]["200"]["frechet"]))
    assert measured(digit="any") == pytest.approx(
        (100 * metrics["unasked"]["confident"], metrics["unasked"]["frechet"])
    )


def test_noise_leaves_evenly_in_angle(stage):
    left = [stage.draw("latent-diffusion", {"step": step}).views["left"].value for step in (0, 10, STEPS)]
    assert left == pytest.approx([100, 50, 0], abs=1e-9)


def test_a_thing_is_the_same_as_itself_alone():
    one, other = [1], [1]
    assert Same(one) == Same(one)
    assert hash(Same(one)) == hash(Same(one))
    assert Same(one) != Same(other)
    assert Same(one) != one
