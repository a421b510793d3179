"""The recipe of the sprites on a few of them, and the shipped nets on sprites made anew."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.data.sprites import FACTORS, sprites
from aeexplain.nn.optimisers.vae_step import cold_start, named_views
from aeexplain.training.recipes import disentangle
from aeexplain.training.recipes.disentangle import (
    RECIPE,
    STEPS,
    Sprites,
    beta_at,
    measure_samples,
    of_one,
    traversals,
)

NEW = 77  # a seed that neither training nor the metrics have seen


@pytest.fixture(scope="module")
def data():
    x, rows = sprites(np.random.default_rng(0), 600)
    return Sprites(x[:400], x[400:], rows[400:], disentangle.network(hidden=8, inner=7))


@pytest.fixture(scope="module")
def shipped(root):
    text = (root / "weights" / "disentangle.json").read_text(encoding="utf-8")
    return checkpoint.loads(text, "disentangle.json")


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss(data):
    state, _ = trained(data, 60)  # by the first of which the annealed net is hushed
    net = data.net.bind(named_views(data.net, state["beta_1"]["flat"]))
    start = cold_start(data.net, data.train, np.random.default_rng(0)).model()
    errors = [((each.decode(each.encode(data.test)) - data.test) ** 2).mean() for each in (start, net)]
    assert errors[1] < 0.95 * errors[0]


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


def test_all_schedules_start_from_the_same_weights(data):
    state = RECIPE.begin(data, np.random.default_rng(0))
    flats = [own["flat"] for own in state.values()]
    assert all(np.array_equal(flat, flats[0]) for flat in flats)
    assert not any(np.shares_memory(flat, flats[0]) for flat in flats[1:])


def test_the_annealed_beta_hushes_then_stays_at_eight_then_falls_geometrically_to_one_and_stays():
    shares = (0, 0.04, 0.1, 0.4, 0.625, 0.8, 1)
    betas = [beta_at("annealed", int(share * STEPS)) for share in shares]
    assert betas == pytest.approx([64, 64, 8, 8, 8**0.5, 1, 1])
    falls = [beta_at("annealed", at) for at in range(STEPS)]
    assert falls == sorted(falls, reverse=True)
    assert [beta_at("beta_4", at) for at in (0, STEPS // 2, STEPS)] == pytest.approx([4, 4, 4])


def test_putting_units_in_order_changes_neither_reconstruction_nor_rate(data):
    net = data.net.bind(data.net.init(np.random.default_rng(3)))
    ordered = disentangle.ordered(net, data)
    x = data.test
    assert np.allclose(ordered.decode(ordered.encode(x)), net.decode(net.encode(x)), atol=1e-5)
    kl = ordered.kl(x).mean(0)
    assert (np.diff(kl) <= 1e-6).all()
    assert kl.sum() == pytest.approx(net.kl(x).mean(0).sum(), rel=1e-5)
    assert all(max(row, key=abs) >= 0 for row in disentangle.agreement(ordered.encode(x), data.factors))


def test_a_traversal_moves_one_unit_from_end_to_end(data):
    net = data.net.bind(data.net.init(np.random.default_rng(3)))
    z = np.linspace(-1, 1, 6).astype(np.float32)
    strips = traversals(net, z, 5)
    assert strips.shape == (6, 5, 256)
    moved = z.copy()
    moved[2] = -2
    assert np.allclose(strips[2, 0], net.decode(moved), atol=1e-6)


def test_the_shipped_nets_are_what_their_metrics_say(shipped):
    again = measure_samples(shipped.models, shipped.samples)
    for metric in ("mse", "rate"):
        assert again[metric] == pytest.approx(shipped.metrics["samples"][metric], rel=1e-3, abs=5e-6)


def test_on_new_sprites_the_annealed_net_keeps_its_bars(shipped):
    x, rows = sprites(np.random.default_rng(NEW), 2_000)
    found = of_one(shipped.models["annealed"], Sprites(x, x, rows, shipped.models["annealed"]))
    assert found["mig"] >= 0.30
    assert found["worst"] >= 0.88
    assert found["mse"] <= 0.001
    assert found["follows"] == shipped.metrics["annealed"]["follows"]


def test_in_the_annealed_net_four_units_follow_four_factors_and_two_are_silent(shipped):
    stored = shipped.metrics["annealed"]
    assert sorted(stored["follows"].values()) == [0, 1, 2, 3]
    assert stored["live"] == len(FACTORS)
    assert max(stored["kl"][4:]) < 0.1


def test_annealing_keeps_more_of_the_picture_than_a_high_beta_throughout(shipped):
    assert shipped.metrics["annealed"]["mse"] < shipped.metrics["beta_4"]["mse"]
    assert shipped.metrics["annealed"]["mig"] > shipped.metrics["beta_1"]["mig"]
    assert shipped.metrics["annealed"]["worst"] > shipped.metrics["beta_1"]["worst"]
