import re

import numpy as np
import pytest

from aeexplain import bridge


@pytest.fixture(scope="module")
def stage():
    return bridge.Stage()


def numbers(stage, **values):
    views = stage.draw("projection", values).views
    return views["kept"].value, views["lost"].value, views["sum"].value


def test_kept_and_lost_always_add_up_to_the_same(stage):
    sums = [numbers(stage, angle=angle) for angle in range(0, 181, 20)]
    for kept, lost, both in sums:
        assert kept + lost == pytest.approx(both)
        assert both == pytest.approx(sums[0][2])


def test_no_angle_keeps_more_than_the_largest_eigenvalue(stage):
    from aeexplain.data.ellipse import ellipse

    cloud = ellipse(np.random.default_rng(0), 60)
    largest = np.linalg.eigvalsh(np.cov(cloud.T, bias=True))[-1]
    kept = [numbers(stage, angle=angle)[0] for angle in range(181)]
    assert max(kept) <= largest + 1e-9
    assert max(kept) == pytest.approx(largest, rel=1e-3, abs=1e-6)


def test_a_line_at_the_first_component_is_found(stage):
    kept = [numbers(stage, angle=angle)[0] for angle in range(181)]
    best = int(np.argmax(kept))
    assert stage.draw("projection", {"angle": best}).views["verdict"].text == "found"
    assert stage.draw("projection", {"angle": (best + 90) % 180}).views["verdict"].text == "90° away"


def bar(stage, angle):
    """The lengths of the bar's two parts, and where the mark stands, in shares of the bar."""
    svg = stage.draw("projection", {"angle": angle}).views["cloud"].svg
    parts = re.findall(r'class="fill-(a|b)" x="([\d.]+)" y="22" width="([\d.]+)"', svg)
    (mark,) = re.findall(r'class="line series-ink" d="M([\d.]+) 14V', svg)
    (_, left, kept), (_, middle, lost) = parts
    assert (float(left), float(middle)) == pytest.approx((0, float(kept)), abs=0.1)
    return float(kept) / 520, float(lost) / 520, float(mark) / 520


def test_the_bar_is_always_as_long_and_shows_what_is_kept_and_the_most_that_a_line_keeps(stage):
    most = max(numbers(stage, angle=angle)[0] for angle in range(181))
    for angle in (0, 35, 100, 125):
        kept, lost, mark = bar(stage, angle)
        value, _, everything = numbers(stage, angle=angle)
        assert kept + lost == pytest.approx(1, abs=1e-3)
        assert kept == pytest.approx(value / everything, abs=1e-3)
        assert mark == pytest.approx(most / everything, abs=2e-3)
        assert kept <= mark + 1e-3


def test_the_shadows_lie_on_the_line_that_the_handle_draws(stage):
    svg = stage.draw("projection", {"angle": 35}).views["cloud"].svg
    (shadows,) = re.findall(r'class="points large series-a" d="([^"]*)"', svg)
    places = np.array(re.findall(r"M(-?\d+) (-?\d+)h0", shadows), float) / 10
    low, high, bottom, top = map(float, re.search(r'data-y="(\S+) (\S+) (\S+) (\S+)"', svg).groups())
    across = places[:, 0] - 260
    up = (bottom + top) / 2 - places[:, 1]
    assert (low, high) == (-3.7, 3.7)
    assert np.abs(up * np.cos(np.deg2rad(35)) - across * np.sin(np.deg2rad(35))).max() < 0.2
