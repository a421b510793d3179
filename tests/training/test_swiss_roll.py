from dataclasses import fields, replace

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.data.swiss_roll import swiss_roll
from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.losses.isometry import directions
from aeexplain.training.recipes import swiss_roll as recipe
from aeexplain.training.recipes.swiss_roll import (
    RECIPE,
    Rolls,
    best_turn,
    error,
    network,
    rolls,
    unrolled,
    upright,
)


@pytest.fixture(scope="module")
def data():
    return rolls()


@pytest.fixture(scope="module")
def weights(root):
    return checkpoint.loads((root / "weights/swiss-roll.json").read_text(), "weights/swiss-roll.json")


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_training_is_given_no_arc_length():
    assert [field.name for field in fields(Rolls)] == ["points", "held"]
    assert rolls().points.shape == (2000, 3)


def test_held_out_points_are_others_than_the_trained_ones(data):
    far = np.linalg.norm(data.held[0].points[:, None] - data.points[::4], axis=2)
    assert far.min() > 1e-6


def test_the_curriculum_begins_in_one_place_and_holds_every_point_once(data):
    points = RECIPE.begin(data, np.random.default_rng(0))["curriculum"]["points"]
    assert np.array_equal(np.sort(points, 0), np.sort(data.points, 0))
    first = points[: len(points) // 5]
    assert first.var(0).sum() < 0.6 * points.var(0).sum()


def test_a_few_steps_lower_the_loss(data):
    _, losses = trained(data, 150)
    assert np.mean(losses[-10:]) < 0.3 * np.mean(losses[:10])


def test_the_same_seed_trains_the_same_network_and_another_seed_another(data):
    (once, _), (again, _), (other, _) = (trained(data, 3, seed) for seed in (0, 0, 1))
    assert all(np.array_equal(once["net"][key], again["net"][key]) for key in once["net"])
    assert not np.array_equal(once["net"]["decoder.4.bias"], other["net"]["decoder.4.bias"])
    assert replace(RECIPE, seed=3).seed == 3


def test_only_the_unrolling_network_meets_jittered_points(data, monkeypatch):
    before, _ = trained(data, 3)
    monkeypatch.setattr(recipe, "JITTER", np.float32(0.3))
    after, _ = trained(data, 3)
    assert np.array_equal(before["plain"]["encoder.0.weight"], after["plain"]["encoder.0.weight"])
    assert not np.array_equal(before["net"]["encoder.0.weight"], after["net"]["encoder.0.weight"])


@pytest.mark.parametrize("isometry", [0.0, 0.1])
def test_the_whole_error_has_the_gradient_of_its_value(isometry, monkeypatch):
    rng = np.random.default_rng(2)
    small = network(4)
    monkeypatch.setattr(recipe, "network", lambda: small)
    params = {name: 0.5 * rng.standard_normal(shape) for name, shape in small.shapes().items()}
    x, v = rng.standard_normal((6, 3)), directions(6, 2, rng)

    def value(at):
        loss, _ = error(at, x, x, 0.0, v)
        z = small.bind(at).encode(x)
        u = (small.bind(at).decode(z + 0.05 * v) - small.bind(at).decode(z)) / 0.05
        return loss + isometry * float(np.mean(((u**2).sum(1) - 1) ** 2))

    assert gradient_gap(value, params, error(params, x, x, isometry, v)[1], rng) < 1e-5


def test_turning_the_code_upright_changes_no_reconstruction(data):
    params = network().init(np.random.default_rng(3))
    before, after = network().bind(params), upright(params, data.points)
    assert np.allclose(
        after.decode(after.encode(data.points)), before.decode(before.encode(data.points)), atol=1e-5
    )
    z = after.encode(data.points)
    assert np.allclose(z.mean(0), 0, atol=1e-5)
    assert abs(np.cov(z.T)[0, 1]) < 1e-5
    assert z[:, 0].var() > z[:, 1].var()


def test_the_best_turn_finds_a_rectangle_that_was_turned():
    roll = swiss_roll(300, np.random.default_rng(4))
    c, s = np.cos(0.7), np.sin(0.7)
    assert min(best_turn(roll.plane @ [[c, s], [-s, c]], roll)) > 0.998


@pytest.mark.parametrize(("name", "place"), [("net", 0), ("net", 3), ("plain", 0), ("pca", 0)])
def test_the_shipped_models_unroll_as_well_as_they_say(weights, data, name, place):
    measured = unrolled(weights.models[name], data.held[place], data.held[0].points)
    for key, value in measured.items():
        assert value == pytest.approx(weights.metrics[name][key][place], rel=1e-3, abs=5e-6)


def test_the_shipped_twin_folds(weights):
    metrics = weights.metrics
    assert metrics["plain"]["trust"][0] < 0.9
    assert metrics["plain"]["arc"][0] < 0.9
    assert weights.models["plain"].shapes() == weights.models["net"].shapes()


def test_the_shipped_code_is_a_rectangle_of_the_rolls_own_size(weights, data):
    z = weights.models["net"].encode(data.held[0].points)
    sides = np.ptp(z, 0)
    assert sides == pytest.approx(np.ptp(data.held[0].plane, 0), rel=0.15)
