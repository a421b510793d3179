"""How a setting changes over the steps of a training."""

import math


def cosine(step: int, steps: int) -> float:
    """Return the share of a learning rate at a step from 0 to steps: 1 at first, 0 at last (Loshchilov and Hutter 2017)."""
    return 0.5 * (1 + math.cos(math.pi * step / steps))
