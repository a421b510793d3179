"""Adam (Kingma and Ba 2015)."""

import math
from dataclasses import dataclass

import numpy as np

from aeexplain.nn.layers.layer import Params


@dataclass(frozen=True)
class Adam:
    """The optimiser's settings; its two moments are dictionaries beside the parameters, so that they can be saved."""

    rate: float
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def update(
        self, params: Params, grads: Params, first: Params, second: Params, step: int, share: float = 1
    ) -> None:
        """Move params one step in place, and both moments; `step` counts from 0, `share` is the schedule's part of the rate."""
        t = step + 1
        rate = share * self.rate * math.sqrt(1 - self.beta2**t) / (1 - self.beta1**t)
        for name, g in grads.items():
            m, v = first[name], second[name]
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g * g - v)
            params[name] -= rate * m / (np.sqrt(v) + self.epsilon)


def zeros_like(params: Params) -> Params:
    """Return a moment to begin with: zeros in the parameters' shapes."""
    return {name: np.zeros_like(value) for name, value in params.items()}
