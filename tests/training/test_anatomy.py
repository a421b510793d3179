"""The anatomy's recipe on made-up pictures, and the shipped network on its digits."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.trace import trace
from aeexplain.training.recipes.anatomy import (
    RECIPE,
    UNITS,
    Digits,
    measure_samples,
    moved,
    network,
    noisy_error,
)


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    parts = rng.random((6, 784)) < 0.15
    raw = np.minimum((rng.random((300, 6)) < 0.4) @ parts, 1).astype(np.float32)
    small = raw[:, :144]
    return Digits(raw, small, small[:50], small[:10])


@pytest.fixture(scope="module")
def shipped(root):
    return checkpoint.loads((root / "weights" / "anatomy.json").read_text(encoding="utf-8"), "anatomy.json")


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_some_steps_lower_the_loss(data):
    _, losses = trained(data, 80)
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:10])


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


def test_the_loss_has_the_gradient_of_its_value():
    net, rng = network(), np.random.default_rng(4)
    at = {name: 0.2 * rng.standard_normal(shape) for name, shape in net.shapes().items()}
    x, kept, noise = rng.random((3, 144)), rng.integers(0, 2, (3, UNITS)), rng.standard_normal((3, UNITS))
    _, gradient = noisy_error(net, at, x, kept, noise)
    assert gradient_gap(lambda p: noisy_error(net, p, x, kept, noise)[0], at, gradient, rng) < 1e-6


def test_a_digit_is_moved_by_one_pixel_at_most():
    dot = np.zeros((28, 28), np.float32)
    dot[13:15, 13:15] = 1
    places = set()
    for seed in range(100):
        small = moved(dot.reshape(1, -1), np.random.default_rng(seed)).reshape(12, 12)
        assert small.sum() == pytest.approx(1)
        places.add(tuple(np.round(np.array(np.nonzero(small)).mean(1), 1)))
    assert len(places) == 9


def test_the_shipped_network_rebuilds_its_digits(shipped):
    again = measure_samples(shipped.models, shipped.samples)
    assert again["mse"] == pytest.approx(shipped.metrics["samples"]["mse"], rel=1e-3, abs=5e-6)
    assert again["ratio"] < 0.9


def test_the_shipped_networks_units_can_all_be_read(shipped):
    inner, outer = trace(shipped.model, shipped.samples["digits"][3])
    assert inner[-1].shape == (UNITS,)
    assert inner[1].shape == outer[1].shape
    assert outer[-1].shape == (144,)


def test_a_digit_turns_on_a_few_units_and_each_unit_matters(shipped):
    assert shipped.metrics["on"] < 7 < UNITS
    assert min(shipped.metrics["without"]) > shipped.metrics["mse"]["net"]
