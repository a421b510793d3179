import datetime
import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from aeexplain.cache import KEPT_SETS, UNUSED_DAYS, Cache, LostError
from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest

KEY = "0123456789abcdef"


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "site" / "cache")


def file_of(cache):
    (path,) = (path for path in cache.folder.rglob("*") if path.is_file())
    return path


def test_what_is_put_is_got(cache):
    assert cache.get("kind", KEY) is None
    cache.put("kind", KEY, b"content")
    assert cache.get("kind", KEY) == b"content"
    assert cache.get("other", KEY) is None


def test_long_texts_come_back_as_they_went(cache):
    cache.write_long("kind", KEY, {"a": [1]}, ["é\n", "", "x" * 1000])
    assert cache.read_long("kind", KEY, dict[str, list[int]]) == ({"a": [1]}, ["é\n", "", "x" * 1000])


@dataclass(frozen=True)
class Inner:
    names: tuple[str, ...]
    date: datetime.date


@dataclass(frozen=True)
class Outer:
    inner: Inner
    sizes: Mapping[str, tuple[str, int]]
    other: Inner | None


def test_dataclasses_come_back_with_their_tuples_and_dates(cache):
    value = Outer(Inner(("a", "é"), datetime.date(2020, 2, 29)), {"x": ("y", 2**62)}, None)
    cache.write("kind", KEY, {"key": value})
    assert cache.read("kind", KEY, dict[str, Outer]) == {"key": value}
    cache.write_long("long", KEY, value, ["text"])
    assert cache.read_long("long", KEY, Outer) == (value, ["text"])


@pytest.mark.parametrize(
    "kept",
    [{}, {"names": ["a"]}, {"names": "a", "date": "2020-02-29"}, {"names": ["a"], "date": "2020-02-30"}],
)
def test_what_is_of_another_type_is_as_if_it_were_not_kept(cache, kept):
    cache.write("kind", KEY, kept)
    assert cache.read("kind", KEY, Inner) is None
    cache.write_long("long", KEY, kept, [])
    assert cache.read_long("long", KEY, Inner) is None


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:20] + b"?" + data[21:], lambda _: b""]
)
def test_what_was_damaged_is_not_there_any_more(cache, damage):
    cache.put("kind", KEY, b"content " * 100)
    path = file_of(cache)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(LostError):
        cache.require("kind", KEY)
    assert not cache.has("kind", KEY)


def test_a_folder_that_cannot_be_written_is_told_with_a_remedy(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ExplainError, match="name another folder in AEEXPLAIN_CACHE"):
        Cache(tmp_path / "file").put("kind", KEY, b"")


def test_what_nobody_used_for_two_weeks_is_forgotten(cache):
    old, used = "aa" + KEY, "bb" + KEY
    for key in (old, used):
        cache.put("kind", key, b"")
    for path in cache.folder.glob("*/*/*"):
        os.utime(path, (time.time() - (UNUSED_DAYS + 1) * 86400,) * 2)
    assert cache.has("kind", used)
    cache.tidy()
    assert not cache.has("kind", old)
    assert cache.has("kind", used)


def making(made):
    """A function that makes a set of files and notes that it did."""

    def make():
        made.append(1)
        return {"a": b"1", "b": b"\n2", "empty": b""}

    return make


def test_a_set_of_files_is_made_once_for_a_key_and_again_for_another(cache):
    made = []
    first = cache.files("kind", KEY, making(made))
    assert first == {"a": b"1", "b": b"\n2", "empty": b""}
    assert cache.files("kind", KEY, making(made)) == first
    cache.files("kind", "f" + KEY, making(made))
    assert len(made) == 2


def test_who_wants_what_another_is_making_waits_for_it(cache):
    made = []

    def slowly():
        time.sleep(0.1)
        return making(made)()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: Cache(cache.folder).files("kind", KEY, slowly), range(3)))
    assert len(made) == 1


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b"other"), lambda path: path.unlink()])
def test_a_damaged_set_is_made_again(cache, spoil):
    made = []
    cache.files("kind", KEY, making(made))
    spoil(file_of(cache))
    assert cache.files("kind", KEY, making(made))["a"] == b"1"
    assert len(made) == 2


def test_a_maker_that_fails_leaves_nothing(cache):
    def make():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cache.files("kind", KEY, make)
    assert [path for path in cache.folder.rglob("*") if path.is_file()] == []


def test_of_a_kind_only_the_latest_sets_are_kept(cache):
    for number in range(KEPT_SETS + 3):
        cache.files("kind", f"{number}{KEY}", making([]))
    assert len(list(cache.folder.glob("kind/*/*"))) == KEPT_SETS
    assert cache.has("kind", f"{KEPT_SETS + 2}{KEY}")


def test_a_digest_tells_where_a_part_ends():
    assert digest("ab", "c") != digest("a", "bc")
