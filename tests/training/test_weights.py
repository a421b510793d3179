"""The weight files as shipped: their own numbers, and those that can be computed again."""

from pathlib import Path

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.errors import ExplainError
from aeexplain.training import recipes
from aeexplain.training.auditing import audit_file, differences
from aeexplain.training.recipes.bottleneck import PREFIXES, nested_error, network, prefixes
from aeexplain.training.samples.mnist import mnist
from aeexplain.training.weight_files import rounded

SHIPPED = sorted(path.stem for path in (Path(__file__).parents[2] / "weights").glob("*.json"))


@pytest.fixture(scope="session")
def weights(root):
    """A reader of shipped weight files."""

    def read(name):
        path = root / "weights" / f"{name}.json"
        return checkpoint.loads(path.read_text(encoding="utf-8"), f"weights/{path.name}")

    return read


def test_every_recipe_has_its_weight_file_and_every_file_its_recipe():
    assert recipes.names() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_weight_file_passes_its_gates(root, name):
    row = audit_file(recipes.find(name), root / "weights" / f"{name}.json")
    assert row.passed, [str(result) for result in row.results if not result.passed]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_the_samples_tell_is_what_was_stored(weights, name):
    shipped, recipe = weights(name), recipes.find(name)
    again = rounded(recipe.measure_samples(shipped.models, shipped.samples))
    assert not list(differences(shipped.metrics["samples"], again))


@pytest.mark.parametrize("name", SHIPPED)
def test_writing_a_shipped_file_again_changes_no_byte(root, weights, name):
    text = (root / "weights" / f"{name}.json").read_text(encoding="utf-8")
    assert checkpoint.dumps(weights(name)) == text


@pytest.mark.parametrize("name", SHIPPED)
def test_the_loss_fell(weights, name):
    losses = [loss for _, loss in weights(name).curve]
    assert np.mean(losses[-5:]) < 0.9 * losses[0]


@pytest.mark.parametrize("k", [1, 8, 32])
def test_the_bottlenecks_held_out_errors_measured_again_are_those_stored(weights, k):
    try:
        x = mnist().test
    except ExplainError as error:
        pytest.skip(f"MNIST cannot be had here: {error}")
    shipped = weights("bottleneck")
    for name in ("net", "pca"):
        model = shipped.models[name]
        x_hat = np.clip(model.decode(model.encode(x) * PREFIXES[k]), 0, 1)
        assert np.mean((x_hat - x) ** 2) == pytest.approx(shipped.metrics["mse"][name][k], rel=1e-3, abs=5e-6)


def test_bottleneck_ships_a_digit_of_each_class(weights):
    samples = weights("bottleneck").samples
    assert samples["labels"].tolist() == list(range(10))
    assert samples["digits"].shape == (10, 784)
    assert samples["digits"].max(1).min() > 0.9


def test_bottleneck_beats_pca_with_every_number_of_units(weights):
    mse = weights("bottleneck").metrics["mse"]
    assert len(mse["net"]) == len(mse["pca"]) == 33
    assert all(net < pca for net, pca in zip(mse["net"][1:], mse["pca"][1:], strict=True))


def test_the_bottlenecks_pca_has_orthonormal_components(weights):
    v = weights("bottleneck").models["pca"].params["components"]
    assert np.allclose(v.T @ v, np.eye(32), atol=0.02)


def test_prefixes_keep_the_first_k_units_with_k_drawn_often_small():
    kept = prefixes(np.random.default_rng(0), 4096)
    k = kept.sum(1).astype(int)
    assert np.array_equal(kept, np.arange(32) < k[:, None])
    assert set(k) == set(range(33))
    shares = np.bincount(k) / len(k)
    assert shares[1] == pytest.approx(2 * shares[2], rel=0.02)


def test_a_dropped_unit_gets_no_gradient():
    net = network(np.ones(12, bool), hidden=5, units=4)
    rng = np.random.default_rng(0)
    kept = np.tile(np.array([1, 1, 0, 0], np.float32), (6, 1))
    _, grads = nested_error(net, net.init(rng), rng.random((6, 12), np.float32), kept)
    reached = [grads["encoder.3.weight"].any(0), grads["decoder.0.weight"].any(1)]
    assert all(r.tolist() == [True, True, False, False] for r in reached)
