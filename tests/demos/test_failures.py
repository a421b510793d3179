from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.failures import CASES, GREY, INPUTS, SILENT, STATIC

FILE = Path(__file__).parents[2] / "weights" / "failures.json"
IDENTITY, COLLAPSE, DEAD, HOLE = CASES


@pytest.fixture(scope="module")
def nets():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/failures.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("failures", FILE.read_text(encoding="utf-8"))
    return stage


def ill_and_well(stage, failure, **raw):
    return [
        stage.draw("failures", {"failure": failure, "cured": cured, **raw}).views for cured in (False, True)
    ]


@pytest.mark.parametrize("failure", CASES)
@pytest.mark.parametrize("cured", [False, True])
@pytest.mark.parametrize("static", [False, True])
def test_errors_are_those_of_the_named_network(nets, stage, failure, cured, static):
    net, x = nets.models[CASES[failure][cured]], STATIC if static else nets.samples["digits"]
    errors = np.mean((net.decode(net.encode(x)) - x) ** 2, axis=1)
    views = stage.draw("failures", {"failure": failure, "cured": cured, "static": static, "digit": 41}).views
    assert views["error"].value == pytest.approx(errors[41], abs=1e-6)
    assert views["errors"].value == pytest.approx(errors.mean(), abs=1e-6)
    assert views["fed"].text == ("static number 41" if static else f"a {nets.samples['labels'][41]}")


def test_every_class_has_its_column(nets):
    np.testing.assert_array_equal(nets.samples["labels"], np.repeat(np.arange(10), INPUTS // 10))


def test_a_wide_code_copies_static_and_a_narrow_one_does_not(stage):
    ill, well = ill_and_well(stage, IDENTITY, static=True)
    assert ill["errors"].value < GREY / 2 < GREY < well["errors"].value
    assert "static is copied" in ill["told"].text
    assert "static is not copied" in well["told"].text
    assert "eight" in well["diagnosis"].text
    assert "8 units" in well["code"].says


def test_a_collapsed_code_says_nothing_wherever_it_is_decoded(stage):
    places = [[0, 0], [1, 1]]
    ill, well = zip(*(ill_and_well(stage, COLLAPSE, point=place) for place in places), strict=True)
    moves = [
        np.ptp([each["probe"].rgba[..., 3].astype(int) for each in kind], axis=0).max()
        for kind in (ill, well)
    ]
    assert moves[0] <= 12 < 100 < moves[1]
    assert "the code says nothing" in ill[0]["told"].text
    assert "the code speaks" in well[0]["told"].text


def test_the_kl_told_is_the_networks(nets, stage):
    ill, well = ill_and_well(stage, COLLAPSE)
    for views, name in ((ill, "collapse_ill"), (well, "collapse_well")):
        mu, log_variance = nets.models[name].posterior(nets.samples["digits"])
        kl = (0.5 * (mu**2 + np.exp(log_variance) - log_variance - 1)).mean(0)
        assert (kl.max() < SILENT) == (name == "collapse_ill")
        assert views["symptom"].says == f"KL, nats: unit 1 {kl[0]:.2f}, unit 2 {kl[1]:.2f}"


def test_dead_units_are_counted_over_the_sixty_digits(nets, stage):
    for views, name in zip(ill_and_well(stage, DEAD), CASES[DEAD], strict=True):
        net = nets.models[name]
        z = (nets.samples["digits"] - net.params["centre"]) @ net.params["encoder"] + net.params["bias"]
        dead = int((~(z > 0).any(0)).sum())
        assert views["told"].text == f"{dead} of 56 units are never on"
        assert (dead > 10) == (name == "dead_ill")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_the_point_picks_a_unit_and_shows_what_one_more_of_it_adds(nets, stage, share):
    net = nets.models["dead_well"]
    unit = int(share * 56)
    atom = np.abs(net.params["dictionary"][:, unit].reshape(8, 8))
    views = stage.draw("failures", {"failure": DEAD, "cured": True, "point": [share, 0.5]}).views
    assert views["pointed"].text.startswith(f"unit {unit + 1} of 56")
    np.testing.assert_allclose(views["probe"].rgba[..., 3] / 255, atom / atom.max(), atol=0.01)


def test_the_hole_is_where_the_map_says(nets, stage):
    own, far = nets.metrics["holes"]["ill"], nets.samples["strangeness_ill"]
    low, high = np.array(own["box"])
    worst = ((np.array(own["where"]) - low) / (high - low)).tolist()
    views = stage.draw("failures", {"failure": HOLE, "point": worst}).views
    assert views["pointed"].text.endswith(f"{own['worst']:.2f} from a digit: a hole")
    assert views["told"].text.startswith(f"{own['share']:.0%} ")
    shown = views["probe"].rgba[..., 3] / 255
    decoded = nets.models["holes_ill"].decode(np.array(own["where"], np.float32)).reshape(8, 8)
    np.testing.assert_allclose(shown, decoded, atol=0.01)
    row, column = np.unravel_index(far.argmin(), far.shape)
    views = stage.draw("failures", {"failure": HOLE, "point": [column / 31, row / 31]}).views
    assert views["pointed"].text.endswith("like a digit")


def test_the_figure_opens_its_point_in_the_hole(stage):
    ill, well = ill_and_well(stage, HOLE)
    assert ill["pointed"].text.endswith("a hole")
    assert well["pointed"].text.endswith("like a digit")


def test_the_input_on_show_is_framed_in_its_column(stage):
    views = stage.draw("failures", {"digit": 20}).views  # the third 3
    blue = (views["outputs"].rgba == (10, 114, 190, 255)).all(-1)
    rows, columns = np.flatnonzero(blue.any(1)), np.flatnonzero(blue.any(0))
    assert (rows[0], rows[-1], columns[0], columns[-1]) == (18, 27, 27, 36)
