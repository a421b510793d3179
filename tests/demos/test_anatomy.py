import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demo.controls.strokes import drawn_digit
from aeexplain.demos.anatomy import COLUMNS, PLACES, UNITS
from aeexplain.draw.images.colour import ADD, TAKE

FILE = Path(__file__).parents[2] / "weights" / "anatomy.json"
MIDDLE = COLUMNS[1]
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
    pca, x = ae.models["pca"], ae.samples["digits"][3]
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
    net, x = ae.models["net"], ae.samples["digits"][3]
    z = net.encode(x)
    part = net.decode(z) - net.decode(z * (np.arange(UNITS) != 9))
    rgba = stage.draw("anatomy", {"unit": 10}).views["part"].rgba.reshape(144, 4)
    seen = rgba[:, 3] > 20
    assert seen.any()
    assert np.array_equal(rgba[seen, 0] > rgba[seen, 2], part[seen] > 0)


def test_what_a_unit_that_is_off_leads_to_has_no_strong_edge(ae, stage):
    z = ae.models["net"].encode(ae.samples["digits"][5])
    off = int(np.abs(z).argmin()) + 1
    svg = stage.draw("anatomy", {"digit": "5", "unit": off}).views["network"].svg
    assert not [x for x in _ends(svg, "segment") if x > MIDDLE]
    on = int(z.argmax()) + 1
    svg = stage.draw("anatomy", {"digit": "5", "unit": on}).views["network"].svg
    assert [x for x in _ends(svg, "segment strong") if x > MIDDLE]


def _ends(svg, kind):
    """Where the edges of a kind end, in units of the drawing."""
    paths = re.findall(rf'class="{kind}[^"]*" d="([^"]*)"', svg)
    return [int(x) / 10 for path in paths for x in re.findall(r"L(\d+) ", path)]


@pytest.mark.parametrize(("digit", "unit"), [(3, 4), (0, 3), (8, 10)])
def test_a_red_pixel_owes_the_dot_a_third_of_its_ink_and_a_teal_one_is_kept_pale(ae, stage, digit, unit):
    net, x = ae.models["net"], ae.samples["digits"][digit]
    z = net.encode(x)
    x_hat, without = net.decode(z), net.decode(z * (np.arange(UNITS) != unit - 1))
    rgba = stage.draw("anatomy", {"digit": str(digit), "unit": unit}).views["output"].rgba.reshape(144, 4)
    red, teal = ((rgba[:, :3] == colour).all(1) for colour in (ADD, TAKE))
    assert red.any()
    assert teal.any()
    assert (x_hat - without >= x_hat / 3)[red].all()
    assert (without > x_hat)[teal].all()
    assert rgba[red, 3] / 255 == pytest.approx(x_hat[red], abs=0.5 / 255 + 1e-5)
    assert rgba[teal, 3] / 255 == pytest.approx((without - x_hat)[teal], abs=0.5 / 255 + 1e-5)


def test_a_dot_that_is_off_tints_nothing(stage):
    rgba = stage.draw("anatomy", {"digit": "3", "unit": 3}).views["output"].rgba
    assert not [colour for colour in (ADD, TAKE) if (rgba[..., :3] == colour).all(-1).any()]


def test_as_long_as_it_is_held_the_digit_is_redrawn_without_the_dot(ae, stage):
    net = ae.models["net"]
    z = net.encode(ae.samples["digits"][3])
    z[3] = 0
    frame = stage.draw("anatomy", {"digit": "3", "unit": 4, "silent": "on"})
    shown = frame.views["output"].rgba.reshape(144, 4)
    assert shown[:, 3] / 255 == pytest.approx(net.decode(z), abs=0.5 / 255 + 1e-5)
    assert ">0.0</text>" in frame.views["network"].svg
    assert frame.says.endswith("Shown is what is left without it.")


def test_the_ring_stands_around_the_dot(stage):
    """Each dot's middle is where the axis has its number, and the column of dots is as wide as the ring."""
    svg = stage.draw("anatomy", {}).views["network"].svg
    (_, _, left, right), (low, high, top, bottom) = (
        map(float, re.search(f'data-{axis}="([^"]*)"', svg)[1].split()) for axis in "xy"
    )
    for unit, (x, y) in enumerate(PLACES[1].tolist(), 1):
        assert top + (unit - low) / (high - low) * (bottom - top) == pytest.approx(y)
        assert (left + right) / 2 == pytest.approx(x)
