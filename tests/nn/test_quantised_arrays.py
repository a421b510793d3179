import numpy as np
import pytest

from aeexplain.nn.models.pca import PCA
from aeexplain.nn.quantised_arrays import float16, int8, pack, uint8, unorm8


def test_int8_errs_by_at_most_half_a_level_of_its_column():
    values = np.random.default_rng(0).standard_normal((50, 4)).astype(np.float32) * [1, 10, 100, 1e-3]
    error = np.abs(int8(values).unpack() - values)
    assert (error <= np.abs(values).max(0) / 127 * 0.501).all()


def test_a_column_of_zeros_stays_zero():
    assert not int8(np.zeros((3, 2))).unpack().any()


def test_unpacking_and_packing_again_changes_nothing():
    values = np.random.default_rng(1).standard_normal((50, 4))
    once = int8(values)
    again = int8(once.unpack())
    assert np.array_equal(once.data, again.data)


@pytest.mark.parametrize(("packer", "dtype"), [(int8, "i1"), (float16, "f2"), (unorm8, "u1"), (uint8, "u1")])
def test_each_way_of_packing_has_its_type(packer, dtype):
    assert packer(np.ones((2, 3))).data.dtype == np.dtype(dtype)


def test_an_image_comes_back_within_half_a_grey_level():
    x = np.linspace(0, 1, 1001)[None]
    assert np.abs(unorm8(x).unpack() - x).max() <= 0.5 / 255 + 1e-7
    assert unorm8(np.array([-0.5, 1.5])).unpack().tolist() == [0.0, 1.0]


def test_labels_come_back_as_whole_numbers():
    assert uint8(np.arange(10)).unpack().tolist() == list(range(10))


def test_matrices_are_packed_to_int8_and_vectors_to_float16():
    packed = pack({"pca": PCA.fit(np.random.default_rng(0).random((20, 5)), 2)})
    assert {name: p.dtype for name, p in packed.items()} == {"pca.mean": "float16", "pca.components": "int8"}
