import numpy as np
import pytest

from aeexplain.training.batches import batch
from aeexplain.training.mnist import read_idx


def test_an_idx_file_is_read_by_its_own_shape():
    raw = b"\0\0\x08\x02" + (2).to_bytes(4) + (3).to_bytes(4) + bytes(range(6))
    assert read_idx(raw).tolist() == [[0, 1, 2], [3, 4, 5]]


def test_what_is_not_an_idx_file_is_refused():
    with pytest.raises(ValueError, match="not an idx file"):
        read_idx(b"\x1f\x8b\x08\x03")


def test_the_batches_of_an_epoch_are_all_different_examples():
    epoch = np.concatenate([batch(20, 6, step, seed=1) for step in range(3)])
    assert len(set(epoch.tolist())) == 18


def test_the_next_epoch_has_another_order_and_every_batch_can_be_had_again():
    assert batch(20, 6, 0, 1).tolist() != batch(20, 6, 3, 1).tolist()
    assert batch(20, 6, 4, 1).tolist() == batch(20, 6, 4, 1).tolist()
