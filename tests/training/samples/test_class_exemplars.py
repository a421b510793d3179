import numpy as np

from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import Mnist


def test_the_typical_digit_of_a_class_is_a_test_digit_nearest_to_its_training_mean():
    labels = np.repeat(np.arange(10, dtype=np.uint8), 3)  # (30,)
    offsets = np.tile([0.3, 0.1, -0.2], 10)[:, None]
    train = np.tile((labels / 10)[:, None], 784).astype(np.float32)
    test = (train + offsets).astype(np.float32)
    assert class_exemplars(Mnist(train, labels, test, labels)) == [3 * label + 1 for label in range(10)]
