import json
import math
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.latent_diffusion import SAMPLES, STEPS, Same, along
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


def alpha(x):
    """Pictures (8, 784) as the sheet's ink, four in a row."""
    ink = np.rint(np.clip(x, 0, 1) * 255).reshape(2, 4, 28, 28)
    return np.pad(ink, ((0, 0), (0, 0), (2, 0), (2, 0))).transpose(0, 2, 1, 3).reshape(60, 120)


def sheet(view):
    return view.rgba[:60, :120, 3].astype(int)


@pytest.mark.parametrize(("step", "digit", "guidance"), [(20, "7", "0.5"), (9, "7", "0"), (20, "any", "2")])
def test_the_samples_are_what_ddim_draws(ld, stage, step, digit, guidance):
    frame = stage.draw("latent-diffusion", {"step": step, "digit": digit, "guidance": guidance, "seed": 5})
    label = 10 if digit == "any" else int(digit)
    z = walk(ld, 5, label, float(guidance) if digit != "any" else 0)[step]
    assert np.abs(sheet(frame.views["samples"]) - alpha(ld.models["vae"].decode(z))).max() <= 1


def test_the_rival_is_the_very_noise_that_the_samples_begin_with(stage):
    frame = stage.draw("latent-diffusion", {"step": 0, "seed": 3})
    assert np.abs(sheet(frame.views["samples"]) - sheet(frame.views["noise"])).max() <= 1
    done = stage.draw("latent-diffusion", {"step": STEPS, "seed": 3})
    assert np.array_equal(done.views["noise"].rgba, frame.views["noise"].rgba)


@pytest.mark.parametrize(
    ("state", "image", "latent", "fold"),
    [
        ({}, "196,608", "4,096", "48-fold smaller"),
        ({"size": "1024"}, "3,145,728", "65,536", "48-fold smaller"),
        ({"factor": "16", "channels": 1}, "196,608", "256", "768-fold smaller"),
        ({"factor": "1", "channels": 3}, "196,608", "196,608", "as large"),
        ({"size": "64", "factor": "1", "channels": 16}, "12,288", "65,536", "5.33-fold larger"),
    ],
)
def test_values_and_factor_are_counted(stage, state, image, latent, fold):
    frame = stage.draw("latent-diffusion", state)
    assert f"{image} values" in frame.says
    assert f"has {latent}, {fold}." in frame.says
    assert frame.views["fold"].text == fold
    for view in ("compression", "generation"):
        assert image in frame.views[view].svg
        assert latent in frame.views[view].svg


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


def test_between_two_steps_a_path_turns():
    path = np.random.default_rng(0).standard_normal((3, 2, 4), np.float32)
    assert np.allclose(along(path, 0), path[0])
    assert np.allclose(along(path, 1), path[1])
    assert np.allclose(along(path, 2), path[2], atol=1e-6)
    z0, eps = np.array([[1.0, 0]], np.float32), np.array([[0, 1.0]], np.float32)
    turn = np.stack([math.cos(phi) * z0 + math.sin(phi) * eps for phi in angles(4)])
    phi = 0.5 * math.pi * (1 - 2.25 / 4)
    assert np.allclose(along(turn, 2.25), math.cos(phi) * z0 + math.sin(phi) * eps, atol=1e-6)


def test_the_run_goes_from_the_noise_to_the_last_step(stage):
    first = json.loads(stage.begin("latent-diffusion", "{}")[0])
    while (packed := stage.advance("latent-diffusion")) is not None:
        last = packed
    assert first["views"]["at"]["value"] == 0
    assert json.loads(last[0])["views"]["at"]["value"] == STEPS
    assert last[1] == bridge.pack(stage.draw("latent-diffusion", {}))[1]


def test_a_thing_is_the_same_as_itself_alone():
    one, other = [1], [1]
    assert Same(one) == Same(one)
    assert hash(Same(one)) == hash(Same(one))
    assert Same(one) != Same(other)
    assert Same(one) != one
