import numpy as np
import pytest

from aeexplain.data.spiral import RADIUS, angle_at, arc_length, spiral


def test_the_spiral_is_walked_at_an_even_pace():
    steps = np.linalg.norm(np.diff(spiral(500), axis=0), axis=1)
    assert steps.max() / steps.min() < 1.001


def test_the_spiral_ends_at_its_radius():
    points = spiral(100)
    assert points.shape == (100, 2)
    assert points.dtype == np.float32
    assert np.linalg.norm(points, axis=1).max() == pytest.approx(RADIUS)


def test_the_arc_length_is_what_short_steps_add_up_to():
    t = np.linspace(0, 9, 100_001)
    steps = np.hypot(np.diff(t * np.cos(t)), np.diff(t * np.sin(t)))
    assert arc_length(9.0) == pytest.approx(steps.sum(), rel=1e-8)


def test_the_angle_is_the_inverse_of_the_arc_length():
    arc = np.linspace(0.001, 120, 1000)
    assert np.allclose(arc_length(angle_at(arc)), arc, rtol=1e-12)
