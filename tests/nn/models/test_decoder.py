import numpy as np

from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.models.decoder import Decoder


def test_a_decoder_gives_its_logits_and_their_sigmoid():
    decoder = Decoder(Dense(2, 5))
    decoder = decoder.bind(decoder.net.init(np.random.default_rng(0)))
    z = np.random.default_rng(1).standard_normal((3, 2), np.float32)
    assert decoder.logits(z).shape == (3, 5)
    assert np.allclose(decoder.decode(z), sigmoid(decoder.logits(z)), atol=1e-6)
    assert np.allclose(decoder.decode(z[1]), decoder.decode(z)[1], atol=1e-6)
