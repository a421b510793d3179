from xml.etree import ElementTree

import numpy as np
import pytest

from aeexplain.draw import Plane, axes, bars, drawing, label, line, points, rule, tag

PLANE = Plane.over(200, 100, (0, 10), (-1, 1))


def test_a_drawing_is_well_formed_and_names_itself():
    view = drawing(20, 10, label("a < b & c", 1, 2), says='says "so" & more')
    root = ElementTree.fromstring(view.svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == view.says == 'says "so" & more'
    assert root.attrib["viewBox"] == "0 0 20 10"
    assert root[0].text == "a < b & c"


def test_attributes_from_outside_cannot_break_out():
    assert tag("g", class_='"><script>') == '<g class="&quot;&gt;&lt;script&gt;"/>'


@pytest.mark.parametrize(
    "mark",
    [
        line(PLANE, [0, 5, 10], [0, 1, -1], "a"),
        points(PLANE, [0, 5], [0, 1], "b"),
        rule(PLANE, x=3),
        rule(PLANE, y=0.5),
        axes(PLANE, "x", "y"),
        bars(PLANE, np.linspace(-1, 1, 11), np.arange(11) < 4),
    ],
)
def test_every_mark_is_well_formed_and_stays_inside_the_picture(mark):
    root = ElementTree.fromstring(drawing(200, 100, mark, says="a mark").svg)
    for path in root.iter("path"):
        assert "nan" not in path.attrib["d"]


def test_a_cloud_of_points_is_one_path():
    cloud = points(PLANE, np.linspace(0, 10, 500), np.zeros(500), "a")
    assert cloud.count("<path") == 1
    assert cloud.count("h0") == 500


def test_dropped_bars_are_dimmed_and_kept_ones_are_not():
    lit = np.array([True, True, False])
    dimmed, bright = ElementTree.fromstring(f"<g>{bars(PLANE, np.ones(3), lit)}</g>")
    assert dimmed.attrib["class"] == "bar dimmed"
    assert dimmed.attrib["d"].count("M") == 1
    assert bright.attrib["d"].count("M") == 2


def test_a_line_passes_through_the_pixels_of_its_points():
    path = ElementTree.fromstring(line(PLANE, [0, 10], [-1, 1], "a"))
    assert path.attrib["d"] == "M80 920L1920 80"
    assert path.attrib["transform"] == "scale(.1)"
