import numpy as np
import pytest

from aeexplain.data.shrunk import shrunk


def test_a_pixel_of_the_small_picture_is_the_mean_of_its_square():
    digits = np.random.default_rng(0).random((3, 784), np.float32)
    inner = digits.reshape(3, 28, 28)[:, 2:-2, 2:-2]
    assert shrunk(digits, 2).shape == (3, 144)
    assert shrunk(digits, 2)[1, 12 + 3] == pytest.approx(inner[1, 2:4, 6:8].mean(), rel=1e-5)
    assert shrunk(digits, 3)[2, 8 * 7 + 7] == pytest.approx(inner[2, 21:, 21:].mean(), rel=1e-5)


def test_one_digit_shrinks_as_it_does_among_others():
    digits = np.random.default_rng(1).random((3, 784))
    assert np.array_equal(shrunk(digits[1], 3), shrunk(digits, 3)[1])


def test_values_stay_between_paper_and_ink():
    assert shrunk(np.zeros(784), 2).max() == 0
    assert shrunk(np.ones(784), 2).min() == 1
    assert shrunk(np.ones(784), 2).dtype == np.float32


@pytest.mark.parametrize("factor", [0, 5])
def test_a_factor_that_leaves_a_rest_is_refused(factor):
    with pytest.raises(ValueError, match=f"factor of {factor} does not divide 24"):
        shrunk(np.zeros(784), factor)
