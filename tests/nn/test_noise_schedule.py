import math

import numpy as np
import pytest

from aeexplain.nn.noise_schedule import ANGLE_FEATURES, angle_features, angles, expected_ends, rotate


@pytest.fixture
def rng():
    return np.random.default_rng(4)


def test_the_turn_begins_at_the_data_and_ends_at_the_noise(rng):
    z0, eps = rng.standard_normal((2, 3, 5))
    begin, end = (rotate(z0, eps, np.full((3, 1), angle)) for angle in (0, math.pi / 2))
    assert np.allclose(begin.z, z0, atol=1e-6)
    assert np.allclose(begin.v, eps, atol=1e-6)
    assert np.allclose(end.z, eps, atol=1e-6)
    assert np.allclose(end.v, -z0, atol=1e-6)


def test_the_velocity_is_the_slope_of_the_turn(rng):
    z0, eps = rng.standard_normal((2, 3, 5))
    angle, step = rng.uniform(0, math.pi / 2, (3, 1)), 1e-5
    slope = (rotate(z0, eps, angle + step).z - rotate(z0, eps, angle - step).z) / (2 * step)
    assert np.allclose(slope, rotate(z0, eps, angle).v, atol=1e-8)


def test_a_sampling_goes_evenly_from_noise_to_data():
    assert angles(4) == pytest.approx([math.pi / 2, 3 * math.pi / 8, math.pi / 4, math.pi / 8, 0])


def test_the_features_of_an_angle_tell_angles_apart():
    features = angle_features(np.linspace(0, math.pi / 2, 50, dtype=np.float32)[:, None])
    assert features.shape == (50, ANGLE_FEATURES)
    assert features.dtype == np.float32
    apart = np.linalg.norm(features[:, None] - features, axis=2) + 9 * np.eye(50)
    assert apart.min() > 0.1


def test_a_path_tells_what_data_each_of_its_steps_expected(rng):
    z0, eps = rng.standard_normal((2, 3, 5))
    path = np.stack([rotate(z0, eps, np.full((3, 1), angle)).z for angle in angles(6)])
    assert np.allclose(expected_ends(path), z0, atol=1e-6)
