import numpy as np
import pytest

from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.training.samples.active_pixels import active_pixels, mean_logits

X = np.array([[0, 0.5, 1, 0], [0, 0.5, 0.2, 0], [0, 0, 0.6, 0.1]], np.float32)


def test_a_pixel_that_is_seldom_inked_is_left_out():
    assert active_pixels(X, 0.5).tolist() == [False, True, True, False]
    assert active_pixels(X, 0.3).tolist() == [False, True, True, True]


def test_the_bias_makes_the_mean_of_the_lit_pixels():
    bias = mean_logits(X, np.array([False, True, True, True]))
    assert bias.dtype == np.float32
    assert sigmoid(bias) == pytest.approx(X.mean(0)[1:], abs=1e-6)
