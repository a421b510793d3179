"""What passes through a network, layer by layer, for figures that draw it."""

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Layer, Params, select_prefix
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.models.autoencoder import Autoencoder


def trace(net: Autoencoder, x: Array) -> tuple[list[Array], list[Array]]:
    """Return the encoder's layers' outputs for x (..., inputs), the last being the code, and the decoder's for that code.

    So with a hidden layer and its nonlinearity in each half, the encoder's list is [sums, hidden, sums, code].
    """
    inner = outputs(net.encoder, select_prefix("encoder", net.params), x)
    return inner, outputs(net.decoder, select_prefix("decoder", net.params), inner[-1])


def outputs(layer: Layer, p: Params, x: Array) -> list[Array]:
    """Return the output of each layer of a sequence, in order; of any other layer, its own output alone."""
    if not isinstance(layer, Sequential):
        return [layer.forward(p, x)]
    seen: list[Array] = []
    for i, inner in enumerate(layer.layers):
        seen.append(inner.forward(select_prefix(str(i), p), seen[-1] if seen else x))
    return seen
