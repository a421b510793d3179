"""Transformer blocks, normalised before each change (Vaswani et al. 2017; Xiong et al. 2020)."""

from aeexplain.nn.attention import Attention
from aeexplain.nn.dense import Dense
from aeexplain.nn.layer import Layer
from aeexplain.nn.layer_norm import LayerNorm
from aeexplain.nn.residual import Residual
from aeexplain.nn.sequential import Sequential
from aeexplain.nn.silu import SiLU


def transformer(blocks: int, units: int, heads: int, hidden: int) -> tuple[Layer, ...]:
    """Return the layers of `blocks` blocks: in each the tokens heed one another, then each thinks for itself."""
    heed = Residual(Sequential((LayerNorm(units), Attention(units, heads))))
    think = Residual(Sequential((LayerNorm(units), Dense(units, hidden), SiLU(), Dense(hidden, units))))
    return (heed, think) * blocks
