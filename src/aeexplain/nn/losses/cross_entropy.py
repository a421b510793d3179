"""The softmax, and what it costs to be wrong under it."""

import numpy as np

from aeexplain.arrays import Array


def softmax(logits: Array) -> Array:
    """Return the probabilities e^a / Σ e^a over the last axis, (..., classes) in and out."""
    e: Array = np.exp(logits - logits.max(-1, keepdims=True))
    p: Array = e / e.sum(-1, keepdims=True)
    return p


def cross_entropy(logits: Array, target: Array) -> tuple[float, Array]:
    """Return the mean of -Σ target log softmax(logits) in nats, and its gradient by the logits, softmax - target over n.

    Both are (n, classes); a row of target sums to 1, and for a known class is 1 there.
    """
    shifted = logits - logits.max(-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))  # (n, classes)
    loss = -float(np.sum(target * log_p, dtype=np.float64)) / len(target)
    return loss, (np.exp(log_p) - target) / len(target)
