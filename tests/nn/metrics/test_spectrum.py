import numpy as np
import pytest

from aeexplain.nn.metrics.spectrum import near_nyquist, nyquist_share, power

DOWN, ACROSS = np.mgrid[:28, :28]


def test_the_power_adds_up_to_the_variance():
    images = np.random.default_rng(0).standard_normal((3, 28, 28))
    assert np.allclose(power(images).sum((1, 2)), images.var((1, 2)), atol=1e-6)


@pytest.mark.parametrize("pattern", [(-1.0) ** (DOWN + ACROSS), (-1.0) ** DOWN, (-1.0) ** ACROSS])
def test_a_pattern_of_every_second_pixel_is_all_near_nyquist(pattern):
    assert nyquist_share(pattern) == pytest.approx(1)


def test_a_slow_wave_and_a_flat_picture_have_nothing_near_nyquist():
    slow = np.cos(2 * np.pi * 3 * ACROSS / 28)
    assert nyquist_share(slow) == pytest.approx(0, abs=1e-12)
    assert nyquist_share(np.ones((28, 28))) == 0


def test_white_noise_has_the_share_of_the_places_that_count():
    noise = np.random.default_rng(1).standard_normal((400, 28, 28))
    assert nyquist_share(noise).mean() == pytest.approx(near_nyquist(28, 28).mean(), abs=0.01)


def test_the_share_does_not_depend_on_level_or_contrast():
    image = np.random.default_rng(2).standard_normal((28, 28))
    assert nyquist_share(5 + 3 * image) == pytest.approx(float(nyquist_share(image)))
