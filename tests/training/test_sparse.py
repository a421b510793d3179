"""The sparse recipe on a few made-up pieces, and the shipped file on its own."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.nn.models.sparse import SparseAutoencoder
from aeexplain.nn.optimisers.adam import zeros_like
from aeexplain.training.recipes import sparse
from aeexplain.training.recipes.sparse import (
    LEVELS,
    RECIPE,
    SIDE,
    UNITS,
    Pieces,
    coarse,
    fresh,
    measure_samples,
    medoids,
    network,
    shrinkage,
)
from aeexplain.training.steps.dead_units import revive_dead_units


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    strokes = rng.random((20, SIDE * SIDE)) < 0.1
    x = np.minimum((rng.random((600, 20)) < 0.2) @ strokes, 1).astype(np.float32)
    return Pieces(x[:400], x[400:])


@pytest.fixture(scope="module")
def shipped(root):
    return checkpoint.loads((root / "weights" / "sparse.json").read_text(encoding="utf-8"), "sparse.json")


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss_and_keep_the_atoms_at_length_one(data):
    state, losses = trained(data, 30)
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])
    assert np.linalg.norm(state["params"]["dictionary"], axis=0) == pytest.approx(np.ones(288), rel=1e-5)


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


def test_a_dead_unit_is_revived_and_the_living_are_left_alone(data):
    net, rng = SparseAutoencoder(SIDE * SIDE, 8, 2), np.random.default_rng(0)
    params = fresh(net, data.train, rng)
    params["bias"][3] = -1e6
    before = {name: value.copy() for name, value in params.items()}
    state = {"params": params, "first": zeros_like(params), "second": zeros_like(params)}
    state["first"]["bias"] += 1
    dead = np.flatnonzero(~(net.bind(params).encode(data.train) > 0).any(0))
    assert revive_dead_units(net, state, data.train, rng) == len(dead) >= 1
    alive = np.setdiff1d(np.arange(8), dead)
    assert 3 in dead
    assert params["bias"][3] == 0
    assert state["first"]["bias"].tolist() == [float(unit in alive) for unit in range(8)]
    assert np.array_equal(params["encoder"][:, alive], before["encoder"][:, alive])
    assert np.array_equal(params["encoder"][:, dead], params["dictionary"][:, dead])


def test_the_twin_learns_the_same_pieces_and_its_penalty_shrinks_the_code(data):
    state, _ = trained(data, 40)
    found = shrinkage(network(UNITS).bind(state["twin"]), data.test)
    assert found["gain"] > 1.1
    assert found["mse_with_gain"] < found["mse"]
    assert shrinkage(network().bind(state["params"]), data.test)["gain"] < found["gain"]


def test_the_twin_is_revived_as_the_network_is_and_does_not_change_it(data):
    def stepped(bias):
        rng = np.random.default_rng(0)
        state = RECIPE.begin(data, rng)
        state["twin"]["bias"][3] = bias
        RECIPE.step(state, data, sparse.REVIVE_EVERY - 1, rng)
        return state

    silent, loud = stepped(-1e6), stepped(0.0)
    assert abs(silent["twin"]["bias"][3]) < 1
    assert all(np.array_equal(silent["params"][key], loud["params"][key]) for key in loud["params"])


def test_coarse_numbers_err_by_at_most_half_a_level():
    values = np.random.default_rng(0).standard_normal((30, 4)).astype(np.float32)
    packed = coarse(values)
    assert np.abs(packed.data).max() == LEVELS
    assert (np.abs(packed.unpack() - values) <= np.abs(values).max(0) / LEVELS * 0.501).all()


def test_medoids_are_rows_that_differ():
    x = np.repeat(np.eye(3, 6, dtype=np.float32) * [[1], [2], [3]], 10, 0)
    assert x[medoids(x, 3)].max(1).tolist() == [1, 2, 3]


def test_the_shipped_dictionary_rebuilds_its_pieces_better_than_pca(shipped):
    again = measure_samples(shipped.models, shipped.samples)
    for model in ("net", "pca"):
        assert again["mse"][model] == pytest.approx(
            shipped.metrics["samples"]["mse"][model], rel=1e-3, abs=5e-6
        )
    assert again["mse"]["net"][8] < 0.4 * again["mse"]["pca"][8]


def test_the_shipped_atoms_have_length_one(shipped):
    lengths = np.linalg.norm(shipped.model.params["dictionary"], axis=0)
    assert lengths == pytest.approx(np.ones(288), abs=0.01)


def test_every_further_stroke_lowers_the_error(shipped):
    assert (np.diff(shipped.metrics["mse"]["net"]) < 0).all()


def test_the_l1_twin_is_worse_with_as_many_active_units(shipped):
    twin, own = shipped.metrics["samples"]["twin"], shipped.metrics["shrinkage"]
    assert twin["active"] > 7
    assert own["mse"] < 0.8 * twin["mse_with_gain"] < 0.8 * twin["mse"]
