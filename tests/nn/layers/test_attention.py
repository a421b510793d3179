import numpy as np
import pytest

from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.attention import Attention
from aeexplain.nn.layers.layer_norm import LayerNorm
from aeexplain.nn.layers.residual import Residual
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.layers.transformer import transformer


@pytest.fixture
def rng():
    return np.random.default_rng(2)


def test_attention_is_the_papers_formula(rng):
    layer, x = Attention(6, 1), rng.standard_normal((5, 6))
    p = {name: rng.standard_normal(shape) for name, shape in layer.shapes().items()}
    q, k, v = np.split(x @ p["into.weight"] + p["into.bias"], 3, -1)
    weights = np.exp(q @ k.T / np.sqrt(6))
    gathered = (weights / weights.sum(1, keepdims=True)) @ v
    assert np.allclose(layer.forward(p, x), gathered @ p["out.weight"] + p["out.bias"], atol=1e-6)


def test_a_head_sees_its_own_share_of_the_units_only(rng):
    layer, x = Attention(6, 2), rng.standard_normal((5, 6))
    p = {name: rng.standard_normal(shape) for name, shape in layer.shapes().items()}
    p |= {"out.weight": np.eye(6), "out.bias": np.zeros(6)}
    own = np.r_[0:3, 6:9, 12:15]  # the first head's columns of query, key and value
    alone = {"into.weight": p["into.weight"][:, own], "into.bias": p["into.bias"][own]}
    q, k, v = np.split(x @ alone["into.weight"] + alone["into.bias"], 3, -1)
    weights = np.exp(q @ k.T / np.sqrt(3))
    assert np.allclose(layer.forward(p, x)[:, :3], (weights / weights.sum(1, keepdims=True)) @ v, atol=1e-6)


def test_the_order_of_the_tokens_does_not_matter(rng):
    block = Sequential(transformer(1, 8, 2, 12))
    p, x, order = block.init(rng), rng.standard_normal((5, 8)), rng.permutation(5)
    assert np.allclose(block.forward(p, x)[order], block.forward(p, x[order]), atol=1e-6)


def test_large_scores_do_not_overflow(rng):
    layer = Attention(4, 2)
    p = {name: 1e4 * a for name, a in layer.init(rng).items()}
    assert np.isfinite(layer.forward(p, rng.standard_normal((3, 4)).astype(np.float32))).all()


def test_no_tokens_give_no_tokens(rng):
    layer = Attention(4, 2)
    y, back = layer.vjp(layer.init(rng), np.zeros((3, 0, 4), np.float32))
    dx, grads = back(y)
    assert y.shape == dx.shape == (3, 0, 4)
    assert not any(g.any() for g in grads.values())


@pytest.mark.parametrize(("units", "heads"), [(6, 4), (0, 1), (4, 0)])
def test_units_that_heads_cannot_share_are_refused(units, heads):
    with pytest.raises(ValueError, match="cannot be shared out"):
        Attention(units, heads)


def test_normalised_vectors_have_mean_zero_and_deviation_one(rng):
    layer = LayerNorm(50)
    y = layer.forward(layer.init(rng), 3 + 7 * rng.standard_normal((4, 50)))
    assert np.allclose(y.mean(-1), 0, atol=1e-6)
    assert np.allclose(y.std(-1), 1, atol=1e-5)


def test_a_constant_vector_is_normalised_to_zero(rng):
    layer = LayerNorm(5)
    assert not layer.forward(layer.init(rng), np.full((2, 5), 3.0)).any()


def test_a_normalisation_over_nothing_is_refused():
    with pytest.raises(ValueError, match="over no units"):
        LayerNorm(0)


def test_a_residual_adds_what_its_layer_says():
    x = np.array([1.0, -2.0])
    assert np.array_equal(Residual(SiLU()).forward({}, x), x + SiLU().forward({}, x))
