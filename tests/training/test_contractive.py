"""The contractive recipe on made-up pictures, and the shipped pairs on their digits."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.nn.layers.layer import select_prefix
from aeexplain.training.recipes import contractive
from aeexplain.training.recipes.contractive import RECIPE, WEIGHTS, Digits, error, measure_samples


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    parts = rng.random((6, 144)) < 0.15
    x = np.minimum((rng.random((300, 6)) < 0.4) @ parts, 1).astype(np.float32)
    return Digits(x, x[:50], x[:10])


@pytest.fixture(scope="module")
def shipped(root):
    text = (root / "weights" / "contractive.json").read_text(encoding="utf-8")
    return checkpoint.loads(text, "contractive.json")


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss(data):
    _, losses = trained(data, 40)
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


def test_the_plain_net_is_stopped_as_soon_as_it_rebuilds_as_well(data, monkeypatch):
    monkeypatch.setattr(contractive, "CONTRACTIVE_STEPS", 30)
    state, _ = trained(data, 31)
    first = error(state["params"], "plain", data.train)
    rng = np.random.default_rng(9)
    for at in range(31, 400):
        RECIPE.step(state, data, at, rng)
    for name in WEIGHTS:
        assert state["done"][name][0] == 1
        stopped, wanted = (error(state[group], name, data.train) for group in ("stopped", "params"))
        assert 0.8 * wanted < stopped <= wanted < first
    frozen = select_prefix("plain", state["params"])["weight"].copy()
    RECIPE.step(state, data, 400, rng)
    assert np.array_equal(select_prefix("plain", state["params"])["weight"], frozen)


def test_the_shipped_pairs_are_what_their_metrics_say(shipped):
    again = measure_samples(shipped.models, shipped.samples)
    for name in WEIGHTS:
        stored = shipped.metrics["samples"][name]
        for kind in ("contractive", "plain", "ratio"):
            assert again[name][kind] == pytest.approx(stored[kind], rel=1e-3, abs=5e-6)


def test_each_shipped_pair_rebuilds_alike_and_the_contractive_one_moves_less(shipped):
    for name in WEIGHTS:
        ratio = shipped.metrics[name]["ratio"]
        assert ratio["mse"] == pytest.approx(1, abs=0.05)
        assert max(ratio["jacobian"], ratio["shift"], ratio["across"]) < 0.7
        assert ratio["across"] < ratio["along"]


def test_contraction_grows_with_its_weight(shipped):
    norms = [shipped.metrics[name]["contractive"]["jacobian"] for name in WEIGHTS]
    assert norms == sorted(norms, reverse=True)
