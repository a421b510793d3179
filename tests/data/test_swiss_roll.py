import numpy as np
import pytest

from aeexplain.data.swiss_roll import END, GAP, HEIGHT, LENGTH, rolled, swiss_roll


@pytest.fixture
def roll():
    return swiss_roll(4000, np.random.default_rng(3))


def test_a_roll_has_a_place_in_space_and_on_the_rectangle_for_every_point(roll):
    assert (roll.points.shape, roll.plane.shape) == ((4000, 3), (4000, 2))
    assert {a.dtype for a in (roll.points, roll.arc, roll.height)} == {np.dtype(np.float32)}
    assert roll.arc.min() >= 0
    assert roll.arc.max() <= LENGTH
    assert np.abs(roll.height).max() <= HEIGHT / 2


def test_points_are_drawn_evenly_over_the_rectangle(roll):
    counts, _, _ = np.histogram2d(roll.arc, roll.height, bins=(5, 4))
    assert counts.min() > 150
    assert counts.max() < 250


def test_a_step_on_the_rectangle_is_a_step_of_the_same_length_in_space():
    arc, height = np.linspace(0, LENGTH - 0.001, 50), np.linspace(-0.7, 0.7, 50)
    for along, across in ((1e-4, 0), (0, 1e-4), (6e-5, 8e-5)):
        steps = np.linalg.norm(rolled(arc + along, height + across) - rolled(arc, height), axis=1)
        assert np.allclose(steps, 1e-4, rtol=1e-3)


def test_the_windings_are_a_gap_apart():
    turn = np.array([2.0, 2.0 + 1e-9])
    radius = np.hypot(*rolled(turn, np.zeros(2)).T[:2])
    t = radius[0] * END + 2 * np.pi  # the same direction, one winding on
    assert t / END - radius[0] == pytest.approx(GAP)


def test_the_same_seed_makes_the_same_roll_and_noise_moves_only_its_points(roll):
    again = swiss_roll(4000, np.random.default_rng(3))
    little, much = (swiss_roll(4000, np.random.default_rng(3), noise) for noise in (0.05, 0.1))
    assert np.array_equal(again.points, roll.points)
    assert np.array_equal(much.plane, roll.plane)
    assert (much.points - roll.points).std() == pytest.approx(0.1, rel=0.03)
    assert np.allclose(much.points - roll.points, 2 * (little.points - roll.points), atol=1e-6)
