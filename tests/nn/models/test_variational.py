import math

import numpy as np
import pytest

from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.kl import kl_divergence, kl_divergence_gradient
from aeexplain.nn.losses.likelihoods import bernoulli, gaussian
from aeexplain.nn.models.variational import Bound, Variational, bound

NET = Variational(
    Sequential((Dense(6, 5), SiLU(), Dense(5, 4))),
    Sequential((Dense(2, 5), SiLU(), Dense(5, 6), Sigmoid())),
    2,
)
SMALL = 1e-6


@pytest.fixture
def rng():
    return np.random.default_rng(5)


@pytest.fixture
def net(rng):
    return NET.bind(NET.init(rng))


@pytest.mark.parametrize("nats", [bernoulli, gaussian(0.3)], ids=["bernoulli", "gaussian"])
@pytest.mark.parametrize("beta", [0.1, 1, 4])
def test_the_bound_has_the_gradient_of_its_loss_through_sample_and_prior(nats, beta, rng):
    params = {name: 0.5 * rng.standard_normal(shape) for name, shape in NET.shapes().items()}
    x, eps = rng.random((7, 6)), rng.standard_normal((7, 2))
    _, gradient = bound(NET, params, x, eps, nats, beta)
    gap = gradient_gap(lambda at: bound(NET, at, x, eps, nats, beta)[0].loss(beta), params, gradient, rng)
    assert gap < SMALL


@pytest.mark.parametrize("nats", [bernoulli, gaussian(0.3)], ids=["bernoulli", "gaussian"])
def test_a_likelihood_has_the_gradient_of_its_cost(nats, rng):
    x_hat, x = rng.uniform(0.1, 0.9, (2, 5, 4))
    _, gradient = nats(x_hat, x)
    assert gradient_gap(lambda at: nats(at["x"], x)[0], {"x": x_hat}, {"x": gradient}, rng) < SMALL


def test_the_divergence_has_the_gradient_of_its_value(rng):
    at = {"mu": rng.standard_normal((3, 2)), "log_variance": rng.standard_normal((3, 2))}
    gradient = dict(zip(at, kl_divergence_gradient(**at), strict=True))
    assert gradient_gap(lambda p: float(kl_divergence(**p).sum()), at, gradient, rng) < SMALL


def test_the_divergence_is_what_many_draws_say(rng):
    mu, sigma = 0.8, 0.5
    z = mu + sigma * rng.standard_normal(400_000)
    log_ratio = -0.5 * ((z - mu) / sigma) ** 2 - math.log(sigma) + 0.5 * z**2
    exact = kl_divergence(np.array(mu), np.array(2 * math.log(sigma)))
    assert exact == pytest.approx(log_ratio.mean(), abs=0.01)


def test_the_prior_itself_costs_nothing():
    assert not kl_divergence(np.zeros(3), np.zeros(3)).any()


def test_the_gaussian_cost_is_minus_the_log_of_the_density():
    x_hat, x, spread = np.array([[0.2, 0.9]]), np.array([[0.5, 0.5]]), 0.1
    density = np.exp(-((x - x_hat) ** 2) / (2 * spread**2)) / (spread * math.sqrt(2 * math.pi))
    assert gaussian(spread)(x_hat, x)[0] == pytest.approx(-np.log(density).sum())


def test_the_bernoulli_cost_is_finite_where_the_decoder_is_sure_and_wrong():
    cost, gradient = bernoulli(np.array([[1.0, 0.0]], np.float32), np.array([[0.0, 1.0]], np.float32))
    assert cost == pytest.approx(-2 * math.log(1e-6), rel=0.01)
    assert np.isfinite(gradient).all()
    assert gradient.dtype == np.float32


def test_a_sample_without_noise_is_the_mean(net, rng):
    x = rng.random((3, 6), np.float32)
    assert np.array_equal(net.sample(x, np.zeros((3, 2), np.float32)), net.encode(x))


def test_a_sample_moves_by_the_standard_deviation(net, rng):
    x = rng.random((3, 6), np.float32)
    mu, log_variance = net.posterior(x)
    assert np.allclose(net.sample(x, np.ones((3, 2), np.float32)) - mu, np.exp(log_variance / 2), atol=1e-6)


def test_a_variational_autoencoder_takes_one_input_or_a_batch(net, rng):
    x = rng.random((4, 6), np.float32)
    assert np.allclose(net.decode(net.encode(x[2])), net.decode(net.encode(x))[2], atol=1e-6)
    assert np.allclose(net.kl(x[2]), net.kl(x)[2], atol=1e-6)
    assert net.kl(x).shape == (4, 2)


def test_training_keeps_single_precision(rng):
    params = NET.init(rng)
    x, eps = rng.random((4, 6), np.float32), rng.standard_normal((4, 2), np.float32)
    _, gradient = bound(NET, params, x, eps, gaussian(0.1), 2.0)
    assert {name: g.shape for name, g in gradient.items()} == NET.shapes()
    assert {g.dtype for g in gradient.values()} == {np.dtype(np.float32)}


def test_beta_weighs_the_rate_alone():
    assert Bound(distortion=3.0, rate=2.0).loss() == 5.0
    assert Bound(distortion=3.0, rate=2.0).loss(4) == 11.0


def test_an_empty_code_is_refused():
    with pytest.raises(ValueError, match="a code of 0 units is empty"):
        Variational(Dense(6, 2), Dense(1, 6), 0)
