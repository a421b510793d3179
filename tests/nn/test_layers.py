import numpy as np
import pytest

from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import add_prefix, select_prefix
from aeexplain.nn.layers.mask import Gather, Scatter, to_hex
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.autoencoder import Autoencoder


def test_a_dense_layer_multiplies_and_adds():
    p = {"weight": np.array([[1.0, 2.0], [3.0, 4.0]]), "bias": np.array([10.0, 20.0])}
    assert np.array_equal(Dense(2, 2).forward(p, np.array([1.0, 1.0])), [14.0, 26.0])


def test_the_sigmoid_is_quiet_far_out():
    y = sigmoid(np.array([-1e4, 0, 1e4], np.float32))
    assert y.tolist() == [0.0, 0.5, 1.0]
    assert y.dtype == np.float32


def test_scatter_undoes_gather_where_the_mask_is_lit():
    lit = np.arange(20) % 3 == 0
    x = np.random.default_rng(0).random((4, 20))
    there = Gather(20, to_hex(lit)).forward({}, x)
    assert there.shape == (4, 7)
    assert np.array_equal(Scatter(20, to_hex(lit)).forward({}, there), x * lit)


@pytest.mark.parametrize("digits", ["", "ff", "fffffg", "ff ff ", "FFFFFF"])
def test_a_mask_of_the_wrong_length_or_letters_is_refused(digits):
    with pytest.raises(ValueError, match="wants 6 hexadecimal digits"):
        Gather(20, digits)


def test_a_sequence_names_its_parameters_by_place():
    layers = Sequential((Dense(4, 3), SiLU(), Dense(3, 2)))
    assert list(layers.shapes()) == ["0.weight", "0.bias", "2.weight", "2.bias"]


def test_selecting_a_prefix_undoes_adding_it():
    assert select_prefix("a", add_prefix("a", {"x": 1}) | add_prefix("ab", {"x": 2})) == {"x": 1}


def test_the_squared_error_is_a_mean_over_all_elements():
    loss, gradient = squared_error(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0]]))
    assert loss == 2.0
    assert gradient.tolist() == [[0.0, 2.0]]


def test_an_autoencoder_takes_one_input_or_a_batch():
    net = Autoencoder(Dense(6, 2), Dense(2, 6))
    net = net.bind(net.init(np.random.default_rng(0)))
    x = np.random.default_rng(1).random((5, 6), np.float32)
    z = net.encode(x)
    assert z.shape == (5, 2)
    assert np.allclose(net.encode(x[3]), z[3], atol=1e-6)
    assert np.allclose(net.decode(z[3]), net.decode(z)[3], atol=1e-6)


def test_a_model_refuses_parameters_that_are_not_its_own():
    with pytest.raises(ValueError, match="Autoencoder wants"):
        Autoencoder(Dense(6, 2), Dense(2, 6)).bind({"encoder.weight": np.zeros((6, 3))})
