"""A house to build in."""

import shutil

import pytest

FRONT = '+++\ntitle = "T & <U>"\nsummary = "Sum."\nauthors = ["A", "B"]\ndate = 2026-01-31\n+++\n\n'


@pytest.fixture
def house(tmp_path, root):
    """A house with the project's templates and weights, and content of its own."""
    for name in ("templates", "weights"):
        # Which no demo wants: an article quotes it, that is not here.
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("probes.json"))
    (tmp_path / "content" / "first").mkdir(parents=True)
    (tmp_path / "content" / "site.toml").write_text(
        'title = "S"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'
    )
    (tmp_path / "content" / "first" / "article.md").write_text(FRONT + "Hello $x$.\n")
    return tmp_path
