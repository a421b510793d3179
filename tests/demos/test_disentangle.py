import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.data.sprites import FACTORS, draw, sprites
from aeexplain.demos.disentangle import (
    CELL,
    DIMMED,
    KEYS,
    LIVE,
    MODELS,
    REACH,
    SAID,
    STOPS,
    UNITS,
    _alone,
    _by_hand,
    measure,
)

FILE = Path(__file__).parents[2] / "weights" / "disentangle.json"
LEARNED = [key for key in KEYS if key != "hand"]


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/disentangle.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("disentangle", FILE.read_text(encoding="utf-8"))
    return stage


@pytest.mark.parametrize("key", LEARNED)
def test_the_moved_picture_decodes_the_sprites_code_with_one_unit_set(ae, stage, key):
    x, net = ae.samples["sprites"][3], ae.models[key]
    z = net.encode(x)
    error = float(np.mean((net.decode(z) - x) ** 2))
    z[1] = -0.7
    raw = {"model": MODELS[key], "sprite": "4", "unit": "2", "value": -0.7}
    views = stage.draw("disentangle", raw).views
    assert views["error"].value == pytest.approx(error, abs=1e-7)
    shown = views["moved"].rgba[..., 3] / 255
    np.testing.assert_allclose(shown, net.decode(z).reshape(16, 16), atol=0.003)


@pytest.mark.parametrize("key", LEARNED)
def test_numbers_and_names_are_those_of_the_weights(ae, stage, key):
    own = ae.metrics[key]
    views = stage.draw("disentangle", {"model": MODELS[key]}).views
    assert views["mig"].value == own["mig"]
    assert views["mse"].value == own["mse"]
    assert views["kl"].value == pytest.approx(own["rate"], abs=1e-4)
    assert views["live"].value == own["live"]
    for unit, (nats, rho) in enumerate(zip(own["kl"], np.abs(own["spearman"]), strict=True)):
        name = SAID[list(FACTORS)[rho.argmax()]] if nats >= LIVE else "dead"
        assert f">{unit + 1} {name}<" in views["strips"].svg
        assert views["units"].rows[unit][3].value == pytest.approx(nats, abs=1e-6)


def test_the_factors_are_read_off_a_picture():
    pictures, factors = sprites(np.random.default_rng(3), 300)
    read = measure(pictures[:, None])[:, 0]
    assert np.all(np.abs(read - factors).mean(0) < (0.003, 0.003, 0.02, 0.6))
    assert all(np.corrcoef(a, b)[0, 1] > 0.999 for a, b in zip(read.T, factors.T, strict=True))


def test_a_turn_is_followed_past_the_vertical():
    degrees = np.linspace(40, 140, 9)
    rows = np.stack((np.zeros(9), np.zeros(9), np.full(9, 0.5), degrees), 1)
    assert np.all(np.diff(measure(draw(rows))[:, 3]) > 0)


def test_the_strips_moves_are_measured_from_its_pictures(ae, stage):
    net = ae.models["beta_1"]
    codes = np.tile(net.encode(ae.samples["sprites"][0]), (STOPS, 1))
    codes[:, 3] = np.linspace(-REACH, REACH, STOPS)
    low, high = np.array(list(FACTORS.values())).T
    moves = np.ptp(measure(net.decode(codes)), axis=0) / (high - low)
    text = stage.draw("disentangle", {"model": "β = 1", "sprite": "1", "unit": "4"}).views["travel"].text
    shares = [int(share) for share in re.findall(r"(\d+)%", text)]
    np.testing.assert_allclose(shares, 100 * moves, atol=0.51)


def test_by_hand_each_unit_is_one_factor_and_two_are_spare(stage):
    facts = _by_hand()
    assert facts.live == (True,) * 4 + (False,) * 2
    np.testing.assert_allclose(np.array(facts.rho)[:4] > 0.5, np.eye(4, dtype=bool))
    assert facts.mig > 0.95
    for unit, name in enumerate(FACTORS):
        raw = {"model": MODELS["hand"], "unit": str(unit + 1)}
        views = stage.draw("disentangle", raw).views
        assert views["error"].value < 1e-5
        assert views["follows"].text == f"{name}, |Spearman| 1.000"
        moves = dict(re.findall(r"(\w+) (\d+)%", views["travel"].text))
        assert int(moves.pop(name)) == pytest.approx(100, abs=8)
        assert max(map(int, moves.values())) <= 2
    spare = stage.draw("disentangle", {"model": MODELS["hand"], "unit": str(UNITS)}).views
    assert spare["travel"].text == "x 0%, y 0%, scale 0%, rotation 0%"


def strip_of(svg, unit):
    """The greatest opacity of the pictures in a unit's strip, without those that stand in its ring."""
    faded = re.search(r'<g class="mosaic series-a".*?</g>', svg)[0]
    top, bottom = 10 * CELL * unit, 10 * CELL * (unit + 1)
    found = re.findall(r'<path opacity="([\d.]+)" d="([^"]*)"', faded)
    return max(
        float(opacity)
        for opacity, path in found
        if any(top <= int(y) < bottom for y in re.findall(r"M\d+ (\d+)h", path))
    )


def test_a_dead_units_strip_is_faint(ae, stage):
    strips = stage.draw("disentangle", {}).views["strips"].svg
    for unit, nats in enumerate(ae.metrics["annealed"]["kl"]):
        assert (strip_of(strips, unit) > DIMMED + 0.1) == (nats >= LIVE)


@pytest.mark.parametrize("key", LEARNED)
def test_the_bar_is_drawn_from_all_six_rings(ae, stage, key):
    z = np.array([0.3, -0.7, 1.1, 0.9, -2.0, 0.5])
    raw = {"model": MODELS[key]} | {f"z{unit + 1}": value for unit, value in enumerate(z.tolist())}
    shown = stage.draw("disentangle", raw).views["drawn"].rgba[..., 3] / 255
    wanted = np.clip(ae.models[key].decode(z.astype(np.float32)), 0, 1)
    np.testing.assert_allclose(shown.ravel(), wanted, atol=0.003)


def test_a_ring_moves_its_own_number_across_all_strips(stage):
    """What stands in every ring is the bar as it is; the strip of the number itself stays."""
    still, moved = (stage.draw("disentangle", {"z2": value}).views["strips"].svg for value in (-1, 1))
    for unit in range(UNITS):
        parts = [runs_of(svg, unit) for svg in (still, moved)]
        assert (parts[0] == parts[1]) == (unit == 1), f"strip {unit + 1}"


def runs_of(svg, unit):
    faded = re.search(r'<g class="mosaic series-a".*?</g>', svg)[0]
    runs = re.findall(r"M\d+ (\d+)h\d+", faded), re.findall(r"M\d+ \d+h\d+", faded)
    return sorted(
        run for y, run in zip(*runs, strict=True) if 10 * CELL * unit <= int(y) < 10 * CELL * (unit + 1)
    )


def test_at_beta_one_place_and_turn_change_the_size_as_well_and_after_annealing_hardly(ae):
    z = np.array([bridge.find("disentangle").controls[f"z{unit + 1}"].start for unit in range(UNITS)])
    low, high = np.array(list(FACTORS.values())).T
    sizes = {}
    for key in ("beta_1", "annealed"):
        strips = ae.models[key].decode(_alone(z).astype(np.float32)).reshape(UNITS, STOPS, -1)
        sizes[key] = (np.ptp(measure(strips), axis=1) / (high - low))[[0, 2], 2]
    assert (sizes["beta_1"] > 0.38).all()
    assert (sizes["annealed"] < 0.25).all()
