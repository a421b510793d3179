import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.latent_map import DEMO, HOMES

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


def away(ae, place):
    return np.hypot(*(ae.samples["codes"] - place).T)


@pytest.mark.parametrize("look", [[0.54, -1.61], [-3.2, 3.1], [4, -4.1], [0.1, 0.1]])
def test_the_large_picture_is_the_decode_under_the_pointer(ae, stage, look):
    views = stage.draw("latent-map", {"look": look}).views
    assert shade(views["decode"]) == pytest.approx(decode(ae, look), abs=0.5 / 255 + 1e-5)
    distances = away(ae, look)
    where = "outside" if distances.min() > ae.metrics["region"]["radius"] else "inside"
    label = ae.samples["labels"][distances.argmin()]
    assert views["near"].text == f"{where} the region of the data; the nearest digit is a {label}"


def test_the_pictured_digit_is_the_nearest_with_its_own_reconstruction(ae, stage):
    views = stage.draw("latent-map", {"look": [1.3, 0.1]}).views
    nearest = away(ae, [1.3, 0.1])[:40].argmin()
    assert shade(views["digit"]).ravel() == pytest.approx(ae.samples["digits"][nearest], abs=0.5 / 255 + 1e-5)
    assert shade(views["rebuilt"]) == pytest.approx(
        decode(ae, ae.samples["codes"][nearest]), abs=0.5 / 255 + 1e-5
    )
    assert views["digit"].says.endswith(f"a {ae.samples['labels'][nearest]}")


def test_every_class_is_named_on_the_map(stage):
    svg = stage.draw("latent-map", {}).views["map"].svg
    assert all(f'class="label text-{digit}"' in svg for digit in range(10))
    assert len(svg) < 60_000


@pytest.mark.parametrize(("name", "place"), HOMES)
def test_a_place_to_jump_to_lies_within_the_country_of_its_digit(ae, name, place):
    nearest = ae.samples["labels"][away(ae, place).argsort()[:9]].tolist()
    assert nearest.count(int(name)) > 4
    assert away(ae, place).min() < ae.metrics["region"]["radius"]


def test_each_place_to_jump_to_is_drawn_ahead(stage):
    control, ahead = DEMO.ahead()
    assert control == "look"
    assert {place for _, place in HOMES} <= set(ahead)


def test_on_the_map_a_unit_is_as_long_across_as_upwards(stage):
    svg = stage.draw("latent-map", {}).views["map"].svg
    (x0, x1, left, right), (y0, y1, bottom, top) = (
        map(float, re.search(f'data-{axis}="([^"]*)"', svg)[1].split()) for axis in "xy"
    )
    assert (right - left) / (x1 - x0) == pytest.approx((bottom - top) / (y1 - y0), rel=1e-6)
