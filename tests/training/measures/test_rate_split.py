import math

import numpy as np
import pytest

from aeexplain.nn.losses.kl import kl_divergence
from aeexplain.training.measures.rate_split import mixture_log_density, rate_split


@pytest.fixture
def posteriors():
    rng = np.random.default_rng(0)
    return rng.normal(0, 0.9, (700, 2)), rng.normal(-2, 0.3, (700, 2)), rng.standard_normal((700, 2))


def test_the_two_parts_are_the_rate(posteriors):
    split = rate_split(*posteriors)
    assert split.information + split.marginal == pytest.approx(split.rate)
    assert split.rate == pytest.approx(kl_divergence(*posteriors[:2]).sum(1).mean())


def test_a_code_that_is_the_prior_whatever_the_input_says_nothing():
    zeros = np.zeros((300, 2))
    split = rate_split(zeros, zeros, np.random.default_rng(0).standard_normal((300, 2)))
    assert (split.rate, split.information, split.marginal) == pytest.approx((0, 0, 0), abs=1e-9)


def test_posteriors_that_never_meet_tell_the_inputs_apart():
    mu = np.arange(50.0)[:, None] * 10
    split = rate_split(mu, np.zeros((50, 1)), np.random.default_rng(0).standard_normal((50, 1)))
    assert split.information == pytest.approx(math.log(50), abs=1e-3)


def test_a_shifted_code_is_all_marginal():
    mu = np.full((400, 1), 3.0)
    split = rate_split(mu, np.zeros((400, 1)), np.random.default_rng(0).standard_normal((400, 1)))
    assert split.information == pytest.approx(0, abs=1e-9)
    assert split.marginal == pytest.approx(4.5)


def test_the_mixture_is_a_density_that_sums_to_one(posteriors):
    axis = np.linspace(-6, 6, 161)
    z = np.stack(np.meshgrid(axis, axis), -1).reshape(-1, 2)
    area = (axis[1] - axis[0]) ** 2
    total = np.exp(mixture_log_density(z, posteriors[0][:50], posteriors[1][:50])).sum() * area
    assert total == pytest.approx(1, abs=0.01)
