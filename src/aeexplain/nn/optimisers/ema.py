"""A moving average of the weights, steadier than the weights themselves (Polyak and Juditsky 1992)."""

from aeexplain.nn.layers.layer import Params


def update_ema(average: Params, params: Params, step: int, decay: float) -> None:
    """Move the average towards params in place; the first steps decay faster, by (1 + step) / (10 + step)."""
    keep = min(decay, (1 + step) / (10 + step))
    for name, value in average.items():
        value += (1 - keep) * (params[name] - value)
