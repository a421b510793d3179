import numpy as np
import pytest

from aeexplain.nn.models.vector_quantiser import nearest
from aeexplain.training.steps.kmeans import kmeans, scattered


@pytest.fixture
def clouds():
    rng = np.random.default_rng(6)
    middles = np.array([[0, 0], [10, 0], [0, 10], [10, 10], [30, 30]])
    return middles, np.repeat(middles, 40, 0) + 0.2 * rng.standard_normal((200, 2))


def test_k_means_finds_clouds_that_lie_apart(clouds):
    middles, x = clouds
    centres = kmeans(x, 5, 10, np.random.default_rng(0))
    assert np.abs(centres[nearest(centres, middles.astype(float))] - middles).max() < 0.2


def test_rounds_lower_the_error(clouds):
    _, x = clouds
    errors = []
    for rounds in (0, 1, 5):
        centres = kmeans(x, 12, rounds, np.random.default_rng(1))
        errors.append(((centres[nearest(centres, x)] - x) ** 2).mean())
    assert errors == sorted(errors, reverse=True)
    assert errors[2] < errors[0]


def test_no_row_is_drawn_twice_to_start_with(clouds):
    _, x = clouds
    assert len(np.unique(scattered(x, 50, np.random.default_rng(2)), axis=0)) == 50


def test_a_centre_without_members_stays_where_it_is():
    x = np.array([[0.0], [0.0], [1.0]])
    assert sorted(set(kmeans(x, 2, 5, np.random.default_rng(0)).ravel())) == [0.0, 1.0]
