from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.failures import (
    ACROSS,
    CASES,
    DOWN,
    GREY,
    INPUTS,
    LARGE,
    LEFTS,
    ORDER,
    SIDE,
    SILENT,
    STATIC,
)

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


def given(nets, failure, static):
    """What the networks get: the wide code's lower three of six of each class are static, for only static shows its failure."""
    digits = nets.samples["digits"]
    if failure == IDENTITY and not static:
        return np.array([STATIC[i] if i % 6 >= 3 else digits[i] for i in range(INPUTS)])
    return STATIC if static else digits


@pytest.mark.parametrize("failure", CASES)
@pytest.mark.parametrize("cured", [False, True])
@pytest.mark.parametrize("static", [False, True])
def test_errors_are_those_of_the_named_network(nets, stage, failure, cured, static):
    net, x = nets.models[CASES[failure][cured]], given(nets, failure, static)
    errors = np.mean((net.decode(net.encode(x)) - x) ** 2, axis=1)
    for digit in (38, 41):
        state = {"failure": failure, "cured": cured, "static": static, "digit": str(digit)}
        views = stage.draw("failures", state).views
        assert views["error"].value == pytest.approx(errors[digit], abs=1e-6)
        assert views["errors"].value == pytest.approx(errors.mean(), abs=1e-6)
        is_static = static or (failure == IDENTITY and digit == 41)
        assert views["fed"].text == (
            f"static number {digit}" if is_static else f"a {nets.samples['labels'][digit]}"
        )


def cells(view):
    """The sixty pictures of a sheet as opacity, (60, 8, 8), in the order of the weight file's digits."""
    sheet = view.rgba[..., 3].reshape(6, DOWN, 10, ACROSS).swapaxes(1, 2)[:, :, 1:, 1:-1] / 255
    found = np.empty((INPUTS, SIDE, SIDE))
    found[ORDER] = sheet.reshape(INPUTS, SIDE, SIDE)
    return found


@pytest.mark.parametrize("failure", [IDENTITY, COLLAPSE, DEAD])
@pytest.mark.parametrize("static", [False, True])
def test_both_sheets_show_what_their_network_makes_of_each_input(nets, stage, failure, static):
    x = given(nets, failure, static)
    views = stage.draw("failures", {"failure": failure, "static": static}).views
    for name, file in zip(("ill", "well"), CASES[failure], strict=True):
        net = nets.models[file]
        drawn = np.clip(net.decode(net.encode(x)), 0, 1).reshape(-1, SIDE, SIDE)
        np.testing.assert_allclose(cells(views[name]), drawn, atol=0.003)


def test_the_sheets_of_a_hole_show_places_all_over_both_planes(nets, stage):
    views = stage.draw("failures", {"failure": HOLE}).views
    for name, file, kind in (("ill", "holes_ill", "ill"), ("well", "collapse_well", "well")):
        low, high = np.array(nets.metrics["holes"][kind]["box"])
        for cell, share in ((0, (0.05, 11 / 12)), (42, (0.25, 0.25)), (59, (0.95, 1 / 12))):
            z = (low + np.array(share) * (high - low)).astype(np.float32)
            drawn = np.clip(nets.models[file].decode(z), 0, 1).reshape(SIDE, SIDE)
            np.testing.assert_allclose(cells(views[name])[ORDER[cell]], drawn, atol=0.003)


@pytest.mark.parametrize("failure", CASES)
def test_the_framed_picture_stands_large_beside_what_it_should_be(nets, stage, failure):
    views = stage.draw("failures", {"failure": failure, "digit": "16"}).views
    row = views["pair"].rgba[2 : 2 + SIDE * LARGE : LARGE, :, :]
    x, ill, x_again, well = (row[:, left : left + SIDE * LARGE : LARGE, 3] / 255 for left in LEFTS)
    np.testing.assert_allclose(ill, cells(views["ill"])[16], atol=0.003)
    np.testing.assert_allclose(well, cells(views["well"])[16], atol=0.003)
    if failure == HOLE:
        digits = nets.samples["digits"].reshape(-1, SIDE, SIDE)
        for shown, drawn in ((x, ill), (x_again, well)):
            nearest = digits[((digits - drawn) ** 2).sum((1, 2)).argmin()]
            np.testing.assert_allclose(shown, nearest, atol=0.003)
    else:
        np.testing.assert_allclose(x, given(nets, failure, False)[16].reshape(SIDE, SIDE), atol=0.003)
        assert np.array_equal(x, x_again)


def test_a_tap_on_a_cell_takes_the_digit_that_stands_there(stage):
    digit = bridge.find("failures").controls["digit"]
    assert digit.options[23] == "20"
    assert sorted(map(int, digit.options)) == list(range(INPUTS))
    assert set(digit.grounds) == {"ill", "well"}


def test_the_line_tells_both_networks_symptoms(nets, stage):
    def line(failure):
        return stage.draw("failures", {"failure": failure}).views["both"].text

    def error(name):
        net = nets.models[name]
        return np.mean((net.decode(net.encode(STATIC)) - STATIC) ** 2)

    def nats(name):
        mu, log_variance = nets.models[name].posterior(nets.samples["digits"])
        return 0.5 * (mu**2 + np.exp(log_variance) - log_variance - 1).sum(1).mean()

    def never(name):
        return int((nets.models[name].encode(nets.samples["digits"]) <= 0).all(0).sum())

    shares = [100 * nets.metrics["holes"][kind]["share"] for kind in ("ill", "well")]
    assert f"{error('identity_ill'):.3f}; through the narrow code, {error('identity_well'):.3f}" in line(
        IDENTITY
    )
    assert f"{nats('collapse_ill'):.2f} nats; at β = 1 it carries {nats('collapse_well'):.2f}" in line(
        COLLAPSE
    )
    assert line(DEAD) == (
        f"{never('dead_ill')} of 56 units are never on; under a fifth of the penalty, {never('dead_well')}."
    )
    assert line(HOLE).startswith(f"{shares[0]:.0f}% of the plane")
    assert line(HOLE).endswith(f"with a prior, {shares[1]:.0f}%.")


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
