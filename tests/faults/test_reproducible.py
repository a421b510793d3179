"""The same tree makes the same bytes: in another folder, hour, language, order of hashing and with nothing kept."""

import os
import shutil
import subprocess
import sys

import pytest

from aeexplain.setup.verified import cache_folder

CLI = "import sys; from aeexplain.cli import main; sys.exit(main(['build', '--out', sys.argv[1]]))"
BODY = """
Text with a note[^n], a formula $x_{1}$ and an equation:

$$y = \\sqrt{x}$$ {#eq:y}

::demo bottleneck Slide $k$.

[^n]: A note.

Table: A table. {#tab:t}

| a | b |
|---|---|
| {{ metric("bottleneck", "ratio.8") }} | @eq:y |
"""


@pytest.mark.parametrize("other", [{"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}])
def test_two_checkouts_make_the_same_bytes(root, tmp_path, other):
    usual = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
    other = other | {
        "PYTHONHASHSEED": "4242",
        "SOURCE_DATE_EPOCH": "1",
        "COLUMNS": "20",
        "HOME": str(tmp_path),
    }
    here = built(root, tmp_path / "one", usual, 0o022)
    there = built(root, tmp_path / "a longer way" / "to another", other, 0o077)
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []
    assert len(here) > 50


def built(root, house, environ, mask):
    """Copy the tree, build it with a cache that has only the engine, and return the site's bytes by name."""
    house.mkdir(parents=True)
    for name in ("src", "templates", "content"):
        shutil.copytree(root / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("weights", "node_modules", "pyproject.toml"):
        (house / name).symlink_to(root / name)
    for article in (house / "content").glob("*/article.md"):
        shutil.rmtree(article.parent)
    (house / "content" / "first").mkdir()
    front = '+++\ntitle = "T"\nsummary = "S"\nauthors = ["A"]\ndate = 2026-01-31\n+++\n'
    (house / "content" / "first" / "article.md").write_text(front + BODY, encoding="utf-8")
    (house / "cache").mkdir()
    for kept in cache_folder().iterdir():
        if kept.name != "site":
            (house / "cache" / kept.name).symlink_to(kept)
    asked = {"PYTHONPATH": str(house / "src"), "AEEXPLAIN_CACHE": str(house / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", CLI, "out"],
        cwd=house,
        env=os.environ | environ | asked,
        capture_output=True,
        text=True,
        umask=mask,
    )
    assert done.returncode == 0, done.stderr
    out = house / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
