import os
import time

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site import output
from aeexplain.site.output import Edition, publish

SITE = {"index.html": b"one", "assets/a.js": b"two", "_headers": b""}


def test_a_site_is_written_whole(tmp_path):
    publish(SITE, tmp_path / "dist")
    assert (tmp_path / "dist/assets/a.js").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path):
    publish(SITE | {"old.html": b""}, tmp_path / "dist")
    publish(SITE, tmp_path / "dist")
    assert not (tmp_path / "dist/old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_write_that_fails_leaves_the_published_site_as_it_was(tmp_path):
    publish(SITE, tmp_path / "dist")
    with pytest.raises(ExplainError, match="nothing was changed"):
        publish({"index.html": b"new", "index.html/below": b"impossible", "_headers": b""}, tmp_path / "dist")
    assert (tmp_path / "dist/index.html").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ExplainError, match="is not a site"):
        publish(SITE, tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_a_file_that_is_published_already_is_linked_and_not_written(tmp_path):
    ledger = publish(SITE, tmp_path / "dist")
    before = (tmp_path / "dist/assets/a.js").stat()
    publish(SITE | {"index.html": b"new"}, tmp_path / "dist", ledger)
    after = (tmp_path / "dist/assets/a.js").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)
    assert (tmp_path / "dist/index.html").read_bytes() == b"new"


@pytest.mark.parametrize(
    "meddle",
    [lambda path: path.write_bytes(b"TWO"), lambda path: path.unlink(), lambda path: path.write_bytes(b"")],
)
def test_a_published_file_that_somebody_changed_is_written_again(tmp_path, meddle):
    ledger = publish(SITE, tmp_path / "dist")
    path = tmp_path / "dist/assets/a.js"
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    meddle(path)
    publish(SITE, tmp_path / "dist", ledger)
    assert path.read_bytes() == b"two"


def test_a_disk_without_links_is_written_anew(tmp_path, monkeypatch):
    ledger = publish(SITE, tmp_path / "dist")

    def refuse(*_, **__):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    publish(SITE, tmp_path / "dist", ledger)
    assert (tmp_path / "dist/assets/a.js").read_bytes() == b"two"


def test_a_system_that_cannot_swap_in_one_step_does_it_in_two(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "_exchanged", lambda *_: False)
    publish(SITE | {"old.html": b""}, tmp_path / "dist")
    publish(SITE, tmp_path / "dist")
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == ["_headers", "assets", "index.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_site_that_a_killed_build_had_moved_away_comes_back(tmp_path):
    publish(SITE, tmp_path / "dist")
    (tmp_path / "dist").rename(tmp_path / ".dist-x-old")
    with pytest.raises(ZeroDivisionError), Edition(tmp_path / "dist", {}):
        raise ZeroDivisionError
    assert (tmp_path / "dist/index.html").read_bytes() == b"one"


def test_what_killed_builds_left_long_ago_is_removed(tmp_path):
    for name, age in ((".dist-old", 7200), (".dist-young", 0)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    publish(SITE, tmp_path / "dist")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".dist-young", "dist"]
