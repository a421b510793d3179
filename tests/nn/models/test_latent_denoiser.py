import math

import numpy as np
import pytest

from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.models.latent_denoiser import LatentDenoiser, velocity_error, wanted_inputs
from aeexplain.nn.noise_schedule import ANGLE_FEATURES, rotate

UNITS, CLASSES = 2, 3
DENOISER = LatentDenoiser(
    Sequential((Dense(wanted_inputs(UNITS, CLASSES), 7), SiLU(), Dense(7, UNITS))), UNITS, CLASSES
)
HOMES = np.array([[1, 0], [0, 2], [-1, -1], [0, 0]], np.float32)  # of the three classes, and of any


class Oracle:
    """The velocity where all data of a class are at its home."""

    def shapes(self):
        return {}

    def forward(self, p, x):
        z, c, s = (
            x[:, :UNITS],
            x[:, UNITS : UNITS + 1],
            x[:, UNITS + ANGLE_FEATURES // 2 : UNITS + ANGLE_FEATURES // 2 + 1],
        )
        home = x[:, UNITS + ANGLE_FEATURES :] @ HOMES
        noise = (z - c * home) / np.maximum(s, 1e-6)
        return c * noise - s * home


SEEN = wanted_inputs(UNITS, CLASSES)
ORACLE = LatentDenoiser(  # between two layers that change nothing
    Sequential((Dense(SEEN, SEEN), Oracle(), Dense(UNITS, UNITS))), UNITS, CLASSES
).bind(
    {
        f"net.{place}.{name}": value
        for place, size in ((0, SEEN), (2, UNITS))
        for name, value in (("weight", np.eye(size, dtype=np.float32)), ("bias", np.zeros(size, np.float32)))
    }
)


@pytest.fixture
def rng():
    return np.random.default_rng(6)


def test_the_velocity_error_has_the_gradient_of_its_value(rng):
    params = {name: 0.5 * rng.standard_normal(shape) for name, shape in DENOISER.shapes().items()}
    z0, eps = rng.standard_normal((2, 5, UNITS))
    angle, labels = rng.uniform(0, math.pi / 2, (5, 1)), np.array([0, 1, 2, 3, 3])
    _, gradient = velocity_error(DENOISER, params, z0, eps, angle, labels)
    gap = gradient_gap(
        lambda at: velocity_error(DENOISER, at, z0, eps, angle, labels)[0], params, gradient, rng
    )
    assert gap < 1e-6


@pytest.mark.parametrize("steps", [1, 2, 20])
def test_with_the_true_velocity_every_noise_arrives_at_the_asked_class(steps, rng):
    labels = np.array([0, 1, 2, 3, 0])
    noise = rng.standard_normal((5, UNITS)).astype(np.float32)
    path = ORACLE.sample(noise, labels, steps, 0)
    assert path.shape == (steps + 1, 5, UNITS)
    assert np.array_equal(path[0], noise)
    assert path[-1] == pytest.approx(HOMES[labels], abs=1e-4)


def test_the_ways_keep_to_the_turn_between_noise_and_data(rng):
    labels, noise = np.array([2, 1]), rng.standard_normal((2, UNITS)).astype(np.float32)
    half_way = ORACLE.sample(noise, labels, 10, 0)[5]
    assert half_way == pytest.approx(rotate(HOMES[labels], noise, np.full((2, 1), math.pi / 4)).z, abs=1e-4)


def test_guidance_leads_away_from_what_any_class_would_do(rng):
    model = DENOISER.bind(DENOISER.init(rng))
    z, labels = rng.standard_normal((4, UNITS)).astype(np.float32), np.array([0, 1, 2, 1])
    asked, any_class = model.velocity(z, 0.7, labels), model.velocity(z, 0.7, np.full(4, CLASSES))
    assert model.velocity(z, 0.7, labels, 0.5) == pytest.approx(1.5 * asked - 0.5 * any_class, abs=1e-5)
    assert not np.allclose(asked, any_class)


def test_who_asks_for_any_class_cannot_be_guided(rng):
    model, labels = DENOISER.bind(DENOISER.init(rng)), np.full(4, CLASSES)
    z = rng.standard_normal((4, UNITS)).astype(np.float32)
    assert model.velocity(z, 0.7, labels, 3) == pytest.approx(model.velocity(z, 0.7, labels), abs=1e-6)


def test_samples_are_float32_and_each_is_its_own(rng):
    model, noise = DENOISER.bind(DENOISER.init(rng)), rng.standard_normal((6, UNITS)).astype(np.float32)
    labels = np.array([0, 1, 2, 3, 0, 1])
    together = model.sample(noise, labels, 5, 0.25)
    assert together.dtype == np.float32
    assert model.sample(noise[2:3], labels[2:3], 5, 0.25) == pytest.approx(together[:, 2:3], abs=1e-5)


@pytest.mark.parametrize("guidance", [0, 0.25])
def test_a_velocity_is_the_networks_answer_to_what_it_is_told(guidance, rng):
    model, labels = DENOISER.bind(DENOISER.init(rng)), np.array([2, 0, 1, 3])
    z, angle = rng.standard_normal((4, UNITS)).astype(np.float32), np.full((4, 1), 0.4, np.float32)
    params = {name.removeprefix("net."): value for name, value in model.params.items()}
    asked, any_class = (
        model.net.forward(params, model.conditioned(z, angle, each)) for each in (labels, np.full(4, CLASSES))
    )
    expected = asked + guidance * (asked - any_class)
    assert model.velocity(z, 0.4, labels, guidance) == pytest.approx(expected, abs=1e-5)


def test_a_denoiser_that_does_not_begin_with_a_dense_layer_is_refused():
    with pytest.raises(ValueError, match="begins and ends with a dense layer"):
        LatentDenoiser(Sequential((SiLU(), Dense(SEEN, UNITS))), UNITS, CLASSES)


def test_an_empty_denoiser_is_refused():
    with pytest.raises(ValueError, match="0 units"):
        LatentDenoiser(DENOISER.net, 0, 3)
