"""What is kept in the cache folder."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from aeexplain.runtime.store import KEPT, digest, kept


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(tmp_path))


def maker(made):
    """A function that makes a thing and counts how often it did."""

    def make(folder):
        made.append(folder)
        (folder / "file").write_text("content")

    return make


def test_a_thing_is_made_once_for_a_key_and_again_for_another():
    made = []
    first = kept("thing", ["a"], maker(made))
    assert kept("thing", ["a"], maker(made)) == first
    assert kept("thing", ["b"], maker(made)) != first
    assert len(made) == 2


def test_who_wants_what_another_is_making_waits_for_it():
    made = []

    def slowly(folder):
        time.sleep(0.1)
        maker(made)(folder)

    with ThreadPoolExecutor(3) as pool:
        assert len({*pool.map(lambda _: kept("thing", ["a"], slowly), range(3))}) == 1
    assert len(made) == 1


@pytest.mark.parametrize("spoil", [lambda f: f.write_text("other"), lambda f: f.unlink()])
def test_a_damaged_thing_is_made_again(spoil):
    made = []
    spoil(kept("thing", ["a"], maker(made)) / "file")
    assert (kept("thing", ["a"], maker(made)) / "file").read_text() == "content"
    assert len(made) == 2


def test_a_maker_that_fails_leaves_nothing(tmp_path):
    def make(folder):
        (folder / "half").write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept("thing", ["a"], make)
    assert list((tmp_path / "engine").iterdir()) == []


def test_only_the_latest_of_a_name_are_kept(tmp_path):
    for key in range(KEPT + 3):
        kept("thing", [str(key)], maker([]))
    assert len(list((tmp_path / "engine").iterdir())) == KEPT


def test_a_digest_tells_where_a_part_ends():
    assert digest("ab", "c") != digest("a", "bc")
