"""The checkerboard's recipe on made-up pictures, and the shipped decoders on the shipped codes."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.nn.layers.layer import select_prefix
from aeexplain.training.recipes import checkerboard
from aeexplain.training.recipes.checkerboard import DECODERS, RECIPE, UNITS, Coded, one_scale, unevenness
from aeexplain.training.samples.mnist import Mnist


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    codes = rng.standard_normal((100, UNITS)).astype(np.float32)
    pictures = np.zeros((100, 28, 28), np.float32)
    pictures[:, 8:20, 8:20] = codes[:, :1, None] > 0  # a square or nothing
    pictures = pictures.reshape(100, 784)
    labels = np.arange(100, dtype=np.uint8) % 10
    return Coded(Mnist(pictures, labels, pictures, labels), codes, codes)


@pytest.fixture(scope="module")
def shipped(root):
    path = root / "weights" / "checkerboard.json"
    return checkpoint.loads(path.read_text(encoding="utf-8"), path.name)


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss(data):
    _, losses = trained(data, 15)
    assert losses[-1] < 0.8 * losses[0]


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 2)[1] == trained(data, 2)[1]
    assert trained(data, 2)[1] != trained(data, 2, seed=1)[1]


def test_the_early_snapshot_is_kept_as_it_was(data, monkeypatch):
    monkeypatch.setattr(checkerboard, "EARLY", 2)
    early, _ = trained(data, 2)
    later, _ = trained(data, 3)
    assert all(np.array_equal(later["early"][name], value) for name, value in early["params"].items())
    assert not np.array_equal(later["params"]["odd.0.weight"], later["early"]["odd.0.weight"])


def test_the_decoders_have_the_same_stem_and_pictures_of_the_same_size(data):
    state = RECIPE.begin(data, np.random.default_rng(0))
    for name, model in DECODERS.items():
        assert model.bind(select_prefix(name, state["params"])).decode(np.zeros(UNITS, np.float32)).shape == (
            784,
        )
        assert model.shapes()["0.weight"] == DECODERS["odd"].shapes()["0.weight"]


def test_equal_weights_are_uneven_with_a_kernel_of_three_and_even_with_four():
    assert unevenness(3) == pytest.approx(0.5386, abs=1e-4)
    assert unevenness(4) == 0


def test_one_scale_errs_by_at_most_half_a_level():
    values = np.random.default_rng(1).standard_normal((16, 30)).astype(np.float32)
    assert np.abs(one_scale(values).unpack() - values).max() <= np.abs(values).max() / 127 * 0.501


def test_the_shipped_decoders_show_the_checkerboard_on_the_shipped_codes(shipped):
    measured = RECIPE.measure_samples(shipped.models, shipped.samples)
    stored = shipped.metrics["samples"]
    assert measured["nyquist"]["odd"] >= 10 * measured["nyquist"]["resize"]
    assert measured["nyquist"]["odd_late"] < measured["nyquist"]["odd"]
    assert list(shipped.models) == ["odd", "even", "resize", "odd_late", "even_late", "resize_late"]
    for kind in ("mse", "nyquist"):
        assert measured[kind] == {
            name: pytest.approx(value, rel=1e-3, abs=5e-6) for name, value in stored[kind].items()
        }


def test_untrained_decoders_show_it_too(shipped):
    shares = {
        name: checkerboard.untrained_share(model, shipped.samples["codes"])
        for name, model in DECODERS.items()
    }
    assert shares["odd"] > 5 * shares["resize"]


def test_the_sheet_is_a_picture(shipped):
    picture = checkerboard.sheet(shipped.models, shipped.samples)
    assert picture.ndim == 2
    assert 0 <= picture.min() < picture.max() <= 1
