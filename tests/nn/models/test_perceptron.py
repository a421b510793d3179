import pytest

from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.models.perceptron import perceptron


def test_there_is_a_silu_between_each_two_dense_layers_and_none_after_the_last():
    assert perceptron(5, 4, 3, 2) == (Dense(5, 4), SiLU(), Dense(4, 3), SiLU(), Dense(3, 2))
    assert perceptron(5, 2) == (Dense(5, 2),)


def test_an_empty_layer_is_refused():
    with pytest.raises(ValueError, match="empty"):
        perceptron(5, 0, 2)
