from functools import partial

import numpy as np
import pytest

from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.losses.l1 import l1_penalty
from aeexplain.nn.models.sparse import SparseAutoencoder, excitation, keep_largest, normalise, sparse_loss


@pytest.fixture
def net():
    net = SparseAutoencoder(6, 10, active=3)
    return net.bind(net.init(np.random.default_rng(0)))


@pytest.fixture
def x():
    return np.random.default_rng(1).random((7, 6), np.float32)


@pytest.mark.parametrize("active", [1, 3, 10])
@pytest.mark.parametrize("weight", [0, 0.7])
def test_the_loss_has_the_gradient_of_its_value(active, weight):
    net, rng = SparseAutoencoder(6, 10, active), np.random.default_rng(5)
    at = {name: 0.5 * rng.standard_normal(shape) for name, shape in net.shapes().items()}
    x, penalty = rng.random((7, 6)), partial(l1_penalty, weight=weight)
    _, gradient = sparse_loss(net, at, x, penalty)
    assert gradient_gap(lambda p: sparse_loss(net, p, x, penalty)[0], at, gradient, rng) < 1e-6


def test_the_penalty_is_the_mean_sum_of_absolute_values_with_its_gradient():
    z, rng = np.random.default_rng(2).standard_normal((5, 4)), np.random.default_rng(3)
    price, gradient = l1_penalty(z, 0.3)
    assert price == pytest.approx(0.3 * np.abs(z).sum(1).mean())
    assert gradient_gap(lambda p: l1_penalty(p["z"], 0.3)[0], {"z": z}, {"z": gradient}, rng) < 1e-6


def test_no_more_units_are_active_than_asked_for(net, x):
    assert ((net.encode(x) > 0).sum(1) <= 3).all()
    assert ((net.encode(x, 1) > 0).sum(1) <= 1).all()
    assert not net.encode(x, 0).any()


def test_the_active_units_are_the_most_excited_ones(net, x):
    a = excitation(net.params, x)
    for excited, z in zip(a, net.encode(x), strict=True):
        on = np.flatnonzero(z)
        assert set(on) <= set(np.argsort(excited)[-3:])
        assert np.array_equal(z[on], excited[on])


def test_strongest_takes_one_code_or_many():
    z = np.array([[3.0, 1.0, 2.0], [0.0, 5.0, 4.0]])
    assert keep_largest(z, 2).tolist() == [[1, 0, 1], [0, 1, 1]]
    assert keep_largest(z[0], 1).tolist() == [1, 0, 0]
    assert keep_largest(z, 0).tolist() == [[0, 0, 0], [0, 0, 0]]
    assert keep_largest(z, 5).all()


def test_a_reconstruction_is_the_centre_and_its_parts(net, x):
    z = net.encode(x[2])
    assert net.parts(z).shape == (10, 6)
    assert np.allclose(net.params["centre"] + net.parts(z).sum(0), net.decode(z), atol=1e-6)


def test_one_input_is_coded_as_it_is_among_others(net, x):
    assert np.allclose(net.encode(x[4]), net.encode(x)[4], atol=1e-6)
    assert np.allclose(net.decode(net.encode(x[4])), net.decode(net.encode(x))[4], atol=1e-6)


def test_atoms_have_length_one_and_keep_their_directions():
    params = {"dictionary": np.random.default_rng(3).standard_normal((6, 4))}
    before = params["dictionary"].copy()
    normalise(params)
    assert np.linalg.norm(params["dictionary"], axis=0) == pytest.approx(np.ones(4))
    assert (params["dictionary"] * before).sum(0) == pytest.approx(np.linalg.norm(before, axis=0))


def test_more_active_units_than_there_are_is_refused():
    with pytest.raises(ValueError, match="11 of 10 units cannot be active"):
        SparseAutoencoder(6, 10, 11)
