import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.output import publish

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
