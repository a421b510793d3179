"""The recipe of the sprites on a few of them, and the shipped nets on sprites made anew."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.data.sprites import FACTORS, sprites
from aeexplain.nn.optimisers.vae_step import cold_start, named_views
from aeexplain.training.recipes import disentangle
from aeexplain.training.recipes.disentangle import (
    OTHERS,
    RECIPE,
    SCHEDULES,
    STEPS,
    TOLD,
    Sprites,
    beta_at,
    measure_samples,
    of_one,
    spread,
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
    for prefix in ("", "1.", "4."):
        flats = [state[f"{prefix}{name}"]["flat"] for name in SCHEDULES]
        assert all(np.array_equal(flat, flats[0]) for flat in flats)
        assert not any(np.shares_memory(flat, flats[0]) for flat in flats[1:])


def test_every_seed_has_weights_batches_and_noise_of_its_own(data):
    state, _ = trained(data, 2)
    flats = [state[f"{prefix}beta_1"]["flat"] for prefix in ("", *(f"{seed}." for seed in OTHERS))]
    assert len({flat.tobytes() for flat in flats}) == len(OTHERS) + 1


def test_another_seed_is_trained_as_the_recipe_would_with_it(data, monkeypatch):
    among, _ = trained(data, 3)
    monkeypatch.setattr(disentangle, "OTHERS", ())
    alone, _ = trained(data, 3, seed=2)
    for name in SCHEDULES:
        assert np.array_equal(among[f"2.{name}"]["flat"], alone[name]["flat"])


def test_the_nets_that_ship_are_the_same_whether_other_seeds_are_trained_or_not(data, monkeypatch):
    with_others, _ = trained(data, 3)
    monkeypatch.setattr(disentangle, "OTHERS", ())
    alone, _ = trained(data, 3)
    assert np.array_equal(with_others["annealed"]["flat"], alone["annealed"]["flat"])


def test_the_spread_over_seeds_tells_least_mean_and_most():
    told = spread(np.array([[0.2, 0.9, 0.001], [0.4, 0.7, 0.003]]))
    assert told["mig"] == pytest.approx({"least": 0.2, "mean": 0.3, "most": 0.4})
    assert told["mse"]["most"] == 0.003


def test_the_shipped_seeds_hold_what_the_shipped_nets_reach_among_them(shipped):
    seeds = shipped.samples["seeds"]
    assert seeds.shape == (len(OTHERS) + 1, len(SCHEDULES), len(TOLD))
    for i, name in enumerate(SCHEDULES):
        for j, key in enumerate(TOLD):
            assert seeds[0, i, j] == pytest.approx(shipped.metrics[name][key], rel=0.02)


def test_over_five_seeds_a_high_beta_parts_the_factors_further_than_beta_1(shipped):
    told = shipped.metrics["samples"]["seeds"]
    for name in ("annealed", "beta_4"):
        assert told[name]["mig"]["least"] > told["beta_1"]["mig"]["most"]
        assert told[name]["mse"]["least"] > told["beta_1"]["mse"]["most"]


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
