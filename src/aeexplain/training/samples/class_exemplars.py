"""Which digits are shown: one of each class, well formed by a stated rule rather than picked by hand."""

import numpy as np

from aeexplain.training.samples.mnist import Mnist


def class_exemplars(data: Mnist) -> list[int]:
    """Return for each class, in order, the test digit that is nearest to the mean of its class's training digits."""
    return [_nearest(data, label) for label in range(10)]


def _nearest(data: Mnist, label: int) -> int:
    mean = data.train[data.train_labels == label].mean(0)  # (784,)
    own = np.flatnonzero(data.test_labels == label)
    return int(own[((data.test[own] - mean) ** 2).sum(1).argmin()])
