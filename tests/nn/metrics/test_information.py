import numpy as np
import pytest

from aeexplain.nn.metrics.information import information_shares, mutual_information_gap


@pytest.fixture
def factors():
    return np.random.default_rng(0).random((4_000, 3))


def test_a_unit_that_is_a_factor_knows_all_of_it_and_nothing_of_the_others(factors):
    shares = information_shares(factors, factors)
    assert np.diag(shares) == pytest.approx(np.ones(3), abs=0.01)
    assert shares[~np.eye(3, dtype=bool)].max() < 0.03


def test_information_does_not_mind_a_curve_or_a_sign(factors):
    bent = np.exp(-3 * factors)
    assert np.allclose(
        information_shares(bent, factors), information_shares(factors, factors)[:, :], atol=1e-9
    )


def test_the_gap_is_one_where_each_factor_has_a_unit_and_near_zero_where_two_share_it(factors):
    assert mutual_information_gap(information_shares(factors, factors)) > 0.95
    twice = np.concatenate([factors, factors], 1)
    assert mutual_information_gap(information_shares(twice, factors)) < 0.01


def test_mixed_units_have_a_smaller_gap(factors):
    c, s = np.cos(np.pi / 4), np.sin(np.pi / 4)
    mixed = factors @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])
    assert mutual_information_gap(information_shares(mixed, factors)) < 0.5


def test_a_unit_that_says_always_the_same_knows_next_to_nothing(factors):
    silent = np.zeros((len(factors), 1))
    shuffled = factors[np.random.default_rng(1).permutation(len(factors))]
    assert information_shares(silent, shuffled).max() < 0.03
