"""Dead units of a sparse autoencoder brought back to life."""

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Params
from aeexplain.nn.models.sparse import SparseAutoencoder, normalise
from aeexplain.training.recipe import Rng, State

WORST = 8  # one of so many examples counts as badly rebuilt


def revive_dead_units(net: SparseAutoencoder, state: State, x: Array, rng: Rng) -> int:
    """Turn each unit that x (n, inputs) never activates towards a badly rebuilt example; return how many there were.

    Its atom and its encoder become what half of the active units leave of that example, scaled to length 1, its bias zero, and
    Adam's moments begin anew (Bricken et al. 2023, "Towards Monosemanticity", do much the same; what all active units leave is
    little more than noise). `state` has the groups params, first and second.
    """
    params = state["params"]
    bound = net.bind(params)
    dead = np.flatnonzero(~(bound.encode(x) > 0).any(0))
    residual = x - bound.decode(bound.encode(x, net.active // 2))  # (n, inputs)
    worst = np.argsort((residual**2).sum(1))[-(len(x) // WORST) :]
    reset_units(params, dead, residual[rng.choice(worst, len(dead))].T)
    for moment in (state["first"], state["second"]):
        for name in ("encoder", "dictionary", "bias"):
            moment[name][..., dead] = 0
    return len(dead)


def reset_units(params: Params, units: NDArray[np.intp], directions: Array) -> None:
    """Give the units atoms along the directions (inputs, n), encoders that look for just these, and biases of zero."""
    params["dictionary"][:, units] = directions
    normalise(params)
    params["encoder"][:, units] = params["dictionary"][:, units]
    params["bias"][units] = 0
