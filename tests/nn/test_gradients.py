"""Every layer and loss against a central difference, by the tables in nn/kinds.py."""

import inspect
from importlib import import_module
from pkgutil import walk_packages

import numpy as np
import pytest

from aeexplain import nn
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.activations.tanh import Tanh
from aeexplain.nn.gradient_check import gradient_gap, layer_gap
from aeexplain.nn.kinds import LAYERS, LOSSES
from aeexplain.nn.layers.attention import Attention
from aeexplain.nn.layers.convolution import Convolution
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer_norm import LayerNorm
from aeexplain.nn.layers.mask import Gather, Scatter, to_hex
from aeexplain.nn.layers.parameterless import Parameterless
from aeexplain.nn.layers.reshape import Flatten, Unflatten
from aeexplain.nn.layers.residual import Residual
from aeexplain.nn.layers.resize import Resize
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.layers.transposed_convolution import TransposedConvolution

LIT = to_hex(np.array([0, 1, 1, 0, 0, 0, 0, 0, 1, 0], bool))
EXAMPLES = {  # a layer of each kind, and the shape of a batch for it
    "attention": (Attention(6, 2), (5, 4, 6)),
    "convolution": (Convolution(2, 3, 3, 1), (5, 6, 4, 2)),
    "dense": (Dense(4, 3), (5, 4)),
    "flatten": (Flatten(3, 2, 4), (5, 3, 2, 4)),
    "gather": (Gather(10, LIT), (5, 10)),
    "layer-norm": (LayerNorm(6), (5, 4, 6)),
    "residual": (Residual(Sequential((Dense(4, 3), Dense(3, 4)))), (5, 4)),
    "resize": (Resize(2), (5, 3, 2, 4)),
    "scatter": (Scatter(10, LIT), (5, 3)),
    "sequential": (Sequential((Dense(4, 3), SiLU(), Dense(3, 2), Sigmoid())), (5, 4)),
    "sigmoid": (Sigmoid(), (5, 4)),
    "silu": (SiLU(), (5, 4)),
    "tanh": (Tanh(), (5, 4)),
    "transposed-convolution": (TransposedConvolution(2, 3, 3, 2), (5, 4, 3, 2)),
    "unflatten": (Unflatten(3, 2, 4), (5, 24)),
}
SMALL = 1e-6


@pytest.fixture
def rng():
    return np.random.default_rng(7)


@pytest.mark.parametrize("kind", LAYERS)
def test_every_layer_has_the_gradient_of_its_value(kind, rng):
    layer, shape = EXAMPLES[kind]
    assert type(layer) is LAYERS[kind]
    assert layer_gap(layer, shape, rng) < SMALL


@pytest.mark.parametrize("kind", LAYERS)
def test_every_layer_gives_the_same_value_forward_and_on_the_way_to_its_derivative(kind, rng):
    layer, shape = EXAMPLES[kind]
    params, x = layer.init(rng), rng.standard_normal(shape).astype(np.float32)
    y, back = layer.vjp(params, x)
    assert np.array_equal(y, layer.forward(params, x))
    dx, grads = back(np.ones_like(y))
    assert dx.shape == x.shape
    assert {name: g.shape for name, g in grads.items()} == layer.shapes()
    assert {a.dtype for a in (y, dx, *grads.values())} == {np.dtype(np.float32)}


@pytest.mark.parametrize("kind", LAYERS)
def test_every_layer_draws_the_parameters_that_it_names(kind, rng):
    layer, _ = EXAMPLES[kind]
    params = layer.init(rng)
    assert {name: a.shape for name, a in params.items()} == layer.shapes()
    assert all(a.dtype == np.float32 for a in params.values())


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)
def test_every_loss_has_the_gradient_of_its_value(loss, rng):
    x_hat, x = rng.uniform(0.1, 0.9, (2, 5, 4))
    _, gradient = loss(x_hat, x)
    gap = gradient_gap(lambda at: loss(at["x_hat"], x)[0], {"x_hat": x_hat}, {"x_hat": gradient}, rng)
    assert gap < SMALL


def test_no_layer_escapes_the_table():
    modules = [import_module(module.name) for module in walk_packages(nn.__path__, f"{nn.__name__}.")]
    found = {
        thing
        for module in modules
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if "vjp" in vars(thing) and thing.__module__ == module.__name__ and thing.__name__ != "Layer"
    }
    assert found == set(LAYERS.values()), "a new layer belongs into nn/kinds.py and into EXAMPLES"


def test_a_wrong_derivative_is_noticed(rng):
    class Wrong(Parameterless):
        def forward(self, p, x):
            return x**2

        def vjp(self, p, x):
            return x**2, lambda dy: (dy * x, {})

    assert layer_gap(Wrong(), (3, 2), rng) > 0.1


def test_a_gradient_for_other_parameters_is_refused(rng):
    at = {"weight": np.ones((2, 2))}
    with pytest.raises(ValueError, match="gradients \\['bias'\\]"):
        gradient_gap(lambda _: 0.0, at, {"bias": np.ones((2, 2))}, rng)
