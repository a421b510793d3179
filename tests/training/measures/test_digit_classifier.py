from dataclasses import replace

import numpy as np
import pytest

from aeexplain.training.measures.digit_classifier import (
    FEATURES,
    NET,
    RECIPE,
    DigitClassifier,
    moved,
    trained,
)
from aeexplain.training.samples.mnist import Mnist


def tiny():
    """Two classes of noise, easily told apart."""
    rng = np.random.default_rng(1)
    labels = rng.integers(2, size=600).astype(np.uint8)
    x = rng.random((600, 784), np.float32) * np.where(labels, 1, 0.2)[:, None].astype(np.float32)
    return Mnist(x[:500], labels[:500], x[500:], labels[500:])


SHORT = replace(RECIPE, steps=12, data=tiny)


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    path = tmp_path_factory.mktemp("cache") / "digit-classifier.npz"
    return trained(SHORT, path), path


def refused():
    raise AssertionError("the cached classifier was not used")


def test_it_learns_to_tell_classes_apart(short):
    data = tiny()
    classifier = DigitClassifier(short[0].state["params"])
    assert classifier.accuracy(data.test, data.test_labels) > 0.95
    assert classifier.probabilities(data.test).sum(1) == pytest.approx(np.ones(100), abs=1e-5)
    assert classifier.features(data.test).shape == (100, FEATURES)


def test_a_second_call_finds_it_in_the_cache(short):
    training, path = short
    again = trained(replace(SHORT, data=refused), path)
    assert all(np.array_equal(again.state["params"][k], v) for k, v in training.state["params"].items())


def test_a_damaged_file_is_trained_anew_to_the_same_judge(short, tmp_path):
    training, path = short
    damaged = tmp_path / "digit-classifier.npz"
    damaged.write_bytes(path.read_bytes()[1:])
    again = trained(SHORT, damaged)
    assert all(np.array_equal(again.state["average"][k], v) for k, v in training.state["average"].items())
    assert trained(replace(SHORT, data=refused), damaged).step == SHORT.steps
    assert [file.name for file in tmp_path.iterdir()] == ["digit-classifier.npz"]


def test_other_settings_make_another_judge(short, tmp_path):
    training, path = short
    other = tmp_path / "digit-classifier.npz"
    other.write_bytes(path.read_bytes())
    again = trained(replace(SHORT, seed=1), other)
    assert not np.array_equal(again.state["params"]["1.weight"], training.state["params"]["1.weight"])


def test_the_judge_says_how_sure_it_is_of_all_ten_classes():
    classifier = DigitClassifier(NET.init(np.random.default_rng(0)))
    assert classifier.probabilities(np.zeros((3, 784), np.float32)).shape == (3, 10)


def test_a_digit_is_moved_by_whole_pixels():
    x = np.zeros((2, 28, 28), np.float32)
    x[:, 5, 6] = 1
    y = moved(x.reshape(2, 784), 1, -1).reshape(2, 28, 28)
    assert np.argwhere(y).tolist() == [[0, 6, 5], [1, 6, 5]]
