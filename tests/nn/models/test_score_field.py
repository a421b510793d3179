import numpy as np
import pytest

from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.models.score_field import ScoreField, agreement, noise_error

FIELD = ScoreField(Sequential((Dense(3, 8), SiLU(), Dense(8, 2))), 2, 3.0)


@pytest.fixture
def rng():
    return np.random.default_rng(6)


@pytest.fixture
def field(rng):
    return FIELD.bind(FIELD.init(rng))


def test_the_noise_error_has_the_gradient_of_its_value(rng):
    params = {name: rng.standard_normal(shape) for name, shape in FIELD.shapes().items()}
    x, eps, sigma = rng.standard_normal((7, 2)), rng.standard_normal((7, 2)), rng.uniform(0.1, 1, (7, 1))
    _, gradient = noise_error(FIELD, params, x, sigma, eps)
    gap = gradient_gap(lambda at: noise_error(FIELD, at, x, sigma, eps)[0], params, gradient, rng)
    assert gap < 1e-6


def test_residual_noise_and_score_are_one_thing_in_three_units(field, rng):
    x = rng.standard_normal((5, 2), np.float32)
    assert np.allclose(field.residual(x, 0.3), -0.3 * field.noise(x, 0.3), atol=1e-6)
    assert np.allclose(field.score(x, 0.3), field.residual(x, 0.3) / 0.09, atol=1e-6)
    assert np.allclose(field.denoise(x, 0.3), x + field.residual(x, 0.3), atol=1e-6)
    assert field.score(x, 0.3).dtype == np.float32


def test_a_walk_begins_where_it_was_dropped_and_ends_with_a_whole_residual(field, rng):
    x = rng.standard_normal((5, 2), np.float32)
    ways = field.walk(x, (0.8, 0.4, 0))
    assert ways.shape == (3, 5, 2)
    assert np.array_equal(ways[0], x)
    assert np.allclose(ways[1], x + 0.5 * field.residual(x, 0.8), atol=1e-6)
    assert np.allclose(ways[2], field.denoise(ways[1], 0.4), atol=1e-6)


def test_fields_that_are_parallel_agree_whatever_their_lengths(rng):
    arrows = rng.standard_normal((9, 2))
    assert agreement(3 * arrows, arrows) == pytest.approx(1)
    assert agreement(-arrows, arrows) == pytest.approx(-1)
    assert agreement(arrows @ [[0, 1], [-1, 0]], arrows) == pytest.approx(0, abs=1e-12)
    assert agreement(np.zeros((9, 2)), arrows) == 0


def test_short_true_arrows_hardly_count():
    truth = np.array([[1.0, 0.0], [1e-6, 0.0]])
    assert agreement(truth * [[1], [-1]], truth) == pytest.approx(1, abs=1e-5)


def test_a_point_without_coordinates_is_refused():
    with pytest.raises(ValueError, match="a point of 0 coordinates is empty"):
        ScoreField(Dense(1, 1), 0, 1.0)
