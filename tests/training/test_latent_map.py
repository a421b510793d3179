from pathlib import Path

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.nn.metrics.data_region import distance_to_nearest
from aeexplain.training.gates import check_gates
from aeexplain.training.measures.digit_classifier import DigitClassifier
from aeexplain.training.recipes.latent_map import (
    PICTURED,
    POINTS,
    RECIPE,
    Digits,
    network,
    plane,
    shown,
    wide_apart,
)
from aeexplain.training.samples.active_pixels import active_pixels
from aeexplain.training.samples.mnist import Mnist

WEIGHTS = Path(__file__).parents[2] / "weights" / "latent-map.json"


def blots(count, rng):
    """Ten classes: a bar of ink, each at its own height, of any strength."""
    labels = (np.arange(count) % 10).astype(np.uint8)
    x = np.zeros((count, 28, 28), np.float32)
    x[np.arange(count), 4 + 2 * labels, 8:20] = rng.uniform(0.3, 1, (count, 1))
    return x.reshape(count, 784), labels


class Follower(DigitClassifier):
    """Takes the likeliest class to be that of the darkest row of pixels, surely."""

    def probabilities(self, x):
        rows = x.reshape(-1, 28, 28).sum(2)[:, 4:24:2]
        return np.eye(10)[rows.argmax(1)]


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(2)
    digits = Mnist(*blots(500, rng), *blots(1200, rng))
    return Digits(digits, network(active_pixels(digits.train, 1e-3), 16, 8), Follower({}))


def run(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


@pytest.fixture(scope="module")
def trained(data):
    return run(data, 150)


def test_the_loss_falls(trained):
    _, losses = trained
    assert np.mean(losses[-10:]) < 0.9 * np.mean(losses[:10])


def test_the_seed_decides_everything(data):
    first, again, other = (run(data, 3, seed)[0]["average"] for seed in (5, 5, 6))
    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert any(not np.array_equal(first[name], other[name]) for name in first)


def test_before_anything_is_learned_the_mean_image_is_decoded(data):
    params = RECIPE.begin(data, np.random.default_rng(0))["params"]
    decoded = data.net.bind(params).decode(np.zeros(2, np.float32))
    assert decoded == pytest.approx(data.mnist.train.mean(0), abs=2e-3)


def test_the_map_has_a_hundred_points_a_class_and_the_pictured_ones_come_first(data, trained):
    finished = RECIPE.finish(trained[0], data)
    samples = {name: packed.unpack() for name, packed in finished.samples.items()}
    assert samples["codes"].shape == (1000, 2)
    assert np.bincount(samples["labels"]).tolist() == [POINTS] * 10
    assert samples["digits"].shape == (10 * PICTURED, 784)
    able = {"net": finished.models["net"]}
    assert RECIPE.measure_samples(able, samples)["apart"] < 0.1


def test_every_gate_has_its_metric(data, trained):
    metrics = RECIPE.measure(RECIPE.finish(trained[0], data).models, data)
    results = check_gates(RECIPE.gates, metrics | {"gzip": 0})
    assert len(results) == len(RECIPE.gates)
    assert metrics["elbo"] == pytest.approx(-metrics["distortion"] - metrics["kl"])
    assert 0 < metrics["region"]["area"] < 1


def test_points_are_the_first_of_their_class():
    labels = np.tile(np.arange(10), 150)
    assert shown(labels).reshape(10, POINTS)[3].tolist() == list(range(3, 1000, 10))


def test_codes_that_lie_wide_apart_begin_with_the_middle_one():
    z = np.array([[0, 0], [0.1, 0], [3, 0], [-3, 0.2], [0, 2.9], [2.9, 0]], np.float32)
    assert wide_apart(z, 4)[0] in (0, 1)
    assert set(wide_apart(z, 4)[1:]) == {2, 3, 4}


def test_the_plane_is_read_from_its_top_left():
    assert plane(3)[:4].tolist() == [[-3, 3], [0, 3], [3, 3], [-3, 0]]


@pytest.fixture(scope="module")
def shipped():
    return checkpoint.loads(WEIGHTS.read_text(encoding="utf-8"), str(WEIGHTS))


def test_the_shipped_points_are_the_codes_of_the_shipped_digits(shipped):
    assert RECIPE.measure_samples(shipped.models, shipped.samples)["apart"] < 0.02
    assert shipped.samples["labels"][: 10 * PICTURED].tolist() == np.repeat(range(10), PICTURED).tolist()


def test_the_shipped_map_tells_its_digits_apart(shipped):
    """A decode of a digit's code is nearer to that digit than to the others that are pictured, most of the time."""
    x, net = shipped.samples["digits"], shipped.model
    x_hat = net.decode(net.encode(x))
    square = ((x_hat[:, None] - x) ** 2).sum(2)
    labels = shipped.samples["labels"][: len(x)]
    assert np.mean(labels[square.argmin(1)] == labels) > 0.7


def test_the_shipped_region_holds_what_the_prior_draws_and_not_what_is_far(shipped):
    codes, radius = shipped.samples["codes"], shipped.metrics["region"]["radius"]
    prior = np.random.default_rng(0).standard_normal((1000, 2))
    assert np.mean(distance_to_nearest(prior, codes) <= radius) > 0.9
    assert distance_to_nearest(np.array([9.0, 9.0]), codes) > radius
