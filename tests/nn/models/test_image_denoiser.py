import numpy as np
import pytest

from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.layers.convolution import Convolution
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.models.image_denoiser import ImageDenoiser, denoising_error

NET = ImageDenoiser(6, 4, 2, Sequential((Convolution(5, 4, 3, 1), Sigmoid())))


@pytest.fixture
def rng():
    return np.random.default_rng(2)


def test_the_denoising_error_has_the_gradient_of_its_value(rng):
    at = {name: rng.standard_normal(shape) for name, shape in NET.shapes().items()}
    x, sigma = rng.random((3, 24)), rng.random(3)
    noisy = x + sigma[:, None] * rng.standard_normal(x.shape)
    _, gradient = denoising_error(NET, at, x, noisy, sigma)
    assert gradient_gap(lambda p: denoising_error(NET, p, x, noisy, sigma)[0], at, gradient, rng) < 1e-6


def test_the_denoising_error_is_that_of_the_denoised_images(rng):
    net = NET.bind(NET.net.init(rng))
    x, noisy, sigma = rng.random((3, 24)), rng.random((3, 24)), rng.random(3)
    loss, _ = denoising_error(NET, net.params, x, noisy, sigma)
    assert loss == pytest.approx(np.mean((net.denoise(noisy, sigma) - x) ** 2))


def test_a_denoiser_takes_one_image_or_a_batch_and_one_sigma_or_many(rng):
    net = NET.bind(NET.net.init(rng))
    x = rng.random((5, 24), np.float32)
    one = net.denoise(x[3], 0.4)
    assert one.shape == (24,)
    assert one.dtype == np.float32
    assert np.allclose(net.denoise(x, 0.4)[3], one, atol=1e-6)
    assert np.allclose(net.denoise(x, np.linspace(0, 0.4, 5))[4], net.denoise(x[4], 0.4), atol=1e-6)


def test_sigma_matters(rng):
    net = NET.bind(NET.net.init(rng))
    x = rng.random(24, np.float32)
    assert not np.allclose(net.denoise(x, 0.1), net.denoise(x, 0.8))


def test_blocks_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="blocks of 4 do not cut"):
        ImageDenoiser(6, 4, 4, NET.net)
