import numpy as np
import pytest

from aeexplain.nn.metrics.data_region import distance_to_nearest


def test_the_distance_is_that_to_the_nearest_code_whatever_the_shape_of_the_places():
    codes = np.array([[0.0, 0.0], [4.0, 0.0]])
    assert distance_to_nearest(np.array([3.0, 0.0]), codes) == pytest.approx(1)
    places = np.array([[[0.0, 0.5], [2.0, 0.0]], [[4.0, 3.0], [0.0, 0.0]]])  # (2, 2, 2)
    assert distance_to_nearest(places, codes) == pytest.approx(np.array([[0.5, 2], [3, 0]]))
