import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.data.densities import density
from aeexplain.demos import score_field as demo

FILE = Path(__file__).parents[2] / "weights" / "score-field.json"


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/score-field.json")


def frame(ae, **raw):
    declared = bridge.find("score-field")
    return declared.frame(declared.read(raw), {"ae": ae})


def frames(ae, **raw):
    declared = bridge.find("score-field")
    return list(declared.frames(declared.read(raw), {"ae": ae}))


def grid():
    axis = np.linspace(-demo.GRID_EDGE, demo.GRID_EDGE, demo.ROW, dtype=np.float32)
    return np.array([(x, y) for y in axis for x in axis], np.float32)


def away(name, x):
    """Return the mean distance of points to the nearest centre, the plain way."""
    centres = density(name).centres
    return np.mean([min(np.hypot(*(centre - point)) for centre in centres) for point in x])


@pytest.mark.parametrize(("name", "sigma"), [("spiral", 0.2), ("moons", 0.75)])
def test_cosine_and_error_compare_the_residual_with_the_true_score(ae, name, sigma):
    learned = ae.models[name].denoise(grid(), sigma) - grid()
    truth = sigma**2 * density(name).score(grid(), sigma)
    lengths = np.linalg.norm(truth, axis=1)
    cosines = (learned * truth).sum(1) / np.linalg.norm(learned, axis=1) / lengths
    views = frame(ae, data=name, sigma=sigma).views
    assert views["cosine"].value == pytest.approx((cosines * lengths).sum() / lengths.sum(), abs=1e-5)
    off = np.linalg.norm(learned - truth) / np.linalg.norm(truth)
    assert views["off"].value == pytest.approx(100 * off, rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("name", demo.NAMES)
def test_the_arrows_agree_with_the_truth_at_every_noise_of_the_slider(ae, name):
    found = [frame(ae, data=name, sigma=sigma).views["cosine"].value for sigma in np.arange(0.1, 0.81, 0.05)]
    assert min(found) > 0.96
    assert found[-1] > 0.999


def test_the_shading_is_the_density_with_noise():
    axis = np.linspace(-2, 2, 9)
    table = demo._density("moons", 0.15, axis)
    x = np.array([(across, up) for up in axis for across in axis], np.float32)
    assert table.ravel() == pytest.approx(density("moons").density(x, 0.15), rel=1e-3, abs=1e-6)


def dropped(name, sigma, others, own):
    """The forty dropped points and the reader's own, by their definition."""
    rng = np.random.default_rng(others)
    clean = density(name).draw(40, rng)
    noise = rng.standard_normal(clean.shape, np.float32)
    return np.concatenate([clean + np.float32(sigma) * noise, np.array([own], np.float32)])


def test_the_distances_are_those_to_the_nearest_centre(ae):
    start = dropped("spiral", 0.3, 5, (1.9, -1.9))
    views = frame(ae, sigma=0.3, others=5, own=[1.9, -1.9]).views
    assert views["before"].value == pytest.approx(away("spiral", start), abs=1e-4)
    once = ae.models["spiral"].denoise(start, 0.3)
    assert views["once"].value == pytest.approx(away("spiral", once), abs=1e-4)


def test_what_is_dropped_has_walked_at_once_as_far_as_a_run_goes(ae):
    raw = {"data": "moons", "sigma": 0.6, "others": 3, "own": [1.5, 1.5]}
    at_once, shown = frame(ae, **raw).views, frames(ae, **raw)
    sigmas = (*np.geomspace(0.6, demo.LAST, demo.STEPS), 0.0)
    ends = ae.models["moons"].walk(dropped("moons", 0.6, 3, (1.5, 1.5)), sigmas)[-1]
    assert len(shown) == demo.STEPS + 1
    assert shown[0].views["now"].value == shown[0].views["before"].value
    assert shown[-1].views["now"].value == pytest.approx(away("moons", ends), abs=1e-3)
    assert at_once["now"].value == pytest.approx(shown[-1].views["now"].value, abs=1e-6)
    assert at_once["exact"].value == pytest.approx(shown[-1].views["exact"].value, abs=1e-6)
    assert [each.views["noise"].value for each in shown[1:]] == pytest.approx(sigmas[:-1])


def test_the_reader_s_own_point_begins_where_it_is_dropped_and_ends_at_the_data(ae):
    picture = frame(ae, sigma=0.6, own=[1.5, 1.5]).views["walks"].svg
    (own,) = re.findall(r'class="line series-a" d="M([^"]*)"', picture)
    places = np.array([pair.split() for pair in own.split("L")], float) / 10
    assert places[0] == pytest.approx(demo.PLANE.at(1.5, 1.5), abs=0.1)
    end = [[places[-1][0] / 110 - 2, 2 - places[-1][1] / 110]]  # 440 pixels for 4 units
    assert away("spiral", np.array(end)) < 0.15


def test_the_density_is_shaded_and_the_true_arrows_are_shown_when_asked_for(ae):
    with_truth, without = (frame(ae, truth=truth).views["walks"].svg for truth in (True, False))
    assert 'class="arrow series-b wide"' in with_truth
    assert "series-b" not in without
    assert "terrace" in with_truth
    assert "terrace" in without


@pytest.mark.parametrize("name", demo.NAMES)
def test_many_steps_come_nearer_than_one_as_near_as_the_data_are(ae, name):
    last = frames(ae, data=name, sigma=0.8)[-1].views
    spread = away(name, density(name).draw(300, np.random.default_rng(0)))
    assert last["before"].value > 0.4
    assert last["once"].value > 4 * last["now"].value
    assert last["now"].value < spread
    assert abs(last["now"].value - last["exact"].value) < 0.02


def test_two_networks_of_one_architecture_are_different_keys(ae):
    spiral, moons = ae.models["spiral"], ae.models["moons"]
    assert spiral == moons, "parameters do not take part in the comparison"
    assert demo.Held(spiral) != demo.Held(moons)
    assert demo.Held(spiral) == demo.Held(spiral)
    assert hash(demo.Held(spiral)) == hash(demo.Held(spiral))
