import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.walk import FRAMES, darkness

FILE = Path(__file__).parents[2] / "weights" / "latent-map.json"


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/latent-map.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("latent-map", FILE.read_text(encoding="utf-8"))
    return stage


def shade(view):
    """The ink of an image, from 0 to 1."""
    return view.rgba[..., 3] / 255


def decode(ae, place):
    return ae.models["net"].decode(np.array([place], np.float32))[0].reshape(28, 28)


@pytest.mark.parametrize("t", [0, 0.325, 1])
def test_the_blue_dot_decodes_on_the_straight_line_and_the_fade_between_its_ends(ae, stage, t):
    a, b = np.array([-2.5, 0.5]), np.array([1.5, -2.0])
    views = stage.draw("walk", {"a": a.tolist(), "b": b.tolist(), "t": t}).views
    between = decode(ae, (1 - t) * a + t * b)
    faded = (1 - t) * decode(ae, a) + t * decode(ae, b)
    assert shade(views["between"]) == pytest.approx(between, abs=0.5 / 255 + 1e-5)
    assert shade(views["faded"]) == pytest.approx(faded, abs=0.5 / 255 + 1e-5)
    assert views["dark"].value == pytest.approx((between**2).sum() / between.sum(), rel=1e-4, abs=1e-6)
    assert views["darkfade"].value == pytest.approx((faded**2).sum() / faded.sum(), rel=1e-4, abs=1e-6)


def test_the_strips_are_thirteen_steps_of_both_ways_and_the_marker_stands_on_them(ae, stage):
    a, b = np.array([2.1, 2.4]), np.array([0.8, -1.1])
    strips = stage.draw("walk", {}).views["strips"]
    low, high, left, right = map(float, strips.reach[0].split())
    ways = (
        lambda t: decode(ae, (1 - t) * a + t * b),
        lambda t: (1 - t) * decode(ae, a) + t * decode(ae, b),
    )
    for row, step in enumerate(ways):
        for t in np.linspace(0, 1, FRAMES):
            middle = left + (t - low) / (high - low) * (right - left)
            frame = shade(strips)[2 + 30 * row : 30 + 30 * row, round(middle) - 14 : round(middle) + 14]
            assert frame == pytest.approx(step(t), abs=0.5 / 255 + 1e-5)


def outside(ae, a, b):
    """Whether each of the 41 places of a way is outside of the region, worked out one by one."""
    places = [(1 - t) * np.array(a) + t * np.array(b) for t in np.linspace(0, 1, 41)]
    away = [np.hypot(*(ae.samples["codes"] - place).T).min() for place in places]
    return np.array(away) > ae.metrics["region"]["radius"]


def test_the_readout_says_where_the_way_leaves_the_region(ae, stage):
    t = np.flatnonzero(outside(ae, [2.1, 2.4], [0.8, -1.1])) / 40
    text = stage.draw("walk", {}).views["way"].text
    assert text == f"is outside the region for t from {t[0]:.3g} to {t[-1]:.3g}"


def test_a_way_within_the_crowd_stays_inside(ae, stage):
    a, b = [-0.5, -0.5], [0.5, 0.3]
    views = stage.draw("walk", {"a": a, "b": b}).views
    assert not outside(ae, a, b).any()
    assert views["way"].text == "stays inside the region"
    assert "bead" not in views["map"].svg


def test_a_way_that_leaves_often_is_told_by_its_share(ae, stage):
    a, b = [-2.9, 0.4], [2.1, 2.4]
    share = outside(ae, a, b).mean()
    text = stage.draw("walk", {"a": a, "b": b}).views["way"].text
    assert text.startswith("is outside the region 4 times")
    assert text.endswith(f"for {share:.0%} of it")


def test_between_two_kinds_the_cross_fade_is_paler_than_the_decode(stage):
    views = stage.draw("walk", {}).views
    assert views["dark"].value > views["darkfade"].value + 0.1


def test_the_pins_and_the_way_between_them_are_drawn_over_the_codes_alone(stage):
    svg = stage.draw("walk", {}).views["map"].svg
    assert re.findall(r"<text[^>]*>(\w)</text>", svg) == ["A", "B"]


def test_darkness_is_one_for_black_and_a_half_for_half_grey():
    assert darkness(np.array([0.0, 1.0, 1.0])) == 1
    assert darkness(np.array([0.0, 0.5, 0.5])) == 0.5
