"""Packing that keeps the mean of every unit: what rounding does to a layer on the average goes into its bias."""

from collections.abc import Collection

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Layer, Params
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.quantised_arrays import Packed, float16, int8


def pack_with_bias_correction(
    net: Layer, params: Params, x: Array, fine: Collection[int] = ()
) -> tuple[dict[str, Packed], Array]:
    """Return the layers' packed parameters and their output for x (n, inputs), examples of what they will see.

    Matrices become int8, those of the layers at the places in `fine` float16; biases, float16, are moved by the mean over x of
    what their matrix loses (Nagel et al. 2019, section 4.2).
    """
    if not isinstance(net, Sequential):
        raise TypeError(f"only layers one after another can be calibrated, not {type(net).__name__}")
    arrays: dict[str, Packed] = {}
    for place, layer in enumerate(net.layers):
        own = {key: params[f"{place}.{key}"] for key in layer.shapes()}
        if own:
            weight = (float16 if place in fine else int8)(own["weight"])
            lost = x.mean(0) @ (own["weight"] - weight.unpack())  # (outputs,)
            arrays |= {f"{place}.weight": weight, f"{place}.bias": float16(own["bias"] + lost)}
        x = layer.forward(own, x)
    return arrays, x
