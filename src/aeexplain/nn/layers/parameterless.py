"""Layers that learn nothing."""

import numpy as np

from aeexplain.nn.layers.layer import Params, Shapes


class Parameterless:
    """The base of layers without parameters."""

    def shapes(self) -> Shapes:
        """Return nothing: there are no parameters."""
        return {}

    def init(self, rng: np.random.Generator) -> Params:
        """Return nothing: there are no parameters."""
        return {}
