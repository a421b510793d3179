import numpy as np
import pytest

from aeexplain.nn.layers.layer import Params
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.models.perceptron import perceptron
from aeexplain.training.steps.bias_correction import pack_with_bias_correction

NET = Sequential(perceptron(12, 9, 7))


@pytest.fixture
def params() -> Params:
    return NET.init(np.random.default_rng(0))


@pytest.fixture
def x():
    return np.random.default_rng(1).random((300, 12), np.float32)


def test_every_parameter_is_packed_and_the_fine_ones_are_float16(params, x):
    arrays, y = pack_with_bias_correction(NET, params, x, fine=[2])
    assert {name: packed.data.shape for name, packed in arrays.items()} == NET.shapes()
    assert {name: packed.dtype for name, packed in arrays.items() if name.endswith("weight")} == {
        "0.weight": "int8",
        "2.weight": "float16",
    }
    assert np.array_equal(y, NET.forward(params, x))


def test_a_layer_keeps_its_mean_output(params, x):
    one = Sequential(NET.layers[:1])
    own = {name: value for name, value in params.items() if name.startswith("0.")}
    arrays, y = pack_with_bias_correction(one, own, x)
    shipped = one.forward({name: packed.unpack() for name, packed in arrays.items()}, x)
    plain = one.forward({"0.weight": arrays["0.weight"].unpack(), "0.bias": own["0.bias"]}, x)
    assert np.abs((shipped - y).mean(0)).max() < 1e-3 < np.abs((plain - y).mean(0)).max()
