import numpy as np

from aeexplain.data.ellipse import SPREADS, TILT, ellipse


def test_the_cloud_has_the_spreads_and_the_tilt_that_it_promises():
    points = ellipse(np.random.default_rng(0), 200_000)
    values, vectors = np.linalg.eigh(np.cov(points.T))
    assert np.allclose(np.sqrt(values[::-1]), SPREADS, rtol=0.01)
    x, y = vectors[:, 1]
    assert np.isclose(np.rad2deg(np.arctan2(y, x)) % 180, TILT, atol=0.5)


def test_the_same_seed_makes_the_same_points():
    first, second = (ellipse(np.random.default_rng(3), 20) for _ in range(2))
    assert first.shape == (20, 2)
    assert np.array_equal(first, second)
