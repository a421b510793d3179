import numpy as np
import pytest

from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.image_patches import from_patches, to_patches
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer_norm import LayerNorm
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.layers.transformer import transformer
from aeexplain.nn.models.masked_autoencoder import MaskedAutoencoder, masked_error

NET = MaskedAutoencoder(
    side=6,
    patch=2,
    units=8,
    embed=Dense(4, 8),
    encoder=Sequential((*transformer(1, 8, 2, 12), LayerNorm(8), Dense(8, 8))),
    decoder=Sequential((*transformer(1, 8, 2, 12), LayerNorm(8), Dense(8, 4))),
)


@pytest.fixture
def rng():
    return np.random.default_rng(5)


@pytest.fixture
def bound(rng):
    return NET.bind(NET.init(rng))


@pytest.mark.parametrize("count", [0, 1, 5, 8])
def test_the_masked_error_has_the_gradient_of_its_value(count, rng):
    at = {name: 0.5 * rng.standard_normal(shape) for name, shape in NET.shapes().items()}
    patches, order = rng.random((3, 9, 4)), rng.random((3, 9)).argsort(1)
    seen, hidden = order[:, :count], order[:, count:]
    _, gradient = masked_error(NET, at, patches, seen, hidden)
    gap = gradient_gap(lambda p: masked_error(NET, p, patches, seen, hidden)[0], at, gradient, rng)
    assert gap < 1e-6


def test_the_error_is_that_of_what_is_reconstructed(bound, rng):
    x, order = rng.random((3, 36), np.float32), rng.random((3, 9)).argsort(1)
    visible = np.zeros((3, 9), bool)
    np.put_along_axis(visible, order[:, :4], True, 1)
    patches = to_patches(x, 2)
    loss, _ = masked_error(bound, bound.params, patches, order[:, :4], order[:, 4:])
    difference = to_patches(bound.reconstruct(x, visible), 2) - patches
    assert float((difference[~visible] ** 2).mean()) == pytest.approx(loss, rel=1e-5)


def test_visible_patches_stay_as_they_are(bound, rng):
    x, visible = rng.random(36, np.float32), rng.random(9) < 0.5
    x_hat = bound.reconstruct(x, visible)
    assert x_hat.shape == (36,)
    kept = np.abs(to_patches(x_hat - x, 2)).max(-1) == 0
    assert np.array_equal(kept, visible)


def test_hidden_pixels_are_never_looked_at(bound, rng):
    x, visible = rng.random((2, 36), np.float32), np.arange(9) < 4
    spoilt = from_patches(np.where(visible[:, None], to_patches(x, 2), 9))
    a, b = (to_patches(bound.reconstruct(x, visible), 2) for x in (x, spoilt))
    assert np.array_equal(a[:, ~visible], b[:, ~visible])


@pytest.mark.parametrize("count", [0, 9])
def test_nothing_or_everything_may_be_visible(count, bound, rng):
    x, visible = rng.random((2, 36), np.float32), np.arange(9) < count
    x_hat = bound.reconstruct(x, visible)
    assert np.isfinite(x_hat).all()
    assert np.array_equal(x_hat, x) == (count == 9)


def test_every_image_of_a_batch_may_have_its_own_mask(bound, rng):
    x, visible = rng.random((2, 36), np.float32), np.array([np.arange(9) < 3, np.arange(9) > 5])
    together = bound.reconstruct(x, visible)
    for i in range(2):
        assert np.allclose(together[i], bound.reconstruct(x[i], visible[i]), atol=1e-6)


def test_a_side_that_is_not_made_of_whole_patches_is_refused():
    with pytest.raises(ValueError, match="28 pixels cannot be cut into patches of 5"):
        MaskedAutoencoder(28, 5, 4, Dense(25, 4), Dense(4, 4), Dense(4, 25))
