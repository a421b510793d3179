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


def test_the_distances_are_those_to_the_nearest_centre(ae):
    walk = demo._begun(ae.models["spiral"], "spiral", 0.3, 5, (1.9, -1.9))
    views = frame(ae, sigma=0.3, others=5, own=[1.9, -1.9]).views
    assert tuple(walk.ways[0, -1]) == pytest.approx((1.9, -1.9))
    assert views["before"].value == pytest.approx(away("spiral", walk.ways[0]), abs=1e-4)
    once = ae.models["spiral"].denoise(walk.ways[0], 0.3)
    assert views["once"].value == pytest.approx(away("spiral", once), abs=1e-4)
    assert views["now"].value == views["exact"].value == views["before"].value


def test_a_run_is_the_fields_own_walk_and_ends_on_the_data(ae):
    shown = frames(ae, data="moons", sigma=0.6, others=3)
    sigmas = (*np.geomspace(0.6, demo.LAST, demo.STEPS), 0.0)
    start = demo._begun(ae.models["moons"], "moons", 0.6, 3, (0.3, 1.0)).ways[0]
    ends = ae.models["moons"].walk(start, sigmas)[-1]
    assert len(shown) == demo.STEPS + 1
    assert shown[-1].views["now"].value == pytest.approx(away("moons", ends), abs=1e-3)
    assert [each.views["noise"].value for each in shown[1:]] == pytest.approx(sigmas[:-1])


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
