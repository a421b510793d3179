import numpy as np
import pytest

from aeexplain.data.directions import sliding, static


def test_a_bar_that_slides_right_darkens_on_its_right_and_lightens_on_its_left():
    x = np.zeros((12, 12))
    x[:, 5] = 1
    change = sliding(x.reshape(-1)).reshape(12, 12)
    assert (change[:, 6] > 0).all()
    assert (change[:, 4] < 0).all()
    assert np.abs(change[:, [0, 5, 11]]).max() == 0


def test_directions_have_length_one():
    x = np.random.default_rng(0).random((5, 144))
    along = sliding(x)
    across = static(along, np.random.default_rng(1))
    assert np.linalg.norm(along, axis=1) == pytest.approx(np.ones(5), rel=1e-6)
    assert np.linalg.norm(across, axis=1) == pytest.approx(np.ones(5), rel=1e-6)


def test_static_stands_at_a_right_angle_to_sliding():
    along = sliding(np.random.default_rng(0).random((5, 144)))
    across = static(along, np.random.default_rng(1))
    assert np.abs((along * across).sum(1)).max() < 1e-6


def test_an_even_picture_has_no_direction_to_slide_in_and_static_still_has_one():
    along = sliding(np.full(64, 0.5))
    assert not along.any()
    assert np.linalg.norm(static(along, np.random.default_rng(1))) == pytest.approx(1)
