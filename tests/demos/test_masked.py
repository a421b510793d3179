import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.masked import ACROSS, CELL, PATCHES
from aeexplain.draw.images.colour import INKS

TEXT = (Path(__file__).parents[2] / "weights" / "masked.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mae():
    return checkpoint.loads(TEXT, "weights/masked.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("masked", TEXT)
    return stage


@pytest.mark.parametrize("hidden", [1, 8, 15])
def test_the_readout_is_the_error_on_the_hidden_patches_alone(mae, stage, hidden):
    x = mae.samples["digits"][3]
    order = np.random.default_rng(7).permutation(PATCHES)
    visible = ~np.isin(np.arange(PATCHES), order[:hidden])
    y = np.clip(mae.models["net"].reconstruct(x, visible), 0, 1)
    covered = np.kron((~visible).reshape(4, 4), np.ones((7, 7))).astype(bool).ravel()
    frame = stage.draw("masked", {"digit": "3", "hidden": hidden, "seed": 7})
    assert frame.views["mse"].value == pytest.approx(float(((y - x)[covered] ** 2).mean()), abs=1e-6)


def test_visible_patches_come_back_unchanged(stage, mae):
    frame = stage.draw("masked", {"digit": "3", "hidden": 4, "seed": 0})
    order = np.random.default_rng(0).permutation(PATCHES)
    seen = ~np.kron(np.isin(np.arange(PATCHES), order[:4]).reshape(4, 4), np.ones((7, 7))).astype(bool)
    assert np.array_equal(frame.views["output"].rgba[seen], frame.views["input"].rgba[seen])


def covered(view):
    """The numbers of the patches that have a cover."""
    found = re.search(r'class="cover" d="([^"]*)"', view.over)
    corners = re.findall(r"M(\d+) (\d+)h", found[1]) if found else []
    return {int(left) // CELL + ACROSS * (int(top) // CELL) for left, top in corners}


def test_what_is_hidden_stays_hidden_as_more_is(stage):
    few, many = (covered(stage.draw("masked", {"hidden": hidden}).views["seen"]) for hidden in (4, 9))
    assert (len(few), len(many)) == (4, 9)
    assert few < many


def test_nothing_is_seen_under_a_cover(stage):
    view = stage.draw("masked", {"hidden": 9}).views["seen"]
    hidden = np.isin(np.arange(PATCHES), list(covered(view)))
    assert not patches(view)[hidden].any()
    assert patches(view)[~hidden].any()


def test_what_was_given_is_ink_what_the_network_made_up_blue_and_what_its_rival_did_plum(stage):
    views = stage.draw("masked", {"hidden": 9}).views
    hidden = np.isin(np.arange(PATCHES), list(covered(views["seen"])))
    for name, series in (("output", "a"), ("fill", "b")):
        colours = views[name].rgba[..., :3].reshape(4, 7, 4, 7, 3).swapaxes(1, 2).reshape(16, 49, 3)
        assert (colours[hidden] == INKS[series]).all()
        assert (colours[~hidden] == INKS["ink"]).all()


def test_the_network_beats_the_neighbours_on_the_average_digit(stage):
    frames = [
        stage.draw("masked", {"digit": d, "hidden": 8, "seed": s}) for d in "0123456789" for s in range(3)
    ]
    ours = np.mean([frame.views["mse"].value for frame in frames])
    theirs = np.mean([frame.views["rival"].value for frame in frames])
    assert ours < 0.4 * theirs


def patches(view):
    """The 16 patches of a picture's ink, (16, 49)."""
    return view.rgba[..., 3].reshape(4, 7, 4, 7).swapaxes(1, 2).reshape(16, 49)


def test_a_switched_patch_is_shown_where_it_was_hidden_and_hidden_where_it_was_shown(stage):
    drawn, switched = (
        covered(stage.draw("masked", {"hidden": 6, "seed": 2, "switched": cells}).views["seen"])
        for cells in ("", "0 5 10 15")
    )
    assert drawn ^ switched == {0, 5, 10, 15}


def test_the_count_and_the_error_follow_the_switched_patches(mae, stage):
    order = np.random.default_rng(2).permutation(PATCHES)
    drawn = {"digit": "3", "hidden": 6, "seed": 2}
    bare = stage.draw("masked", drawn | {"switched": " ".join(map(str, sorted(order[:6])))})
    assert bare.views["share"].value == 0
    assert bare.views["mse"].text == bare.views["rival"].text == "\N{EM DASH}"
    x, visible = mae.samples["digits"][3], ~np.isin(np.arange(PATCHES), order[:7])
    covered = np.kron((~visible).reshape(4, 4), np.ones((7, 7))).astype(bool).ravel()
    y = np.clip(mae.models["net"].reconstruct(x, visible), 0, 1)
    frame = stage.draw("masked", drawn | {"switched": str(order[6])})
    assert frame.views["share"].value == pytest.approx(7 / 16)
    assert frame.views["mse"].value == pytest.approx(float(((y - x)[covered] ** 2).mean()), abs=1e-6)


def test_with_nothing_to_see_the_network_still_answers(stage):
    order = np.random.default_rng(0).permutation(PATCHES)
    frame = stage.draw("masked", {"hidden": 15, "seed": 0, "switched": str(order[15])})
    assert frame.views["share"].text == "16 of 16"
    assert frame.views["output"].rgba[..., 3].max() > 0
