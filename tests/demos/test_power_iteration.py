import re

import numpy as np
import pytest

from aeexplain import bridge


@pytest.fixture(scope="module")
def stage():
    return bridge.Stage()


def left(stage, **values):
    return stage.draw("power-iteration", values).views["left"].value


def test_each_step_shrinks_the_tangent_by_the_ratio_of_the_eigenvalues(stage):
    ratio = stage.draw("power-iteration", {}).views["ratio"].value
    tangents = [np.tan(np.deg2rad(left(stage, steps=steps))) for steps in range(6)]
    assert np.allclose(np.array(tangents[1:]) / tangents[:-1], ratio, rtol=1e-6)


def test_the_variance_along_the_arrow_comes_to_the_largest_eigenvalue(stage):
    views = stage.draw("power-iteration", {"steps": 8}).views
    assert views["variance"].value == pytest.approx(views["most"].value, rel=1e-4, abs=1e-6)


def test_an_arrow_of_no_length_points_to_the_right(stage):
    assert left(stage, start=[0, 0]) == pytest.approx(left(stage, start=[2, 0]))


def picture(stage, **values):
    return stage.draw("power-iteration", values).views["plane"].svg


@pytest.mark.parametrize("start", [[1, -3], [-3.4, 0.6], [0.2, 0.2], [4, 4], [-4, 4]])
def test_the_button_stands_beyond_each_arrow_s_tip_and_within_the_plane(stage, start):
    svg = picture(stage, start=start)
    track = np.array([pair.split(",") for pair in re.search(r'data-track="([^"]*)"', svg)[1].split()], float)
    assert len(track) == 9
    assert np.abs(track).max() <= 4
    lengths = np.hypot(*track.T)
    assert lengths[1:] == pytest.approx(3.95, abs=0.3)
    first = np.hypot(*start)
    assert lengths[0] == pytest.approx(first + 0.75, abs=1e-3) or max(map(abs, start)) > 3.2


@pytest.mark.parametrize(("start", "steps"), [([1, -3], 0), ([1, -3], 1), ([-3, 1], 2), ([3, -2], 1)])
def test_the_wedge_spans_the_angle_that_is_left(stage, start, steps):
    svg = picture(stage, start=start, steps=steps)
    (d,) = re.findall(r'class="area fill-b series-b" d="([^"]*)"', svg)
    corners = np.array(re.findall(r"[ML](-?\d+) (-?\d+)", d), float) / 10
    (x0, y0), (x1, y1) = corners[1] - corners[0], corners[-1] - corners[0]
    spanned = abs((np.arctan2(y1, x1) - np.arctan2(y0, x0) + np.pi) % (2 * np.pi) - np.pi)
    assert np.rad2deg(spanned) == pytest.approx(left(stage, start=start, steps=steps), abs=0.3)


def test_the_first_arrow_ends_where_its_handle_stands(stage):
    svg = picture(stage, start=[2, 1], steps=0)
    (arrow,) = re.findall(r'class="arrow series-a bold" d="M(-?\d+) (-?\d+)L(-?\d+) (-?\d+)', svg)
    tail, tip = np.array(arrow, float).reshape(2, 2) / 10
    unit = 440 / 8.8
    assert tip - tail == pytest.approx((2 * unit, -unit), abs=0.2)
