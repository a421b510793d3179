"""The recipe of the faces on a few of them, and the shipped nets on faces made anew."""

from itertools import pairwise

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.data.faces import FACTORS, faces
from aeexplain.nn.metrics.ranks import spearman
from aeexplain.nn.models.pca import PCA
from aeexplain.training.recipes import vae_faces
from aeexplain.training.recipes.vae_faces import BETAS, FROM, RECIPE, Faces, measure_samples, name, nearest

NEW = 77  # a seed that neither training nor the metrics have seen


@pytest.fixture(scope="module")
def data():
    x, rows = faces(np.random.default_rng(0), 600)
    return Faces(x[:400], x[400:], rows[400:], vae_faces.network(hidden=8))


@pytest.fixture(scope="module")
def shipped(root):
    text = (root / "weights" / "vae-faces.json").read_text(encoding="utf-8")
    return checkpoint.loads(text, "vae-faces.json")


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss(data):
    _, losses = trained(data, 150)
    assert np.mean(losses[-5:]) < np.mean(losses[:5]) - 10


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


def test_every_beta_has_its_turn_after_the_one_that_it_starts_from():
    turns = [vae_faces.turn(at)[:2] for at in range(vae_faces.FIRST, RECIPE.steps, vae_faces.LATER)]
    assert sorted(beta for _, beta in turns) == sorted(BETAS)
    done = ["start"]
    for key, beta in turns:
        assert FROM[beta] in done
        done.append(key)


def test_a_net_starts_from_its_neighbours_average(data, monkeypatch):
    monkeypatch.setattr(vae_faces, "FIRST", 5)
    monkeypatch.setattr(vae_faces, "LATER", 3)
    state, _ = trained(data, 5)
    start = state["start"]["average"].copy()
    RECIPE.step(state, data, 5, np.random.default_rng(1))
    moved = np.abs(state[name(next(iter(FROM)))]["flat"] - start).max()
    assert 0 < moved < 2 * vae_faces.ADAM.rate
    assert np.array_equal(state["start"]["average"], start)


def test_turning_the_axes_changes_neither_reconstruction_nor_rate(data):
    net = data.net.bind(data.net.init(np.random.default_rng(3)))
    turned = vae_faces.turned(net, [1, 0], np.array([-1, 1], np.float32))
    x = data.test[:20]
    assert np.allclose(turned.decode(turned.encode(x)), net.decode(net.encode(x)), atol=1e-6)
    assert np.allclose(turned.kl(x), net.kl(x)[:, ::-1], atol=1e-6)
    assert np.allclose(turned.encode(x), net.encode(x)[:, ::-1] * [-1, 1], atol=1e-6)


def test_stretching_a_plane_lowers_its_rate_as_far_as_shift_and_scale_can_and_changes_no_decode(data):
    net = data.net.bind(data.net.init(np.random.default_rng(3)))
    x, eps = data.test, np.random.default_rng(4).standard_normal((len(data.test), 2), np.float32)
    stretched = vae_faces.stretched(net, x)
    (mu, log_variance), (before, log_variance_before) = stretched.posterior(x), net.posterior(x)
    assert mu.mean(0) == pytest.approx([0, 0], abs=1e-4)
    assert (mu**2 + np.exp(log_variance)).mean(0) == pytest.approx([1, 1], rel=1e-4)
    assert (stretched.kl(x).mean(0) < net.kl(x).mean(0)).all()
    sampled = stretched.decode(mu + np.exp(0.5 * log_variance) * eps)
    assert np.allclose(sampled, net.decode(before + np.exp(0.5 * log_variance_before) * eps), atol=1e-5)


def test_the_nearest_of_the_others_is_found():
    x, _ = faces(np.random.default_rng(5), 40)
    assert nearest(x[:10], x) == pytest.approx(np.zeros(10), abs=1e-12)
    by_hand = sorted(((x[10:] - one) ** 2).mean(1).min() for one in x[:10])
    assert nearest(x[:10], x[10:]) == pytest.approx(by_hand, rel=1e-5)


def test_the_shipped_nets_are_what_their_metrics_say(shipped):
    again = measure_samples(shipped.models, shipped.samples)
    for metric in ("mse", "rate"):
        assert again[metric] == pytest.approx(shipped.metrics["samples"][metric], rel=1e-3, abs=5e-6)


def test_on_new_faces_the_first_unit_is_the_smile_and_the_second_the_width(shipped):
    x, rows = faces(np.random.default_rng(NEW), 1_000)
    z = shipped.models["beta_1"].encode(x)
    assert [spearman(z[:, i], rows[:, i]) > 0.99 for i in range(2)] == [True, True]
    assert list(FACTORS)[:2] == ["smile", "width"]


def test_on_new_faces_the_net_is_far_better_than_two_components(shipped):
    x, _ = faces(np.random.default_rng(NEW), 3_000)
    net, pca = shipped.models["beta_1"], PCA.fit(x[1_000:], 2)
    mse, linear = (((model.decode(model.encode(x[:1_000])) - x[:1_000]) ** 2).mean() for model in (net, pca))
    assert mse < 0.35 * linear


def test_a_higher_price_buys_less_rate_and_more_distortion_and_prior_samples_nearer_to_the_data(shipped):
    columns = [shipped.metrics[key] for key in ("rate", "distortion", "nearest")]
    assert [np.sign(np.diff(column)).tolist() for column in columns] == [[-1] * 5, [1] * 5, [-1] * 5]
    x, _ = faces(np.random.default_rng(NEW), 1_000)
    rates = [shipped.models[name(beta)].kl(x).sum(1).mean() for beta in BETAS]
    assert rates == sorted(rates, reverse=True)


def test_on_new_faces_prior_samples_come_nearer_to_the_data_with_every_price(shipped):
    x, _ = faces(np.random.default_rng(NEW), 4_000)
    prior = np.random.default_rng(NEW).standard_normal((6_000, 2), np.float32)
    distances = [nearest(shipped.models[name(beta)].decode(prior), x).mean() for beta in BETAS]
    assert distances == sorted(distances, reverse=True)


def test_the_rate_is_its_two_parts_and_the_bound_is_best_at_one(shipped):
    parts = np.add(shipped.metrics["information"], shipped.metrics["marginal"])
    assert parts == pytest.approx(np.array(shipped.metrics["rate"]), rel=1e-4)
    assert BETAS[int(np.argmax(shipped.metrics["elbo"]))] == 1


def test_neighbouring_nets_put_a_face_in_nearly_the_same_place(shipped):
    x, _ = faces(np.random.default_rng(NEW), 500)
    codes = [shipped.models[name(beta)].encode(x) for beta in BETAS]
    for here, there in pairwise(codes):
        assert all(np.corrcoef(here[:, i], there[:, i])[0, 1] > 0.98 for i in range(2))
