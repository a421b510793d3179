"""The VQ-VAE's recipe on a few made-up pictures, and the shipped file on its own digits."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.training.recipes import vq
from aeexplain.training.recipes.vq import RECIPE, Digits, control_error, measure_samples, network
from aeexplain.training.samples.mnist import Mnist


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    parts = rng.random((12, 784)) < 0.1
    pictures = (rng.random((300, 12)) < 0.3) @ parts  # (300, 784)
    x, labels = np.minimum(pictures, 1).astype(np.float32), np.arange(300, dtype=np.uint8) % 10
    return Digits(Mnist(x, labels, x[:50], labels[:50]), network(np.arange(784) % 4 > 0, hidden=24))


@pytest.fixture(scope="module")
def shipped(root):
    return checkpoint.loads((root / "weights" / "vq.json").read_text(encoding="utf-8"), "vq.json")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(vq, "SOME", 200)
    monkeypatch.setattr(vq, "ROUNDS", 3)


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss(data):
    _, losses = trained(data, 60)
    assert np.mean(losses[-5:]) < 0.8 * np.mean(losses[:5])


def test_a_few_steps_lower_the_controls_error_too(data):
    x = data.mnist.test
    before, after = (control_error(data.net, trained(data, steps)[0]["control"], x)[0] for steps in (0, 60))
    assert after < 0.8 * before


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


def test_the_codebook_follows_the_vectors_and_the_k_means_centres_stay(data):
    before, after = trained(data, 0)[0], trained(data, 5)[0]
    assert not np.array_equal(before["net"]["codebook"], after["net"]["codebook"])
    assert np.array_equal(before["control"]["centres"], after["control"]["centres"])
    assert np.array_equal(before["control_average"]["centres"], after["control_average"]["centres"])


def test_the_controls_decoder_is_as_wide_and_no_weaker(data):
    state, _ = trained(data, 0)
    net, control = state["net"], state["control"]
    assert control["decoder.0.weight"].shape == (16 * 32, 24)
    assert net["decoder.0.weight"].shape == (16 * 2, 24)
    assert control["decoder.2.weight"].shape == net["decoder.2.weight"].shape
    assert len(control["centres"]) == len(net["codebook"])


def test_every_token_begins_with_vectors_that_spread_alike(data):
    state, _ = trained(data, 0)
    z = data.net.bind(state["net"]).encode(data.mnist.train)  # (n, 16, 2)
    assert np.abs(z.mean(0)).max() < 0.2
    assert np.abs(z.std(0) - 1).max() < 0.2


def test_the_shipped_network_rebuilds_its_digits_from_sixteen_tokens(shipped):
    again = measure_samples(shipped.models, shipped.samples)
    assert again["mse"] == pytest.approx(shipped.metrics["samples"]["mse"], rel=1e-3, abs=5e-6)
    assert again["mse"] < 0.010
    tokens = shipped.model.quantise(shipped.model.encode(shipped.samples["digits"]))
    assert tokens.shape == (10, 16)


def test_the_kept_errors_are_of_the_shipped_network(shipped):
    assert shipped.metrics["samples"]["test"]["net"] == pytest.approx(
        shipped.metrics["mse"], rel=1e-3, abs=5e-6
    )


def test_the_shipped_codebook_is_32_points_of_the_plane_all_in_use(shipped):
    codebook = shipped.model.params["codebook"]
    assert len(np.unique(codebook, axis=0)) == 32
    assert codebook.shape == (32, 2)
    assert min(shipped.metrics["share"]) > 0
