"""The files below a folder."""

import pytest

from aeexplain.files.walk import files_below


def test_files_come_as_paths_are_sorted_and_links_to_folders_lead_nowhere(tmp_path):
    for name in ("b.md", "a-b/x.md", "a/z.md", "a/.hidden", "a/c/d.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    try:
        (tmp_path / "round").symlink_to(tmp_path)
        (tmp_path / "a" / "link.md").symlink_to(tmp_path / "b.md")
        (tmp_path / "a" / "nowhere").symlink_to(tmp_path / "missing")
    except OSError:
        pytest.fail("this disk knows no links, without which half of this is not tested")
    assert files_below(tmp_path) == ["a/.hidden", "a/c/d.csv", "a/link.md", "a/z.md", "a-b/x.md", "b.md"]
    found = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert files_below(tmp_path) == [path.relative_to(tmp_path).as_posix() for path in found]


def test_a_folder_that_is_not_there_has_no_files(tmp_path):
    assert files_below(tmp_path / "none") == []
