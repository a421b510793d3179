"""Transformer blocks, normalised before each change (Vaswani et al. 2017; Xiong et al. 2020)."""

from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.attention import Attention
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Layer
from aeexplain.nn.layers.layer_norm import LayerNorm
from aeexplain.nn.layers.residual import Residual
from aeexplain.nn.layers.sequential import Sequential


def transformer(blocks: int, units: int, heads: int, hidden: int) -> tuple[Layer, ...]:
    """Return the layers of `blocks` blocks: in each the tokens heed one another, then each thinks for itself."""
    heed = Residual(Sequential((LayerNorm(units), Attention(units, heads))))
    think = Residual(Sequential((LayerNorm(units), Dense(units, hidden), SiLU(), Dense(hidden, units))))
    return (heed, think) * blocks
