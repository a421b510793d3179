import numpy as np
import pytest

from aeexplain.nn.models.pca import PCA


@pytest.fixture(scope="module")
def x():
    rng = np.random.default_rng(3)
    return rng.standard_normal((200, 9)) * np.arange(9, 0, -1) + rng.standard_normal(9)


@pytest.mark.parametrize("k", [1, 4, 9])
def test_pca_rebuilds_what_the_singular_value_decomposition_rebuilds(x, k):
    pca = PCA.fit(x, k)
    mean = x.mean(0)
    u, s, vt = np.linalg.svd(x - mean, full_matrices=False)
    assert np.allclose(pca.decode(pca.encode(x)), (u[:, :k] * s[:k]) @ vt[:k] + mean, atol=1e-5)


def test_the_first_k_of_many_components_are_the_components_of_a_smaller_pca(x):
    many, few = PCA.fit(x, 8).params["components"], PCA.fit(x, 3).params["components"]
    assert np.array_equal(many[:, :3], few)


def test_components_are_orthonormal_and_fall_in_variance(x):
    pca = PCA.fit(x, 9)
    v = pca.params["components"]
    assert np.allclose(v.T @ v, np.eye(9), atol=1e-6)
    assert (np.diff(pca.encode(x).var(0)) < 0).all()


def test_the_sign_of_a_component_is_that_of_its_largest_element(x):
    v = PCA.fit(x, 9).params["components"]
    assert (v[np.abs(v).argmax(0), range(9)] > 0).all()


def test_pca_takes_one_input_or_a_batch(x):
    pca = PCA.fit(x, 4)
    assert np.allclose(pca.encode(x[5]), pca.encode(x)[5], atol=1e-6)
    assert pca.decode(pca.encode(x[5])).shape == (9,)


def test_more_components_than_inputs_are_refused():
    with pytest.raises(ValueError, match="from 1 to 9 components, not 10"):
        PCA(9, 10)
