import numpy as np
import pytest

from aeexplain.nn.image_patches import beside, from_patches, neighbour_fill, to_patches


@pytest.fixture
def x():
    return np.random.default_rng(4).random((3, 784), np.float32)


def test_patches_lie_in_reading_order(x):
    patches = to_patches(x, 7)
    assert patches.shape == (3, 16, 49)
    image = x[1].reshape(28, 28)
    assert np.array_equal(patches[1, 0].reshape(7, 7), image[:7, :7])
    assert np.array_equal(patches[1, 6].reshape(7, 7), image[7:14, 14:21])


@pytest.mark.parametrize("patch", [1, 4, 7, 28])
def test_patches_put_together_again_are_the_image(patch, x):
    assert np.array_equal(from_patches(to_patches(x, patch)), x)
    assert np.array_equal(from_patches(to_patches(x[0], patch)), x[0])


def test_patches_are_beside_those_that_share_an_edge():
    assert np.flatnonzero(beside(16)[0]).tolist() == [1, 4]
    assert np.flatnonzero(beside(16)[5]).tolist() == [1, 4, 6, 9]
    assert np.flatnonzero(beside(16)[7]).tolist() == [3, 6, 11]


def test_a_hidden_patch_takes_the_mean_grey_of_its_visible_neighbours(x):
    visible = np.isin(np.arange(16), [0, 2, 15])
    patches, filled = to_patches(x, 7), to_patches(neighbour_fill(x, visible), 7)
    assert np.array_equal(filled[:, visible], patches[:, visible])
    assert np.allclose(filled[:, 1], patches[:, [0, 2]].mean((1, 2))[:, None], atol=1e-6)  # between 0 and 2
    assert np.allclose(filled[:, 9], patches[:, [0, 2, 15]].mean((1, 2))[:, None], atol=1e-6)  # beside none


def test_one_image_is_filled_as_it_is_in_a_batch_each_with_its_mask(x):
    visible = np.random.default_rng(5).random((3, 16)) < 0.5
    together = neighbour_fill(x, visible)
    assert all(np.allclose(together[i], neighbour_fill(x[i], visible[i]), atol=1e-6) for i in range(3))


def test_what_is_hidden_is_not_looked_at(x):
    visible = np.arange(16) % 3 == 0
    other = from_patches(np.where(visible[:, None], to_patches(x, 7), 5))
    assert np.array_equal(neighbour_fill(x, visible), neighbour_fill(other, visible))


def test_where_nothing_is_visible_all_is_black(x):
    assert not neighbour_fill(x, np.zeros(16, bool)).any()
