import numpy as np
import pytest

from aeexplain.training.measures.frechet_distance import frechet_distance


@pytest.fixture
def rng():
    return np.random.default_rng(8)


def test_a_set_is_at_no_distance_from_itself(rng):
    x = rng.standard_normal((300, 5))
    assert frechet_distance(x, x[::-1]) == pytest.approx(0, abs=1e-8)


def test_a_shift_counts_with_its_square(rng):
    x = rng.standard_normal((300, 5))
    assert frechet_distance(x, x + np.array([3, 0, 4, 0, 0])) == pytest.approx(25)


def test_along_one_axis_it_compares_spreads(rng):
    x = rng.standard_normal((1000, 3))
    spread = x.std(0, ddof=1)
    assert frechet_distance(x, x.mean(0) + 3 * (x - x.mean(0))) == pytest.approx(4 * (spread**2).sum())


def test_features_that_never_vary_do_no_harm(rng):
    x = rng.standard_normal((100, 4)) * np.array([1, 0, 1, 0])
    assert frechet_distance(x, x) == pytest.approx(0, abs=1e-8)
