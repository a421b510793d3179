import numpy as np
import pytest

from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.models.contractive import TiedAutoencoder, contractive_loss


@pytest.fixture
def net():
    net = TiedAutoencoder(9, 5)
    rng = np.random.default_rng(0)
    return net.bind({name: rng.standard_normal(shape) for name, shape in net.shapes().items()})


@pytest.fixture
def x():
    return np.random.default_rng(1).random((4, 9))


@pytest.mark.parametrize("weight", [0, 0.3])
def test_the_loss_has_the_gradient_of_its_value(net, x, weight):
    _, gradient = contractive_loss(net.params, x, weight)
    rng = np.random.default_rng(2)
    gap = gradient_gap(lambda p: contractive_loss(p, x, weight)[0], net.params, gradient, rng)
    assert gap < 1e-6


def test_the_loss_is_the_squared_error_and_the_weighted_contraction(net, x):
    squares = ((net.decode(net.encode(x)) - x) ** 2).sum(1)
    assert contractive_loss(net.params, x, 0.3)[0] == pytest.approx(
        (squares + 0.3 * net.contraction(x)).mean()
    )


def test_the_jacobian_is_the_slope_of_the_code(net, x):
    step = 1e-6 * np.eye(9)
    measured = (net.encode(x[0] + step) - net.encode(x[0] - step)).T / 2e-6  # (5, 9)
    assert net.jacobian(x[0]) == pytest.approx(measured, abs=1e-8)


def test_the_contraction_is_the_jacobians_squared_norm(net, x):
    assert net.contraction(x) == pytest.approx((net.jacobian(x) ** 2).sum((1, 2)))
    assert net.contraction(x[2]) == pytest.approx((net.jacobian(x[2]) ** 2).sum())


def test_the_stretches_are_the_jacobians_singular_values(net, x):
    assert net.stretches(x[1]) == pytest.approx(np.linalg.svd(net.jacobian(x[1]))[1])
    wide = TiedAutoencoder(3, 7)
    wide = wide.bind({name: np.ones(shape) for name, shape in wide.shapes().items()})
    assert wide.stretches(x[1, :3]).shape == (3,)


def test_a_step_is_stretched_as_the_jacobian_says(net, x):
    steps = np.random.default_rng(3).standard_normal((4, 9))
    lengths = [np.linalg.norm(net.jacobian(a) @ b) for a, b in zip(x, steps, strict=True)]
    assert net.stretch(x, steps) == pytest.approx(np.array(lengths))


def test_an_empty_autoencoder_is_refused():
    with pytest.raises(ValueError, match="from 9 to 0 units is empty"):
        TiedAutoencoder(9, 0)
