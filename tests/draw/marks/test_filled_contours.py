import re
from xml.etree import ElementTree

import numpy as np
import pytest

from aeexplain.draw import Plane, filled_contours, trails
from aeexplain.draw.marks.filled_contours import crossings, outlines

PLANE = Plane.over(200, 100, (0, 1), (0, 1), margins=(0, 0, 0, 0))


def rings(svg):
    """The closed paths of a mark as arrays (corners, 2), in pixels."""
    paths = [path.attrib["d"] for path in ElementTree.fromstring(f"<g>{svg}</g>").iter("path")]
    loops = [loop for path in paths for loop in path.split("z") if loop]
    return [np.array(re.findall(r"-?\d+", loop), float).reshape(-1, 2) / 10 for loop in loops]


def area(ring):
    x, y = ring.T
    return 0.5 * float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))


def cone(side):
    x, y = np.meshgrid(np.linspace(-1, 1, side), np.linspace(-1, 1, side))
    return 1 - np.hypot(x, y)


def test_a_cones_terraces_are_discs_one_for_each_level():
    found = rings(filled_contours(PLANE, cone(61), [0.25, 0.5], "muted"))
    assert [abs(area(ring)) for ring in found] == pytest.approx(
        [np.pi * 75 * 37.5, np.pi * 50 * 25], rel=0.01
    )
    assert found[0].mean(0) == pytest.approx([100, 50], abs=0.5)


def test_a_hole_is_an_outline_of_its_own_that_turns_the_other_way():
    ring = np.abs(cone(61) - 0.5) < 0.2
    inner, outer = sorted(
        rings(filled_contours(PLANE, ring.astype(float), [0.5], "a")), key=lambda r: abs(area(r))
    )
    assert area(inner) * area(outer) < 0


def test_what_reaches_the_edge_is_closed_along_it():
    (ring,) = rings(filled_contours(PLANE, np.ones((4, 6)), [0.5], "a"))
    assert abs(area(ring)) == pytest.approx(200 * 100)
    assert ring.min(0) == pytest.approx([0, 0])
    assert ring.max(0) == pytest.approx([200, 100])


def test_the_first_row_is_at_the_bottom():
    heights = np.zeros((5, 5))
    heights[0] = 1
    (ring,) = rings(filled_contours(PLANE, heights, [0.5], "a"))
    assert ring[:, 1].min() == pytest.approx(100 - 12.5)


def test_nothing_so_high_is_nothing_drawn():
    assert filled_contours(PLANE, np.zeros((3, 3)), [0.5], "a") == ""


def test_every_outline_closes_and_crosses_where_the_level_is():
    heights = np.random.default_rng(0).random((12, 9))
    ringed = np.pad(heights, 1, constant_values=-1)
    for loop in outlines(ringed >= 0.6):
        places = crossings(ringed, 0.6, np.array(loop))
        jumps = np.abs(places - np.roll(places, 1, 0)).max(1)
        assert len(set(loop)) == len(loop)
        assert jumps.max() <= 1


def test_a_trail_goes_through_its_points_places_in_order():
    ways = np.array([[(0, 0), (1, 1)], [(0.5, 0), (1, 0.5)], [(1, 0), (1, 0)]])  # (steps, points, 2)
    path = ElementTree.fromstring(trails(PLANE, ways, "b wide"))
    assert path.attrib["d"] == "M0 1000L1000 1000L2000 1000M2000 0L2000 500L2000 1000"
    assert path.attrib["class"] == "segment series-b wide"
