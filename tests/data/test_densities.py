import numpy as np
import pytest

from aeexplain.data.densities import CENTRES, REACH, SHAPES, WIDTH, density
from aeexplain.data.mixture import Mixture


@pytest.fixture
def rng():
    return np.random.default_rng(4)


@pytest.fixture(params=SHAPES)
def mixture(request):
    return density(request.param)


def test_every_shape_lies_inside_the_square_that_figures_show(mixture):
    assert mixture.centres.shape == (CENTRES, 2)
    assert np.abs(mixture.centres).max() < REACH - 3 * WIDTH
    assert np.abs(mixture.centres.mean(0)).max() < 0.3


def test_neighbouring_centres_are_less_than_a_width_apart(mixture):
    far = np.linalg.norm(mixture.centres[:, None] - mixture.centres, axis=2)
    np.fill_diagonal(far, np.inf)
    assert far.min(1).max() < WIDTH


@pytest.mark.parametrize("sigma", [0, 0.2])
def test_a_density_adds_up_to_one(mixture, sigma):
    axis = np.linspace(-3, 3, 151, dtype=np.float32)
    points = np.stack(np.meshgrid(axis, axis), -1).reshape(-1, 2)
    total = sum(mixture.density(part, sigma).sum() for part in np.array_split(points, 10))
    assert total * 0.04**2 == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("sigma", [0.1, 0.5])
def test_the_score_is_the_slope_of_the_logarithm_of_the_density(mixture, sigma, rng):
    x = (mixture.draw(50, rng) + sigma * rng.standard_normal((50, 2))).astype(np.float64)
    exact = Mixture(mixture.centres.astype(np.float64), WIDTH)
    for axis in np.eye(2):
        ahead, behind = (np.log(exact.density(x + h * axis, sigma)) for h in (1e-5, -1e-5))
        assert np.allclose(mixture.score(x, sigma) @ axis, (ahead - behind) / 2e-5, rtol=1e-3, atol=1e-3)


def test_the_best_denoiser_is_better_than_one_that_moves_less_or_more(mixture, rng):
    clean = mixture.draw(4000, rng)
    noisy = clean + np.float32(0.2) * rng.standard_normal(clean.shape, np.float32)
    move = mixture.denoised(noisy, 0.2) - noisy
    errors = [np.mean((noisy + share * move - clean) ** 2) for share in (0.9, 1, 1.1)]
    assert min(errors) == errors[1]


def test_points_drawn_from_a_mixture_have_its_spread(rng):
    points = Mixture(np.zeros((1, 2), np.float32), 0.3).draw(10_000, rng)
    assert points.dtype == np.float32
    assert points.std() == pytest.approx(0.3, rel=0.02)


def test_far_from_everything_the_score_still_points_home(mixture):
    score = mixture.score(np.array([[30.0, 40.0]], np.float32), 0.1)
    assert np.isfinite(score).all()
    assert (score < 0).all()
