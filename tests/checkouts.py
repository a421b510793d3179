"""Copies of the tree, built with nothing kept."""

import os
import shutil
import subprocess
import sys

from aeexplain.cache import cache_in, user_cache
from aeexplain.setup.places import cache_folder

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


def built(root, house, environ, mask, whole=False):
    """Copy the tree, build it with a cache that has only what is fetched, and return the site's bytes by name.

    It has one small article; `whole`: those that it has. With the small one the cache has the engine's files packed too,
    where the user's has them: they follow from the files alone, and to pack them takes longer than all the rest.
    """
    house.mkdir(parents=True)
    for name in ("src", "templates", "content"):
        shutil.copytree(root / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("weights", "node_modules", "package-lock.json", "pyproject.toml"):
        (house / name).symlink_to(root / name)
    (house / "cache").mkdir()
    for kept in cache_folder().iterdir():
        if kept.name != "site":
            (house / "cache" / kept.name).symlink_to(kept)
    if not whole:
        write_small(house / "content")
        for kept in user_cache().folder.glob("engine-compressed-*"):
            shutil.copytree(kept, cache_in(house / "cache").folder / kept.name)
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


def write_small(content):
    """Put one small article in the place of all articles."""
    for article in content.glob("*/article.md"):
        shutil.rmtree(article.parent)
    (content / "first").mkdir()
    front = '+++\ntitle = "T"\nsummary = "S"\nauthors = ["A"]\ndate = 2026-01-31\n+++\n'
    (content / "first" / "article.md").write_text(front + BODY, encoding="utf-8")
