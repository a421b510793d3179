import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.vq import REACH, cells

TEXT = (Path(__file__).parents[2] / "weights" / "vq.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def vq():
    return checkpoint.loads(TEXT, "weights/vq.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("vq", TEXT)
    return stage


def distances(vq, points):
    """All distances from points (n, 2) to the codebook's entries, (n, 32)."""
    return np.linalg.norm(points[:, None] - vq.models["net"].params["codebook"], axis=-1)


def area(shape):
    """A polygon's area by the shoelace formula."""
    x, y = shape.T
    return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2


def inside(shape, points):
    """Which points (n, 2) lie in a convex polygon whose corners run anticlockwise."""
    edges = np.roll(shape, -1, 0) - shape
    way = points[:, None] - shape
    return (edges[:, 0] * way[..., 1] - edges[:, 1] * way[..., 0] >= 0).all(1)


def test_a_cell_holds_the_points_that_are_nearest_to_its_entry(vq):
    points = np.random.default_rng(0).uniform(-REACH, REACH, (4000, 2))
    nearest = distances(vq, points).argmin(1)
    for k, shape in enumerate(cells(vq.models["net"].params["codebook"].astype(float))):
        assert np.array_equal(inside(shape, points), nearest == k)


def test_the_cells_fill_the_plane(vq):
    shapes = cells(vq.models["net"].params["codebook"].astype(float))
    assert sum(map(area, shapes)) == pytest.approx((2 * REACH) ** 2)


@pytest.mark.parametrize("vector", [(0.0, 0.0), (-4.6, 5.1), (7.5, -7.5)])
def test_the_dragged_vector_snaps_to_the_nearest_entry(vq, stage, vector):
    away = distances(vq, np.array([vector]))[0]
    frame = stage.draw("vq", {"vector": list(vector)})
    assert frame.views["index"].value == away.argmin()
    assert frame.views["away"].value == pytest.approx(away.min(), abs=1e-5)
    assert f"entry {away.argmin()} at" in frame.says


@pytest.mark.parametrize("places", ["", "10", "0 5 15", " ".join(map(str, range(16)))])
def test_the_places_that_are_tapped_take_the_token(vq, stage, places):
    net, x = vq.models["net"], vq.samples["digits"][6]
    tokens = distances(vq, net.encode(x)).argmin(1)
    own = float(((net.decode(tokens) - x) ** 2).mean())
    tokens[[int(place) for place in places.split()]] = distances(vq, np.array([[-5, 5.5]])).argmin()
    views = stage.draw("vq", {"digit": "6", "places": places, "vector": [-5, 5.5]}).views
    assert views["mse_own"].value == pytest.approx(own, abs=1e-6)
    assert views["mse"].value == pytest.approx(float(((net.decode(tokens) - x) ** 2).mean()), abs=1e-6)
    for view in ("tokens", "grid"):
        assert views[view].says == f"16 tokens, row by row: {', '.join(map(str, tokens))}"
    assert re.findall(r">(\d+)</text>", views["tokens"].svg) == list(map(str, tokens))


def test_dragged_to_where_the_encoder_put_it_the_vector_changes_nothing(vq, stage):
    z = vq.models["net"].encode(vq.samples["digits"][3])
    for place in range(16):
        views = stage.draw("vq", {"digit": "3", "places": str(place), "vector": z[place].tolist()}).views
        assert views["mse"].value == views["mse_own"].value
        assert not views["change"].rgba[..., 3].any()


def test_at_the_start_the_swap_shows(stage):
    views = stage.draw("vq", {}).views
    assert views["mse"].value > 3 * views["mse_own"].value


def test_no_encoder_output_of_the_samples_is_out_of_reach(vq):
    assert np.abs(vq.models["net"].encode(vq.samples["digits"])).max() < REACH


def test_within_a_cell_the_digit_does_not_change_and_across_its_border_it_does(vq, stage):
    entry = vq.models["net"].params["codebook"][18].tolist()
    outputs = [
        stage.draw("vq", {"vector": [entry[0] + step, entry[1]]}).views["output"].rgba
        for step in (0, 0.4, 2.5)
    ]
    assert np.array_equal(outputs[0], outputs[1])
    assert not np.array_equal(outputs[0], outputs[2])
