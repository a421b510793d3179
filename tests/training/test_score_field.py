import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.data.densities import REACH, SHAPES, density
from aeexplain.nn.models.score_field import agreement
from aeexplain.training.recipes.score_field import (
    HIGH,
    LOW,
    RECIPE,
    SIGMAS,
    WALK,
    arrows,
    exact_walk,
    held_out,
    home,
    planes,
)


@pytest.fixture(scope="module")
def weights(root):
    return checkpoint.loads((root / "weights/score-field.json").read_text(), "weights/score-field.json")


def trained(steps, seed=0):
    data, rng = planes(), np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss():
    _, losses = trained(80)
    assert np.mean(losses[-10:]) < 0.85 * np.mean(losses[:5])


def test_the_same_seed_trains_the_same_fields_and_another_seed_others():
    (once, _), (again, _), (other, _) = (trained(2, seed) for seed in (0, 0, 1))
    for name in SHAPES:
        assert all(np.array_equal(once[name][key], again[name][key]) for key in once[name])
        assert not np.array_equal(once[name]["net.0.weight"], other[name]["net.0.weight"])


def test_training_draws_from_the_very_densities_that_figures_ask_for():
    for name, mixture in planes().mixtures.items():
        assert np.array_equal(mixture.centres, density(name).centres)
        assert mixture.width == density(name).width


def test_every_measured_and_walked_noise_was_trained():
    assert min(SIGMAS) >= LOW
    assert max(SIGMAS) <= HIGH
    assert LOW <= WALK[-2] <= WALK[0] <= HIGH
    assert list(WALK) == sorted(WALK, reverse=True)


def test_the_arrows_are_an_even_grid_over_what_figures_show():
    x = arrows()
    assert x.shape == (625, 2)
    assert np.array_equal(x.min(0), [-REACH, -REACH])
    assert np.array_equal(x.max(0), [REACH, REACH])


@pytest.mark.parametrize("name", SHAPES)
def test_a_walk_along_the_exact_score_leads_home(name):
    mixture = density(name)
    assert home(mixture, exact_walk(mixture, arrows())) > 0.98
    assert home(mixture, arrows()) < 0.2


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("place", range(len(SIGMAS)))
def test_the_shipped_residual_points_along_the_true_score(weights, name, place):
    field, mixture, sigma = weights.models[name], density(name), SIGMAS[place]
    _, noisy = held_out(mixture, sigma, place)
    stored = weights.metrics[name]
    assert agreement(field.residual(noisy, sigma), mixture.score(noisy, sigma)) == pytest.approx(
        stored["density"][place], rel=1e-3, abs=5e-6
    )
    on_grid = agreement(field.residual(arrows(), sigma), mixture.score(arrows(), sigma))
    assert on_grid == pytest.approx(stored["grid"][place], rel=1e-3, abs=5e-6)
    assert stored["density"][place] >= 0.99


@pytest.mark.parametrize("name", SHAPES)
def test_shipped_walkers_come_home(weights, name):
    ends = weights.models[name].walk(arrows(), WALK)[-1]
    assert home(density(name), ends) == pytest.approx(weights.metrics[name]["home"]["after"], abs=0.01)


@pytest.mark.parametrize("name", SHAPES)
def test_the_shipped_denoiser_is_within_two_percent_of_the_best_possible(weights, name):
    assert max(weights.metrics[name]["excess"]) < 0.02
