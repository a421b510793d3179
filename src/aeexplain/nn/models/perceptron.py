"""The plain network: dense layers with a SiLU between each two."""

from itertools import pairwise

from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Layer


def perceptron(*sizes: int) -> tuple[Layer, ...]:
    """Return the layers from sizes[0] numbers to sizes[-1] by way of the sizes between; the last one is dense."""
    layers: list[Layer] = []
    for inputs, outputs in pairwise(sizes):
        layers += [Dense(inputs, outputs), SiLU()]
    return tuple(layers[:-1])
