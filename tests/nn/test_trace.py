import numpy as np

from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.trace import trace


def test_a_trace_ends_in_the_code_and_in_the_reconstruction():
    net = Autoencoder(Sequential((Dense(6, 4), SiLU(), Dense(4, 2))), Dense(2, 6))
    net = net.bind(net.init(np.random.default_rng(0)))
    x = np.random.default_rng(1).random(6, np.float32)
    inner, outer = trace(net, x)
    assert [a.shape for a in inner] == [(4,), (4,), (2,)]
    assert np.array_equal(inner[-1], net.encode(x))
    assert np.array_equal(outer[-1], net.decode(net.encode(x)))
    assert len(outer) == 1
