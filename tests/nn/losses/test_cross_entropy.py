import numpy as np
import pytest

from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.losses.cross_entropy import cross_entropy, softmax


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def test_the_softmax_is_a_distribution_however_large_the_logits():
    p = softmax(np.array([[0.0, 1000.0, 1000.0], [-1000.0, 0.0, -1000.0]], np.float32))
    assert p == pytest.approx(np.array([[0, 0.5, 0.5], [0, 1, 0]]), abs=1e-6)


def test_the_cross_entropy_has_the_gradient_of_its_value(rng):
    logits, target = rng.standard_normal((7, 4)), softmax(rng.standard_normal((7, 4)))
    _, gradient = cross_entropy(logits, target)
    gap = gradient_gap(
        lambda at: cross_entropy(at["logits"], target)[0], {"logits": logits}, {"logits": gradient}, rng
    )
    assert gap < 1e-6


def test_knowing_nothing_of_four_classes_costs_two_bits():
    loss, _ = cross_entropy(np.zeros((5, 4)), np.eye(4)[[0, 1, 2, 3, 0]])
    assert loss == pytest.approx(2 * np.log(2))


def test_a_wrong_certainty_costs_its_logit_and_stays_finite():
    loss, gradient = cross_entropy(np.array([[1000.0, 0.0]], np.float32), np.array([[0.0, 1.0]], np.float32))
    assert loss == pytest.approx(1000)
    assert gradient.tolist() == [[1, -1]]
