"""One step of training a variational autoencoder, quick enough for a reader's browser.

All parameters live in one flat array, and so do Adam's moments, so that a step moves them at once; the named parameters
are views into it.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.activations.sigmoid import logits
from aeexplain.nn.layers.layer import Params
from aeexplain.nn.models.variational import Bound, Nats, Variational, bound
from aeexplain.nn.optimisers.adam import Adam


@dataclass(frozen=True)
class Learner:
    """A network in training: its flat parameters and Adam's moments, changed in place by `vae_step`."""

    net: Variational
    flat: Array  # (parameters,)
    first: Array
    second: Array

    @classmethod
    def of(cls, net: Variational) -> Self:
        """Return a learner that starts from a bound network's parameters, copied: a warm start, or a cold one from `init`."""
        flat = np.concatenate([net.params[name].ravel() for name in net.shapes()])
        return cls(net, flat, np.zeros_like(flat), np.zeros_like(flat))

    @property
    def params(self) -> Params:
        """The named parameters, as views: they change with the training."""
        return named_views(self.net, self.flat)

    def model(self) -> Variational:
        """Return the network as it stands, a copy that later steps leave alone."""
        return self.net.bind(named_views(self.net, self.flat.copy()))


def cold_start(net: Variational, x: Array, rng: np.random.Generator) -> Learner:
    """Return a cold start for data x (n, inputs) in [0, 1]: random weights, the decoder's output near the mean of x.

    The decoder must end with a dense layer and a sigmoid.
    """
    params = net.init(rng)
    bias = [key for key in params if key.startswith("decoder.") and key.endswith(".bias")][-1]
    return Learner.of(net.bind(params | {bias: logits(x.mean(0))}))


def named_views(net: Variational, flat: Array) -> Params:
    """Return a flat array's views by parameter name."""
    views, start = {}, 0
    for name, shape in net.shapes().items():
        size = int(np.prod(shape))
        views[name] = flat[start : start + size].reshape(shape)
        start += size
    return views


def vae_step(
    learner: Learner, x: Array, eps: Array, nats: Nats, beta: float, adam: Adam, at: int, share: float = 1
) -> Bound:
    """Take step `at` (from 0) on a batch x (n, inputs) with noise ε (n, units); `share` is the schedule's part of the rate.

    Return the bound before the step, in nats an example.
    """
    before, grads = bound(learner.net, learner.params, x, eps, nats, beta)
    flat = np.concatenate([grads[name].ravel() for name in learner.net.shapes()])
    adam.update({"": learner.flat}, {"": flat}, {"": learner.first}, {"": learner.second}, at, share)
    return before
