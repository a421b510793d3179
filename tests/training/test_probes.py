"""The recipe of the linear probes on a few made-up digits, and the shipped probes."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.errors import ExplainError
from aeexplain.nn.layers.layer import select_prefix
from aeexplain.training.measures import digit_codes
from aeexplain.training.measures.digit_codes import CODES, FILES, all_visible, by_halves, weights
from aeexplain.training.recipes import probes
from aeexplain.training.recipes.probes import RECIPE, SEEDS, Codes, probed
from aeexplain.training.samples.mnist import mnist

SAME_ERROR = {  # codes whose error another weight file tells
    "bottleneck": ("bottleneck", "mse.net.32"),
    "pca_16": ("bottleneck", "mse.pca.16"),
    "map": ("latent-map", "mse"),
    "latent": ("latent-diffusion", "mse"),
    "tokens": ("vq", "mse"),
}


@pytest.fixture(scope="module")
def shipped(root):
    return checkpoint.loads((root / "weights/probes.json").read_text(encoding="utf-8"), "probes.json")


@pytest.fixture(scope="module")
def data():
    """Two codes of 400 digits: one whose numbers tell the class, and one that is noise."""
    rng = np.random.default_rng(0)
    labels = rng.integers(10, size=400).astype(np.uint8)
    telling = np.eye(10, dtype=np.float32)[labels] + 0.1 * rng.standard_normal((400, 10)).astype(np.float32)
    noise = rng.standard_normal((400, 3)).astype(np.float32)
    one = {"telling": np.ones(10, np.float32), "noise": np.ones(3, np.float32)}
    return Codes(labels, np.empty((0, 784)), labels[:0], {"telling": telling, "noise": noise}, one, one)


def test_a_probe_learns_a_code_that_tells_the_class_and_none_that_does_not(data):
    rng = np.random.default_rng(0)
    state = RECIPE.begin(data, rng)
    for at in range(150):
        RECIPE.step(state, data, at, rng)
    right = {}
    for name, z in data.train.items():
        weight, bias = state["params"][f"{name}.weight"], state["params"][f"{name}.bias"]
        right[name] = ((z @ weight + bias).argmax(2) == data.labels).mean(1)
        assert right[name].shape == (SEEDS,)
    assert right["telling"].min() > 0.95
    assert right["noise"].max() < 0.4


def test_the_same_seed_takes_the_same_steps_and_each_of_the_three_has_weights_of_its_own(data):
    def losses(seed):
        rng = np.random.default_rng(seed)
        state = RECIPE.begin(data, rng)
        return [RECIPE.step(state, data, at, rng) for at in range(3)], state

    (once, state), (again, _), (other, _) = losses(0), losses(0), losses(1)
    assert once == again != other
    first, second, third = state["params"]["telling.weight"]
    assert not np.array_equal(first, second)
    assert not np.array_equal(second, third)


def test_every_weight_file_of_a_model_of_digits_that_has_a_code_is_probed():
    without = {"checkerboard", "denoise"}  # its code is PCA's; it has none
    others = {"disentangle", "probes", "score-field", "swiss-roll", "vae-faces"}  # of other data
    assert {*FILES} | without | others == {path.stem for path in digit_codes.WEIGHTS.glob("*.json")}
    assert [path.stem for path in RECIPE.rests_on] == [*FILES]


def test_patches_are_rebuilt_from_the_half_without_them():
    net, rng = weights("masked").models["net"], np.random.default_rng(1)
    x = rng.random((3, 784), np.float32)
    order = np.random.default_rng(digit_codes.HALVES_SEED).random((3, 16)).argsort(1)
    first = order < 8
    made = by_halves(net, x).reshape(3, 4, 7, 4, 7).swapaxes(2, 3).reshape(3, 16, 49)
    other = net.reconstruct(x, ~first).reshape(3, 4, 7, 4, 7).swapaxes(2, 3).reshape(3, 16, 49)
    assert np.array_equal(made[first], other[first])
    assert np.abs(made - x.reshape(3, 4, 7, 4, 7).swapaxes(2, 3).reshape(3, 16, 49)).min() > 0


def test_the_code_of_all_patches_is_what_the_decoder_is_given_when_nothing_is_hidden():
    net = weights("masked").models["net"]
    x = np.random.default_rng(1).random((2, 784), np.float32)
    tokens = all_visible(net, x).reshape(2, 16, 64) + net.params["place"]
    every = np.broadcast_to(np.arange(16), (2, 16))
    patches = x.reshape(2, 4, 7, 4, 7).swapaxes(2, 3).reshape(2, 16, 49)
    drawn = net.decoder.forward(select_prefix("decoder", net.params), tokens)
    assert drawn == pytest.approx(net.predict(patches, every), abs=1e-5)


@pytest.mark.parametrize("name", CODES)
def test_a_code_has_as_many_numbers_as_its_probe_reads(shipped, name):
    digits = shipped.samples["digits"][:3]
    z = CODES[name].codes(digits)
    assert z.shape == (3, shipped.metrics[name]["numbers"])
    assert shipped.models[name].logits(z).shape == (3, SEEDS * 10)


@pytest.mark.parametrize("name", SAME_ERROR)
def test_what_is_lost_is_what_the_models_own_file_tells(shipped, name):
    file, path = SAME_ERROR[name]
    variance = weights("bottleneck").metrics["mse"]["pca"][0]  # what the mean image alone leaves
    mse = checkpoint.metric_at(weights(file).metrics, path)
    assert shipped.metrics[name]["lost"] * variance == pytest.approx(mse, rel=2e-3)


def test_three_seeds_differ_by_less_than_one_in_a_hundred(shipped):
    assert all(shipped.metrics[name]["most"] - shipped.metrics[name]["least"] < 0.01 for name in CODES)


def test_the_order_by_error_is_not_the_order_by_what_a_probe_reads(shipped):
    m = shipped.metrics
    thirty_two = sorted(("tokens", "bottleneck", "pca_32"), key=lambda name: m[name]["lost"])
    assert thirty_two[0] == "tokens" == min(thirty_two, key=lambda name: m[name]["accuracy"])
    assert m["wide"]["lost"] < 0.01
    assert abs(m["wide"]["accuracy"] - m["pixels_8"]["accuracy"]) < 0.005
    assert m["alive"]["accuracy"] > m["pixels_8"]["accuracy"] + 0.01
    assert max(CODES, key=lambda name: m[name]["accuracy"]) == "patches"


@pytest.mark.parametrize("name", ["pca_2", "anatomy", "wide"])
def test_the_accuracy_measured_again_on_all_test_digits_is_the_one_stored(shipped, name):
    try:
        digits = mnist()
    except ExplainError as error:
        pytest.skip(f"MNIST cannot be had here: {error}")
    found = probed(shipped.models[name], name, digits.test, digits.test_labels)
    for key, value in found.items():
        assert value == pytest.approx(shipped.metrics[name][key], abs=3e-4)


def test_a_model_that_is_not_there_is_told_with_its_command(monkeypatch, tmp_path):
    monkeypatch.setattr(digit_codes, "WEIGHTS", tmp_path)
    with pytest.raises(ExplainError, match=r"run: python build\.py train nowhere"):
        weights("nowhere")
    assert probes.RECIPE.name == "probes"
