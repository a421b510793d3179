import numpy as np
import pytest

from aeexplain.nn.activations.tanh import Tanh
from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.isometry import directions, isometry_error

DECODER = Sequential((Dense(2, 5), Tanh(), Dense(5, 3)))


@pytest.fixture
def rng():
    return np.random.default_rng(8)


def test_the_isometry_error_has_the_gradient_of_its_value(rng):
    at = {name: rng.standard_normal(shape) for name, shape in DECODER.shapes().items()}
    at["z"], v = rng.standard_normal((6, 2)), directions(6, 2, rng)

    def found(point):
        return isometry_error(DECODER, {k: a for k, a in point.items() if k != "z"}, point["z"], v)

    _, dz, grads = found(at)
    assert gradient_gap(lambda point: found(point)[0], at, {**grads, "z": dz}, rng) < 1e-6


def test_a_decoder_that_turns_the_plane_into_space_has_no_isometry_error(rng):
    columns, _ = np.linalg.qr(rng.standard_normal((3, 2)))
    params = {"weight": columns.T, "bias": np.ones(3)}
    error, _, _ = isometry_error(Dense(2, 3), params, rng.standard_normal((9, 2)), directions(9, 2, rng))
    assert error == pytest.approx(0, abs=1e-9)


def test_a_decoder_that_doubles_lengths_errs_by_nine(rng):
    params = {"weight": 2 * np.eye(2), "bias": np.zeros(2)}
    error, _, _ = isometry_error(Dense(2, 2), params, rng.standard_normal((9, 2)), directions(9, 2, rng))
    assert error == pytest.approx((2**2 - 1) ** 2, rel=1e-4)


def test_directions_have_length_one(rng):
    v = directions(100, 2, rng)
    assert v.dtype == np.float32
    assert np.allclose(np.linalg.norm(v, axis=1), 1, atol=1e-6)
    assert np.abs(v.mean(0)).max() < 0.25
