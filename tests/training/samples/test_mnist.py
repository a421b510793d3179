import pytest

from aeexplain.training.samples.mnist import read_idx


def test_an_idx_file_is_read_by_its_own_shape():
    raw = b"\0\0\x08\x02" + (2).to_bytes(4) + (3).to_bytes(4) + bytes(range(6))
    assert read_idx(raw).tolist() == [[0, 1, 2], [3, 4, 5]]


def test_what_is_not_an_idx_file_is_refused():
    with pytest.raises(ValueError, match="not an idx file"):
        read_idx(b"\x1f\x8b\x08\x03")
