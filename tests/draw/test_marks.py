from xml.etree import ElementTree

import numpy as np
import pytest

from aeexplain.draw import (
    Plane,
    arrows,
    axes,
    bars,
    drawing,
    ellipses,
    label,
    line,
    points,
    polygons,
    rule,
    segments,
    tag,
)
from aeexplain.errors import ExplainError

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
        arrows(PLANE, [[1, 0], [5, 0.5]], [[1, 0.2], [0, 0]], "a"),
        segments(PLANE, [[1, 0]], [[2, 1]], "b"),
        polygons(PLANE, [[[0, 0], [1, 0], [1, 1]]], "3", filled=True),
        ellipses(PLANE, [[5, 0]], [np.eye(2)], "a"),
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


def test_an_arrow_points_from_its_tail_to_its_tip():
    path = ElementTree.fromstring(arrows(PLANE, [[0, -1]], [[10, 2]], "a")).attrib["d"]
    assert path.startswith("M80 920L1920 80M")
    assert path.count("M") == 2


def test_an_ellipse_is_the_image_of_the_unit_circle():
    path = ElementTree.fromstring(ellipses(PLANE, [[5, 0]], [[[2, 0], [0, 0.5]]], "a")).attrib["d"]
    first = path[1:].split("L")[0]
    assert first == f"{round(PLANE.x(7) * 10)} {round(PLANE.y(0) * 10)}"


def test_a_plane_tells_the_page_where_its_data_are():
    view = drawing(200, 100, says="a plane", reach=PLANE.reach)
    root = ElementTree.fromstring(view.svg)
    assert root.attrib["data-x"] == "0 10 8 192"
    assert root.attrib["data-y"] == "-1 1 92 8"


def test_axes_of_powers_write_the_powers_and_not_their_exponents():
    plane = Plane.over(200, 100, (0, 1), (-3, 2))
    svg = axes(plane, "x", "y", about=(2, 5), powers=True)
    for tick in ("0.001", "0.01", "0.1", "1", "10", "100"):
        assert f">{tick}</text>" in svg
    assert "\N{MINUS SIGN}" not in svg


def test_a_drawing_tells_the_track_of_a_knob_in_data():
    plane = Plane.over(40, 30, (0, 1), (0, 1))
    shown = drawing(40, 30, says="x", reach=plane.reach, track=[(0, 0), (0.5, 1 / 3), (1, 1e-7)])
    assert 'data-track="0,0 0.5,0.333333 1,0"' in shown.svg


@pytest.mark.parametrize(
    ("track", "told"),
    [
        ([(0, 0)], "its track has the shape \\(1, 2\\); give it two places or more"),
        ([1, 2, 3], "its track has the shape \\(3,\\)"),
        ([(0, 0), (1, float("nan"))], "track\\[1, 1\\] is nan"),
        ([(0, 0), (1,)], "track has rows of different lengths"),
        ("along", "track is an array of texts"),
    ],
)
def test_what_is_no_track_is_refused(track, told):
    plane = Plane.over(40, 30, (0, 1), (0, 1))
    with pytest.raises(ExplainError, match=f"drawing: {told}"):
        drawing(40, 30, says="x", reach=plane.reach, track=track)


def test_a_track_wants_to_know_which_data_stand_where():
    with pytest.raises(ExplainError, match=r"drawing: a track is in data; .*reach=plane\.reach"):
        drawing(40, 30, says="x", track=[(0, 0), (1, 1)])
