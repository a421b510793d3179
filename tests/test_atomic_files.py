"""Files written in one move."""

import os

import pytest

from aeexplain.atomic_files import write_atomically


def test_what_was_written_is_there_and_nothing_beside_it(tmp_path):
    write_atomically(tmp_path / "a", b"old")
    write_atomically(tmp_path / "a", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"new")]


def test_where_the_move_fails_the_old_file_stays_and_nothing_beside_it(tmp_path, monkeypatch):
    write_atomically(tmp_path / "a", b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(tmp_path / "a", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]
