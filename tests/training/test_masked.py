"""The masked autoencoder's recipe on a few made-up pictures, and the shipped file on its own digits."""

from itertools import pairwise

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.nn.image_patches import from_patches, neighbour_fill
from aeexplain.training.recipes import masked
from aeexplain.training.recipes.masked import RECIPE, hidden_error, hidden_errors, measure_samples
from aeexplain.training.samples.mnist import Mnist


@pytest.fixture(scope="module")
def data():
    pictures = np.random.default_rng(0).random((60, 784), np.float32) * np.linspace(0, 0.2, 784)
    labels = np.arange(60, dtype=np.uint8) % 10
    return Mnist(pictures.astype(np.float32), labels, pictures[:20].astype(np.float32), labels[:20])


@pytest.fixture(scope="module")
def shipped(root):
    return checkpoint.loads((root / "weights" / "masked.json").read_text(encoding="utf-8"), "masked.json")


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(masked, "BATCH", 16)


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, masked.WARM_UP + at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss(data, small):
    _, losses = trained(data, 40)
    assert np.mean(losses[-5:]) < 0.3 * np.mean(losses[:5])


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data, small):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


def test_the_error_is_that_of_hidden_patches_only(data):
    visible = np.tile(np.arange(16) < 12, (20, 1))
    assert hidden_error(lambda x, _: x + 1, data.test, visible) == pytest.approx(1)
    assert hidden_error(neighbour_fill, data.test, visible) > 0
    spoilt = from_patches(np.repeat(visible, 49).reshape(20, 16, 49).astype(np.float32))
    assert hidden_error(lambda x, _: x + spoilt, data.test, visible) == 0


def test_the_shipped_network_fills_in_far_better_than_neighbours_do(shipped):
    again = measure_samples(shipped.models, shipped.samples)
    for name in ("net", "neighbour"):
        assert again["mse"][name] == pytest.approx(
            shipped.metrics["samples"]["mse"][name], rel=1e-3, abs=5e-6
        )
    net, neighbour = (np.array(again["mse"][name]) for name in ("net", "neighbour"))
    assert (net[2:] < 0.5 * neighbour[2:]).all()


def test_the_shipped_digits_are_one_of_each_class(shipped):
    assert shipped.samples["labels"].tolist() == list(range(10))


def test_the_more_is_seen_the_better_it_is_filled_in(shipped):
    net = shipped.metrics["mse"]["net"]
    assert all(more < less for less, more in pairwise(net[:13]))
    assert net[0] < 1.02 * shipped.metrics["mse"]["mean"][0]


def test_every_digit_has_its_own_masks_which_grow_with_the_count(data):
    seen = []

    def fill(x, visible):
        seen.append(visible)
        return x

    hidden_errors(fill, data.test)
    assert [np.unique(v.sum(1)).tolist() for v in seen] == [[count] for count in range(16)]
    assert all((more | less == more).all() for less, more in pairwise(seen))
    assert len(np.unique(seen[8], axis=0)) > 15
