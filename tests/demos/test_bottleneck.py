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
    assert shown.text == f"{mse:.4f}"


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
    assert frame.says.startswith("Your digit from 32 of 32 units")
    assert "your digit" in frame.views["input"].says
    assert stage.draw("bottleneck", {"digit": "7", "pad": ""}).says.startswith("Digit 7 from 8 of 32 units")


def test_dropped_units_are_dimmed(stage):
    svg = stage.draw("bottleneck", {"k": 5}).views["code"].svg
    dimmed = svg.partition('class="bar dimmed" d="')[2].partition('"')[0]
    assert dimmed.count("M") == UNITS - 5


def test_nothing_kept_has_no_compression_ratio(stage):
    ratio = stage.draw("bottleneck", {"k": 0}).views["ratio"]
    assert ratio.value is None
