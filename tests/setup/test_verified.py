"""Downloads are believed by their hash alone, whatever goes wrong on the way."""

from pathlib import Path

import pytest

from aeexplain.errors import ExplainError
from aeexplain.files.digests import integrity_from_sha256
from aeexplain.setup.verified import Pin, Source, fetch

GOOD = b"the right bytes"
PIN = Pin(
    "file.whl", integrity_from_sha256("a3580425cdf75097ce23009719cdfc5122bb108be11c1eee8aeca7dc8a027204")
)


def gives(content: bytes, label: str = "a source") -> Source:
    def get(folder: Path, _: object) -> Path:
        (folder / "got").write_bytes(content)
        return folder / "got"

    return Source(label, get)


def fails(error: BaseException, label: str = "a broken source") -> Source:
    def get(folder: Path, _: object) -> Path:
        (folder / "half").write_bytes(GOOD[:3])
        raise error

    return Source(label, get)


@pytest.fixture(autouse=True)
def online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AEEXPLAIN_OFFLINE", raising=False)


def test_a_file_is_fetched_once_and_then_comes_from_the_cache(tmp_path):
    first = fetch(PIN, [gives(GOOD)], folder=tmp_path)
    assert first == tmp_path / "file.whl"
    assert first.read_bytes() == GOOD
    assert fetch(PIN, [fails(OSError("not to be asked"))], folder=tmp_path) == first


def test_a_damaged_file_of_the_cache_is_fetched_again(tmp_path):
    (tmp_path / "file.whl").write_bytes(b"damaged")
    said = []
    assert fetch(PIN, [gives(GOOD)], said.append, tmp_path).read_bytes() == GOOD
    assert "damaged" in said[0]


def test_a_damaged_file_is_not_returned_when_no_source_has_a_better_one(tmp_path):
    (tmp_path / "file.whl").write_bytes(b"damaged")
    with pytest.raises(ExplainError):
        fetch(PIN, [fails(OSError("no network"))], folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_other_bytes_than_the_pinned_ones_are_refused_and_the_next_source_is_asked(tmp_path):
    assert fetch(PIN, [gives(b"evil"), gives(GOOD)], folder=tmp_path).read_bytes() == GOOD


def test_when_every_source_fails_one_error_names_the_file_each_source_and_the_remedy(tmp_path):
    sources = [fails(OSError("no such host"), "the CDN"), gives(b"evil", "the carrier")]
    with pytest.raises(ExplainError) as caught:
        fetch(PIN, sources, folder=tmp_path)
    text = str(caught.value)
    assert text.startswith("file.whl: ")
    assert "the CDN: no such host" in text
    assert "the carrier: gave other bytes" in text
    assert f"put the file into {tmp_path} by hand" in text


@pytest.mark.parametrize("error", [OSError("broken off"), RuntimeError("a bug")])
def test_a_source_that_breaks_off_leaves_no_half_file(tmp_path, error):
    with pytest.raises(ExplainError):
        fetch(PIN, [fails(error)], folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_no_half_file(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        fetch(PIN, [fails(KeyboardInterrupt())], folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_offline_nothing_is_asked_and_the_cache_still_serves(tmp_path, monkeypatch):
    monkeypatch.setenv("AEEXPLAIN_OFFLINE", "1")
    with pytest.raises(ExplainError, match="AEEXPLAIN_OFFLINE"):
        fetch(PIN, [gives(GOOD)], folder=tmp_path)
    (tmp_path / "file.whl").write_bytes(GOOD)
    assert fetch(PIN, [], folder=tmp_path).read_bytes() == GOOD
