import numpy as np
import pytest

from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.likelihoods import gaussian
from aeexplain.nn.models.perceptron import perceptron
from aeexplain.nn.models.variational import Variational, bound
from aeexplain.nn.optimisers.adam import Adam, zeros_like
from aeexplain.nn.optimisers.vae_step import Learner, cold_start, named_views, vae_step

NET = Variational(Sequential(perceptron(9, 6, 4)), Sequential((*perceptron(2, 6, 9), Sigmoid())), 2)
ADAM, NATS = Adam(rate=5e-3), gaussian(0.2)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture
def x(rng):
    return (rng.random((64, 1), np.float32) * rng.random(9, np.float32)).astype(np.float32)


def noise(rng, count=64):
    return rng.standard_normal((count, 2), np.float32)


def test_a_step_is_adam_on_the_bound(rng, x):
    net, eps = NET.bind(NET.init(rng)), noise(rng)
    learner, params = Learner.of(net), {name: value.copy() for name, value in net.params.items()}
    before = vae_step(learner, x, eps, NATS, 2.0, ADAM, 0)
    same, grads = bound(NET, params, x, eps, NATS, 2.0)
    ADAM.update(params, grads, zeros_like(params), zeros_like(params), 0)
    assert before == same
    assert all(np.allclose(learner.params[name], params[name], atol=1e-6) for name in params)


def test_steps_lower_the_loss(rng, x):
    learner = cold_start(NET, x, rng)
    losses = [vae_step(learner, x, noise(rng), NATS, 1.0, ADAM, at).loss() for at in range(300)]
    assert np.mean(losses[-20:]) < np.mean(losses[:20]) - 1


def test_a_learner_leaves_the_network_that_it_came_from_alone(rng, x):
    net = NET.bind(NET.init(rng))
    before = {name: value.copy() for name, value in net.params.items()}
    learner = Learner.of(net)
    vae_step(learner, x, noise(rng), NATS, 1.0, ADAM, 0)
    assert all(np.array_equal(net.params[name], before[name]) for name in before)
    assert not np.array_equal(learner.model().params["encoder.0.weight"], before["encoder.0.weight"])


def test_a_model_taken_on_the_way_stays_as_it_was(rng, x):
    learner = cold_start(NET, x, rng)
    taken = learner.model()
    then = taken.encode(x)
    vae_step(learner, x, noise(rng), NATS, 1.0, ADAM, 0)
    assert np.array_equal(taken.bind(dict(taken.params)).encode(x), then)


def test_a_cold_start_says_nearly_the_mean_of_the_data(rng, x):
    model = cold_start(NET, x, rng).model()
    said = model.decode(np.zeros(2, np.float32))
    assert np.allclose(said, np.clip(x.mean(0), 1e-3, 1), atol=0.02)


def test_the_named_parameters_are_views_of_the_flat_ones(rng, x):
    learner = cold_start(NET, x, rng)
    assert all(np.shares_memory(view, learner.flat) for view in learner.params.values())
    assert {name: view.shape for name, view in named_views(NET, learner.flat).items()} == NET.shapes()
