import numpy as np
import pytest

from aeexplain.nn.metrics.neighbourhoods import continuity, trustworthiness
from aeexplain.nn.metrics.ranks import ranks, spearman


@pytest.fixture
def rng():
    return np.random.default_rng(9)


@pytest.fixture
def plane(rng):
    return rng.random((300, 2))


def by_the_book(truth, shown, k):
    """Return trustworthiness as Venna and Kaski write it, point by point."""
    n, cost = len(truth), 0
    for i in range(n):
        true, near = (np.argsort(((x - x[i]) ** 2).sum(1), kind="stable") for x in (truth, shown))
        rank = {j: place for place, j in enumerate(true)}  # the point itself has rank 0
        cost += sum(rank[j] - k for j in near[1 : k + 1] if rank[j] > k)
    return 1 - 2 * cost / (n * k * (2 * n - 3 * k - 1))


def test_trustworthiness_is_what_the_paper_says(plane, rng):
    shown = plane + 0.1 * rng.standard_normal(plane.shape)
    assert trustworthiness(plane, shown, 7) == pytest.approx(by_the_book(plane, shown, 7), abs=1e-6)
    assert continuity(plane, shown, 7) == pytest.approx(by_the_book(shown, plane, 7), abs=1e-6)


def test_a_turned_and_stretched_map_keeps_every_neighbourhood(plane):
    shown = 3 * plane @ [[0.6, 0.8], [-0.8, 0.6]]
    assert trustworthiness(plane, shown) == 1
    assert continuity(plane, shown) == 1


def test_a_map_by_chance_is_trusted_by_half(plane, rng):
    assert trustworthiness(plane, rng.random((300, 2))) == pytest.approx(0.5, abs=0.05)


def test_a_fold_brings_strangers_together_and_a_cut_parts_neighbours(plane):
    fold = np.abs(plane - [0.5, 0])
    assert trustworthiness(plane, fold) < 0.95 < continuity(plane, fold)
    cut = plane + [5, 0] * (plane[:, :1] > 0.5)
    assert continuity(plane, cut) < 0.99 < trustworthiness(plane, cut)


def test_a_few_anchors_say_nearly_what_all_points_say(plane, rng):
    shown = plane + 0.1 * rng.standard_normal(plane.shape)
    few = trustworthiness(plane, shown, anchors=np.arange(0, 300, 3))
    assert few == pytest.approx(trustworthiness(plane, shown), abs=0.02)


@pytest.mark.parametrize("k", [0, 150])
def test_too_few_or_too_many_neighbours_are_refused(plane, k):
    with pytest.raises(ValueError, match=f"of 300 points {k} neighbours"):
        trustworthiness(plane, plane, k)


def test_ranks_are_places_in_rising_order():
    assert ranks(np.array([0.3, -1.0, 7.0, 0.5])).tolist() == [1, 0, 3, 2]


def test_spearman_sees_order_and_nothing_else(rng):
    x = rng.standard_normal(50)
    assert spearman(x, np.exp(x)) == pytest.approx(1)
    assert spearman(x, -(x**3)) == pytest.approx(-1)
    assert abs(spearman(rng.random(2000), rng.random(2000))) < 0.1
