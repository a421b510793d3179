import numpy as np
import pytest

from aeexplain.nn.models.gaussian_blur import BlurDenoiser, gaussian_blur, kernel, psnr


def test_no_width_is_no_blur():
    x = np.random.default_rng(0).random((3, 7, 5))
    assert np.array_equal(gaussian_blur(x, 0), x)


@pytest.mark.parametrize("width", [0.3, 1, 2])
def test_a_blurred_point_is_a_bell_of_that_width(width):
    point = np.zeros((41, 41))
    point[20, 20] = 1
    bell = gaussian_blur(point, width)
    places = np.arange(41) - 20
    across = bell.sum(0)
    assert across.sum() == pytest.approx(1)
    if width >= 1:
        assert np.sqrt((across * places**2).sum()) == pytest.approx(width, rel=1e-3)
    assert np.allclose(bell, bell.T, atol=1e-6)


def test_blurring_leaves_a_plain_picture_plain_away_from_the_border():
    assert np.allclose(kernel(28, 1.5)[10:18].sum(1), 1, atol=1e-6)


def test_the_blur_keeps_the_type_and_any_batch():
    x = np.random.default_rng(1).random((2, 3, 28, 28), np.float32)
    assert gaussian_blur(x, 0.8).dtype == np.float32
    assert np.allclose(gaussian_blur(x, 0.8)[1, 2], gaussian_blur(x[1, 2], 0.8), atol=1e-6)


def test_the_best_width_is_read_between_the_levels():
    blur = BlurDenoiser(4, 4, 3).bind({"sigmas": np.array([0, 0.1, 0.2]), "widths": np.array([0, 0.5, 0.7])})
    assert blur.best_width(0.15) == pytest.approx(0.6)
    assert blur.best_width(9) == pytest.approx(0.7)
    x = np.random.default_rng(2).random((2, 16))
    assert np.allclose(
        blur.denoise(x, 0.1).reshape(2, 4, 4), gaussian_blur(x.reshape(2, 4, 4), 0.5), atol=1e-6
    )


def test_ten_times_less_error_is_ten_decibels_more():
    assert psnr([0.1, 0.01]).tolist() == pytest.approx([10, 20])
