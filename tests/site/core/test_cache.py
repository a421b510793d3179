import datetime
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.core.cache import UNUSED_DAYS, Cache, LostError

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
