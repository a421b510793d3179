from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.data.swiss_roll import swiss_roll
from aeexplain.demos.swiss_roll import ANCHORS, Kept, takeaway
from aeexplain.nn.metrics.neighbourhoods import continuity, trustworthiness

FILE = Path(__file__).parents[2] / "weights" / "swiss-roll.json"
MAPS = ("code", "linear", "twin")


@pytest.fixture(scope="module")
def weights():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/swiss-roll.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("swiss-roll", FILE.read_text(encoding="utf-8"))
    return stage


def maps(weights, noise):
    """The sheet's coordinates and the three codes, in the order of arc length, worked out another way."""
    drawn = swiss_roll(400, np.random.default_rng(4), noise)
    order = np.argsort(drawn.arc)
    x = drawn.points[order]
    centred = (x - x.mean(0)).astype(float)
    linear = centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T
    codes = weights.models["net"].encode(x), linear, weights.models["plain"].encode(x)
    return drawn.plane[order], dict(zip(MAPS, codes, strict=True))


@pytest.mark.parametrize("noise", [0, 0.05, 0.1])
def test_the_readouts_are_trustworthiness_and_continuity_of_the_anchors(weights, stage, noise):
    plane, codes = maps(weights, noise)
    views = stage.draw("swiss-roll", {"noise": noise}).views
    for name, z in codes.items():
        trust, continuous = (measure(plane, z, 12, ANCHORS) for measure in (trustworthiness, continuity))
        assert views[f"kept{name}"].value == pytest.approx(trust, abs=2e-4)
        assert views[f"kept{name}"].text.split(" / ")[1] == pytest.approx(f"{continuous:.3f}")


def test_the_fifty_anchors_stand_for_all_points(weights, stage):
    plane, codes = maps(weights, 0)
    views = stage.draw("swiss-roll", {"noise": 0}).views
    for name, z in codes.items():
        assert views[f"kept{name}"].value == pytest.approx(trustworthiness(plane, z), abs=0.01)


@pytest.mark.parametrize("at", [1, 66, 205, 400])
def test_the_neighbours_that_stay_are_counted_in_every_map(weights, stage, at):
    plane, codes = maps(weights, 0.04)
    views = stage.draw("swiss-roll", {"noise": 0.04, "at": at}).views
    true = nearest(plane, at - 1)
    for name, z in codes.items():
        stay = len(true & nearest(z, at - 1))
        assert views[name].says.endswith(f"of point {at}, {stay} of 12 neighbours stay")
        assert views[f"stay{name}"].value == stay
    assert (views["arc"].text, views["height"].text) == tuple(f"{value:.2f}" for value in plane[at - 1])


def nearest(places, here):
    away = ((places - places[here]) ** 2).sum(1)
    return set(np.argsort(away)[1:13].tolist())


def test_the_dot_rides_on_the_points_of_both_maps_in_their_order_along_the_roll(weights, stage):
    _, codes = maps(weights, 0)
    views = stage.draw("swiss-roll", {"at": 66}).views
    for name in ("code", "linear"):
        root = ElementTree.fromstring(views[name].svg)
        track = np.array([pair.split(",") for pair in root.attrib["data-track"].split()], float)
        assert np.abs(track) == pytest.approx(np.abs(codes[name]), abs=1e-3)  # PCA's signs are anybody's
        (x, y), reach = track[65], [np.array(root.attrib[f"data-{axis}"].split(), float) for axis in "xy"]
        place = [
            a + (value - low) / (high - low) * (b - a)
            for value, (low, high, a, b) in zip((x, y), reach, strict=True)
        ]
        (star,) = (path for path in root.iter("path") if path.attrib["class"] == "points large series-ink")
        assert [float(each) / 10 for each in star.attrib["d"][1:-2].split()] == pytest.approx(place, abs=0.1)


def test_without_noise_the_three_fare_as_the_caption_says(stage):
    text = stage.draw("swiss-roll", {"noise": 0}).views["takeaway"].text
    assert text == "The autoencoder keeps neighbourhoods; PCA blurs them; the plain twin breaks them."


def test_the_takeaway_says_when_pca_is_ahead(stage):
    text = stage.draw("swiss-roll", {"noise": 0.1}).views["takeaway"].text
    assert text.startswith("The autoencoder and PCA blur neighbourhoods")
    assert text.endswith("in continuity PCA is ahead of the autoencoder.")


def test_the_takeaway_goes_by_the_lower_of_the_two_numbers():
    good, torn = Kept(0.99, 0.98), Kept(0.99, 0.89)
    assert takeaway({"code": good, "linear": good, "twin": good}) == (
        "The autoencoder, PCA and the plain twin keep neighbourhoods."
    )
    assert takeaway({"code": torn, "linear": torn, "twin": good}) == (
        "The plain twin keeps neighbourhoods; the autoencoder and PCA break them."
    )


def test_from_above_the_roll_is_a_spiral_and_from_the_side_a_drum(stage):
    def extent(side):
        svg = ElementTree.fromstring(stage.draw("swiss-roll", {"side": side}).views["roll"].svg)
        edge = next(path for path in svg.iter("path") if path.attrib["class"] == "line series-dimmed")
        places = np.array([pair.split(" ") for pair in edge.attrib["d"][1:].split("L")], float)
        return np.ptp(places, axis=0)

    wide, tall = extent([0, 90])
    assert tall / wide > 0.8
    wide, tall = extent([0, 0])
    assert tall / wide == pytest.approx(1.5 / 1.9, abs=0.1)


def test_turning_moves_the_roll_and_nothing_else(stage):
    first, turned = (stage.draw("swiss-roll", {"side": side}).views for side in ([0, 30], [90, 30]))
    assert [name for name in first if first[name] != turned[name]] == ["roll"]
