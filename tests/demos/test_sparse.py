from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demo.controls.strokes import drawn_digit
from aeexplain.demos.sparse import CELL, COLUMNS, WIDE_COLUMNS, inkiest
from aeexplain.draw import thumbnails

TEXT = (Path(__file__).parents[2] / "weights" / "sparse.json").read_text(encoding="utf-8")
STROKES = "20,20 80,20 50,90;30,55 70,55"


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(TEXT, "weights/sparse.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("sparse", TEXT)
    return stage


def code(ae, x, k):
    """The code by its definition: a matrix product, a cut at zero, a sort."""
    p = ae.models["net"].params
    z = np.maximum((x - p["centre"]) @ p["encoder"] + p["bias"], 0)
    z[np.argsort(z)[:-k]] = 0
    return z


def at(unit):
    """The raw value of the point over a unit, counted from 0."""
    return [unit % COLUMNS + 0.5, unit // COLUMNS + 0.5]


def error(ae, z, x):
    p = ae.models["net"].params
    return float(np.mean((np.clip(p["centre"] + p["dictionary"] @ z, 0, 1) - x) ** 2))


@pytest.mark.parametrize("k", [1, 4, 8])
def test_the_readouts_are_those_of_the_k_strongest_units(ae, stage, k):
    x = ae.samples["patches"][6]
    views = stage.draw("sparse", {"pattern": "7", "k": k}).views
    assert views["active"].value == k
    assert views["mse"].value == pytest.approx(error(ae, code(ae, x, k), x), abs=1e-6)


@pytest.mark.parametrize("k", [1, 8])
def test_pca_has_as_many_components(ae, stage, k):
    x, p = ae.samples["patches"][6], ae.models["pca"].params
    basis = p["components"][:, :k]
    x_pca = np.clip(p["mean"] + basis @ (basis.T @ (x - p["mean"])), 0, 1)
    views = stage.draw("sparse", {"pattern": "7", "k": k}).views
    assert views["linear"].value == pytest.approx(float(((x_pca - x) ** 2).mean()), abs=1e-6)


@pytest.mark.parametrize(("weight", "active"), [(0, 7), (1, 8), (2, 8)])
def test_the_weight_mutes_or_boosts_the_atom_pointed_at(ae, stage, weight, active):
    x = ae.samples["patches"][0]
    z = code(ae, x, 8)
    strongest = int(z.argmax())
    z[strongest] *= weight
    frame = stage.draw("sparse", {"pattern": "1", "k": 8, "point": at(strongest), "weight": weight})
    assert frame.views["coefficient"].value == pytest.approx(float(z[strongest]), abs=1e-5)
    assert frame.views["active"].value == active
    assert frame.views["mse"].value == pytest.approx(error(ae, z, x), abs=1e-6)
    assert f"atom {strongest + 1} " in frame.says


@pytest.mark.parametrize(("out", "active"), [([2], 5), ([0, 1, 6], 4), ([7, 8], 6)])
def test_what_is_taken_out_leaves_the_sum_and_all_else_stays(ae, stage, out, active):
    x = ae.samples["patches"][3]
    z = code(ae, x, 6)
    z[np.argsort(-z)[[cell - 1 for cell in out if 0 < cell <= 6]]] = 0
    p = ae.models["net"].params
    x_hat = np.clip((0 not in out) * p["centre"] + p["dictionary"] @ z, 0, 1)
    frame = stage.draw("sparse", {"pattern": "4", "k": 6, "out": out})
    assert frame.views["mse"].value == pytest.approx(float(np.mean((x_hat - x) ** 2)), abs=1e-6)
    assert frame.views["active"].value == active
    named = ", ".join("the centre" if cell == 0 else f"stroke {cell}" for cell in out)
    assert f"taken out {named}:" in frame.says


@pytest.mark.parametrize("out", [[], [2, 5]])
def test_the_strokes_in_the_sum_have_a_ring_in_the_dictionary_and_the_last_that_of_the_handle(ae, stage, out):
    z = code(ae, ae.samples["patches"][3], 6)
    order = np.argsort(-z)[:6]
    sheet = stage.draw("sparse", {"pattern": "4", "k": 6, "out": out}).views["use"].rgba
    corners = sheet[::CELL, ::CELL].reshape(-1, 4)  # of each atom's cell
    ringed = [int(j) for place, j in enumerate(order, 1) if place not in out]
    assert sheet.shape[1] == WIDE_COLUMNS * CELL
    assert sorted(np.flatnonzero(corners[:, 3]).tolist()) == sorted(ringed)
    assert [tuple(corners[j, :3]) == (219, 71, 10) for j in ringed] == [j == order[-1] for j in ringed]


def test_a_unit_that_is_silent_stays_silent(ae, stage):
    silent = int(np.flatnonzero(code(ae, ae.samples["patches"][0], 8) == 0)[0])
    frames = [
        stage.draw("sparse", {"pattern": "1", "k": 8, "point": at(silent), "weight": w}) for w in (0, 2)
    ]
    assert [frame.views["coefficient"].value for frame in frames] == [0, 0]
    assert frames[0].views["mse"].value == frames[1].views["mse"].value


def test_active_atoms_are_brighter_in_the_dictionary_than_the_others(ae, stage):
    z = code(ae, ae.samples["patches"][0], 8)
    view = stage.draw("sparse", {"pattern": "1", "k": 8, "point": at(287)}).views["dictionary"]
    cells = view.rgba[..., 3].reshape(16, CELL, 18, CELL).swapaxes(1, 2).reshape(288, CELL, CELL)
    inside = cells[:-1, 1:-1, 1:-1].max((1, 2))
    assert inside[z[:-1] > 0].min() > inside[z[:-1] == 0].max()


def test_the_last_of_the_sums_is_the_reconstruction(stage):
    views = stage.draw("sparse", {"k": 5}).views
    last = views["sums"].rgba[1:-1, 5 * CELL + 1 : 6 * CELL - 1]
    assert np.abs(last[..., 3].astype(int) - views["output"].rgba[..., 3]).max() <= 1


def test_of_a_drawing_the_piece_with_the_most_ink_is_taken(stage):
    drawing = drawn_digit(STROKES)
    image = drawing.reshape(28, 28)
    pieces = [image[i : i + 12, j : j + 12] for i in range(2, 15) for j in range(2, 15)]
    piece = inkiest(drawing)
    assert piece.sum() == pytest.approx(max(float(each.sum()) for each in pieces), abs=1e-4)
    assert any(np.array_equal(piece, each.ravel()) for each in pieces)
    shown = stage.draw("sparse", {"drawn": STROKES}).views["both"].svg
    assert thumbnails(piece.reshape(1, 12, 12), [(0, 0)], (18, 18)) in shown


def test_the_network_beats_pca_on_every_pattern(stage):
    for pattern in range(1, 13):
        views = stage.draw("sparse", {"pattern": str(pattern), "k": 8}).views
        assert views["mse"].value < 0.6 * views["linear"].value
