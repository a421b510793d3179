from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demo.controls.strokes import drawn_digit
from aeexplain.demos.anatomy import UNITS

FILE = Path(__file__).parents[2] / "weights" / "anatomy.json"
STROKES = "20,20 80,20;80,20 40,90"


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/anatomy.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("anatomy", FILE.read_text(encoding="utf-8"))
    return stage


def mse(x_hat, x):
    return pytest.approx(float(np.mean((x_hat - x) ** 2)), abs=1e-6)


@pytest.mark.parametrize("unit", [1, 10, 12])
@pytest.mark.parametrize("digit", [0, 5])
def test_the_readouts_are_the_errors_with_and_without_the_unit(ae, stage, digit, unit):
    net, x = ae.models["net"], ae.samples["digits"][digit]
    z = net.encode(x)
    views = stage.draw("anatomy", {"digit": str(digit), "unit": unit}).views
    assert views["value"].value == pytest.approx(float(z[unit - 1]), abs=1e-5)
    assert views["mse"].value == mse(net.decode(z), x)
    z[unit - 1] = 0
    assert views["silenced"].value == mse(net.decode(z), x)


def test_the_rival_is_pca_with_as_many_components(ae, stage):
    pca, x = ae.models["pca"], ae.samples["digits"][5]
    assert pca.encode(x).shape == (UNITS,)
    assert stage.draw("anatomy", {}).views["linear"].value == mse(np.clip(pca.decode(pca.encode(x)), 0, 1), x)


def test_a_drawn_digit_takes_the_place_of_the_sample(ae, stage):
    image = drawn_digit(STROKES).reshape(28, 28)[2:26, 2:26]
    x = image.reshape(12, 2, 12, 2).mean((1, 3)).reshape(144)
    frame = stage.draw("anatomy", {"drawn": STROKES})
    net = ae.models["net"]
    assert frame.views["mse"].value == mse(net.decode(net.encode(x)), x)
    assert frame.says.startswith("Your digit")


def test_the_picture_of_the_part_is_warm_where_the_unit_adds_ink(ae, stage):
    net, x = ae.models["net"], ae.samples["digits"][5]
    z = net.encode(x)
    part = net.decode(z) - net.decode(z * (np.arange(UNITS) != 9))
    rgba = stage.draw("anatomy", {"unit": 10}).views["part"].rgba.reshape(144, 4)
    seen = rgba[:, 3] > 20
    assert seen.any()
    assert np.array_equal(rgba[seen, 0] > rgba[seen, 2], part[seen] > 0)


def test_a_unit_that_is_off_has_no_strong_edge_behind_it(ae, stage):
    z = ae.models["net"].encode(ae.samples["digits"][5])
    off = int(np.abs(z).argmin()) + 1
    behind = stage.draw("anatomy", {"unit": off}).views["network"].svg.split('class="segment series-b"')[2]
    assert behind.startswith(' d="" ')
