from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.latent_map import darkness

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
    assert views["near"].text == f"{where} the region; nearest digit: a {label}"


@pytest.mark.parametrize("t", [0, 0.325, 1])
def test_the_blue_dot_decodes_on_the_straight_line_and_the_fade_between_its_ends(ae, stage, t):
    a, b = np.array([-2.5, 0.5]), np.array([1.5, -2.0])
    views = stage.draw("latent-map", {"a": a.tolist(), "b": b.tolist(), "t": t}).views
    between = decode(ae, (1 - t) * a + t * b)
    faded = (1 - t) * decode(ae, a) + t * decode(ae, b)
    assert shade(views["between"]) == pytest.approx(between, abs=0.5 / 255 + 1e-5)
    assert shade(views["faded"]) == pytest.approx(faded, abs=0.5 / 255 + 1e-5)
    assert views["dark"].value == pytest.approx((between**2).sum() / between.sum(), rel=1e-4, abs=1e-6)
    assert views["darkfade"].value == pytest.approx((faded**2).sum() / faded.sum(), rel=1e-4, abs=1e-6)


def test_the_strips_are_nine_steps_of_both_ways(ae, stage):
    a, b = np.array([2.1, 2.4]), np.array([0.8, -1.1])
    views = stage.draw("latent-map", {}).views
    for name, step in (
        ("film", lambda t: decode(ae, (1 - t) * a + t * b)),
        ("fade", lambda t: (1 - t) * decode(ae, a) + t * decode(ae, b)),
    ):
        strip = shade(views[name])
        for i, t in enumerate(np.linspace(0, 1, 9)):
            frame = strip[2:30, 2 + 30 * i : 30 + 30 * i]
            assert frame == pytest.approx(step(t), abs=0.5 / 255 + 1e-5)


def test_the_pictured_digit_is_the_nearest_with_its_own_reconstruction(ae, stage):
    views = stage.draw("latent-map", {"look": [1.3, 0.1]}).views
    nearest = away(ae, [1.3, 0.1])[:40].argmin()
    assert shade(views["digit"]).ravel() == pytest.approx(ae.samples["digits"][nearest], abs=0.5 / 255 + 1e-5)
    assert shade(views["rebuilt"]) == pytest.approx(
        decode(ae, ae.samples["codes"][nearest]), abs=0.5 / 255 + 1e-5
    )
    assert views["digit"].says.endswith(f"a {ae.samples['labels'][nearest]}")


def outside(ae, a, b):
    """Whether each of the 41 places of a way is outside of the region, worked out one by one."""
    places = [(1 - t) * np.array(a) + t * np.array(b) for t in np.linspace(0, 1, 41)]
    return np.array([away(ae, place).min() > ae.metrics["region"]["radius"] for place in places])


def test_the_readout_says_where_the_way_leaves_the_region(ae, stage):
    t = np.flatnonzero(outside(ae, [2.1, 2.4], [0.8, -1.1])) / 40
    text = stage.draw("latent-map", {}).views["way"].text
    assert text == f"is outside the region for t from {t[0]:.3g} to {t[-1]:.3g}"


def test_a_way_within_the_crowd_stays_inside(ae, stage):
    a, b = [-0.5, -0.5], [0.5, 0.3]
    views = stage.draw("latent-map", {"a": a, "b": b}).views
    assert not outside(ae, a, b).any()
    assert views["way"].text == "stays inside the region"
    assert "bead" not in views["map"].svg


def test_a_way_that_leaves_often_is_told_by_its_share(ae, stage):
    a, b = [-2.9, 0.4], [2.1, 2.4]
    share = outside(ae, a, b).mean()
    text = stage.draw("latent-map", {"a": a, "b": b}).views["way"].text
    assert text.startswith("is outside the region 4 times")
    assert text.endswith(f"for {share:.0%} of it")


def test_between_two_kinds_the_cross_fade_is_paler_than_the_decode(stage):
    views = stage.draw("latent-map", {}).views
    assert views["dark"].value > views["darkfade"].value + 0.1


def test_every_class_is_named_on_the_map(stage):
    svg = stage.draw("latent-map", {}).views["map"].svg
    assert all(f'class="label text-{digit}"' in svg for digit in range(10))
    assert len(svg) < 60_000


def test_darkness_is_one_for_black_and_a_half_for_half_grey():
    assert darkness(np.array([0.0, 1.0, 1.0])) == 1
    assert darkness(np.array([0.0, 0.5, 0.5])) == 0.5
