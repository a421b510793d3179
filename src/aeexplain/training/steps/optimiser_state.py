"""Adam's moments and the weights' moving average as groups of a recipe's state: how they begin, and a step of all."""

from aeexplain.nn.layers.layer import Params
from aeexplain.nn.optimisers.adam import Adam, zeros_like
from aeexplain.nn.optimisers.ema import update_ema
from aeexplain.training.recipe import State


def adam_start(params: Params, prefix: str = "") -> State:
    """Return the groups "first" and "second", zeros in the parameters' shapes; `prefix` stands before their names."""
    return {f"{prefix}first": zeros_like(params), f"{prefix}second": zeros_like(params)}


def ema_start(params: Params, prefix: str = "") -> State:
    """Return the group "average", a copy of the parameters; `prefix` stands before its name."""
    return {f"{prefix}average": {name: value.copy() for name, value in params.items()}}


def adam_step(
    state: State, params: Params, grads: Params, adam: Adam, at: int, share: float = 1, prefix: str = ""
) -> None:
    """Move the parameters by Adam's step `at` (from 0) in place, and its moments in the state; `share` is the rate's part."""
    adam.update(params, grads, state[f"{prefix}first"], state[f"{prefix}second"], at, share)


def adam_ema_step(
    state: State,
    params: Params,
    grads: Params,
    adam: Adam,
    at: int,
    share: float,
    decay: float,
    prefix: str = "",
) -> None:
    """Do `adam_step`, then move the average in the state towards the parameters."""
    adam_step(state, params, grads, adam, at, share, prefix)
    update_ema(state[f"{prefix}average"], params, at, decay)
