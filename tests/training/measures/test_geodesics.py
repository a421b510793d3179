import numpy as np
import pytest

from aeexplain.data.spiral import spiral
from aeexplain.training.measures.geodesics import by_geodesic_distance, geodesics, nearest


def test_along_a_spiral_the_geodesic_is_the_arc_and_not_the_chord():
    points = spiral(400)
    far = geodesics(points, 0, 3)
    arc = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    assert np.allclose(far, arc, rtol=0.01, atol=1e-6)


def test_the_nearest_others_are_found_across_chunks():
    x = np.random.default_rng(1).random((600, 3))
    places, far = nearest(x, 4)
    square = ((x[:, None] - x) ** 2).sum(2)
    assert np.array_equal(np.sort(places), np.sort(np.argsort(square)[:, 1:5]))
    assert np.allclose(far**2, np.take_along_axis(square, places, 1), atol=1e-6)


def test_an_edge_can_be_walked_both_ways():
    line = np.array([[0.0], [1.0], [1.1], [1.2]])  # nobody has the first for its only nearest other
    assert geodesics(line, 3, 1) == pytest.approx([1.2, 0.2, 0.1, 0])


def test_what_cannot_be_reached_is_infinitely_far_and_comes_last():
    islands = np.array([[0.0], [9.0], [0.1], [9.1]])
    assert geodesics(islands, 0, 1)[[1, 3]].tolist() == [np.inf, np.inf]
    assert by_geodesic_distance(islands, 0, 1).tolist() == [0, 2, 1, 3]
