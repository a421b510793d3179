import numpy as np

from aeexplain.draw import heat, ink


def test_ink_is_clear_at_zero_and_full_at_one():
    view = ink(np.array([[0.0, 0.5, 1.0, 2.0, -1.0]]), "a row")
    assert view.rgba.dtype == np.uint8
    assert view.rgba[0, :, 3].tolist() == [0, 128, 255, 255, 0]
    assert view.tone == "ink"


def test_heat_is_full_at_its_top():
    assert heat(np.array([[0.0, 0.25, 0.5, 9.0]]), 0.5, "errors").rgba[0, :, 3].tolist() == [0, 128, 255, 255]
