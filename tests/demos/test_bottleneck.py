import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demo.controls.strokes import drawn_digit
from aeexplain.demos.bottleneck import FAITHFUL, RECOGNISABLE, UNITS, verdict

FILE = Path(__file__).parents[2] / "weights" / "bottleneck.json"


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/bottleneck.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("bottleneck", FILE.read_text(encoding="utf-8"))
    return stage


@pytest.mark.parametrize("k", [0, 1, 8, 32])
@pytest.mark.parametrize("digit", [0, 7])
def test_the_readout_is_the_error_of_the_code_cut_to_k_units(ae, stage, digit, k):
    x = ae.samples["digits"][digit]
    z = ae.models["net"].encode(x)
    z[k:] = 0
    mse = float(np.mean((ae.models["net"].decode(z) - x) ** 2))
    shown = stage.draw("bottleneck", {"k": k, "digit": str(digit)}).views["mse"]
    assert shown.value == pytest.approx(mse, abs=1e-6)
    assert shown.text == f"{mse:.3f}"


def test_more_units_never_make_the_average_digit_worse(stage):
    means = [
        np.mean([stage.draw("bottleneck", {"k": k, "digit": d}).views["mse"].value for d in "0123456789"])
        for k in (0, 2, 4, 8, 16, 32)
    ]
    assert np.all(np.diff(means) < 0)


def test_the_verdict_keeps_to_its_stated_thresholds():
    assert verdict(FAITHFUL) == "faithful"
    assert verdict(FAITHFUL + 1e-9) == "recognisable"
    assert verdict(RECOGNISABLE) == "recognisable"
    assert verdict(RECOGNISABLE + 1e-9) == "coarse"


def test_the_caption_states_the_thresholds_of_the_code(root):
    article = (root / "content" / "autoencoders" / "article.md").read_text(encoding="utf-8")
    assert str(FAITHFUL) in article
    assert str(RECOGNISABLE) in article


def test_a_drawn_digit_takes_the_samples_place(ae, stage):
    strokes = "20,20 80,20 50,90"
    x = drawn_digit(strokes)
    mse = float(np.mean((ae.models["net"].decode(ae.models["net"].encode(x)) - x) ** 2))
    frame = stage.draw("bottleneck", {"k": 32, "digit": "7", "pad": strokes})
    assert frame.views["mse"].value == pytest.approx(mse, abs=1e-6)
    assert frame.says.startswith("Your digit from 32 of 32 numbers")
    assert "your digit" in frame.views["input"].says
    assert stage.draw("bottleneck", {"digit": "7", "pad": ""}).says.startswith("Digit 7 from 6 of 32 numbers")


def test_dropped_units_are_dimmed(stage):
    svg = stage.draw("bottleneck", {"k": 5}).views["code"].svg
    dimmed = svg.partition('class="bar dimmed" d="')[2].partition('"')[0]
    assert dimmed.count("M") == UNITS - 5


def test_nothing_kept_has_no_compression_ratio(stage):
    ratio = stage.draw("bottleneck", {"k": 0}).views["ratio"]
    assert ratio.value is None


@pytest.mark.parametrize("k", [0, 5, 32])
def test_the_rule_stands_between_what_is_kept_and_what_is_dropped(stage, k):
    svg = stage.draw("bottleneck", {"k": k}).views["code"].svg
    low, high, left, right = map(float, re.search(r'data-x="([^"]*)"', svg)[1].split())
    place = left + (k - low) / (high - low) * (right - left)
    bars = {name: _lefts(svg, name) for name in ("bar fill-a", "bar dimmed")}
    assert (len(bars["bar fill-a"]), len(bars["bar dimmed"])) == (k, UNITS - k)
    assert all(x < place for x in bars["bar fill-a"])
    assert all(x > place for x in bars["bar dimmed"])


def _lefts(svg, name):
    path = svg.partition(f'class="{name}" d="')[2].partition('"')[0]
    return [float(x) for x in re.findall(r"M([\d.]+) ", path)]


def test_the_knob_rides_on_the_error_of_the_network(stage):
    frames = {k: stage.draw("bottleneck", {"k": k}).views for k in (0, 4, 9, 32)}
    for k, views in frames.items():
        track = re.search(r'data-track="([^"]*)"', views["curve"].svg)[1].split()
        assert len(track) == UNITS + 1
        assert [float(number) for number in track[k].split(",")] == pytest.approx(
            [k, views["mse"].value], rel=1e-4
        )


def test_a_four_from_few_numbers_becomes_a_nine_as_the_first_caption_says(stage):
    """Of the two only a 9 has a hole: paper that ink parts from the paper around."""
    shown = {k: stage.draw("bottleneck", {"digit": "4", "k": k}).views["output"] for k in (2, 3, 8, 32)}
    holes = {k: _has_hole(view.rgba[..., 3] > 80) for k, view in shown.items()}
    assert holes == {2: True, 3: True, 8: False, 32: False}


def _has_hole(dark):
    outside = np.zeros_like(dark)
    outside[0] = ~dark[0]
    for _ in range(dark.size):
        near = outside.copy()
        near[1:] |= outside[:-1]
        near[:-1] |= outside[1:]
        near[:, 1:] |= outside[:, :-1]
        near[:, :-1] |= outside[:, 1:]
        near &= ~dark
        if np.array_equal(near, outside):
            break
        outside = near
    return bool((~dark & ~outside).any())


def test_pca_needs_more_than_twice_as_many_numbers_as_the_captions_say(ae):
    net, pca = ae.metrics["mse"]["net"], ae.metrics["mse"]["pca"]
    needed = {k: next((j for j in range(UNITS + 1) if pca[j] <= net[k]), None) for k in range(1, UNITS + 1)}
    assert needed[1] == 2
    assert all(needed[k] > 2 * k for k in range(2, 16))
    assert needed[16] is None
