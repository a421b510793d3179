"""A house with one article, a cache of its own, and nothing that takes long to build."""

import shutil

import pytest

from aeexplain import cli
from aeexplain.site.math.formulas import formula_style

FRONT = '+++\ntitle = "T"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'
SITE = 'title = "S"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder of cached things with what set-up makes and every house would make alike."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AEEXPLAIN_CACHE", str(folder))
        formula_style()
    return folder


@pytest.fixture(scope="session")
def built(root, made, tmp_path_factory):
    """A house that was built once, with what that has kept; the others are copies of it."""
    house = tmp_path_factory.mktemp("built") / "house"
    shutil.copytree(made, house / "cache")
    shutil.copytree(root / "templates", house / "templates")
    (house / "weights").mkdir()
    (house / "content" / "first").mkdir(parents=True)
    (house / "content" / "site.toml").write_text(SITE)
    (house / "content" / "first" / "article.md").write_text(FRONT + "Hello.\n\nVersion 0.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AEEXPLAIN_CACHE", str(house / "cache"))
        assert cli.main(["build", "--root", str(house)]) == 0
    shutil.rmtree(house / "dist")
    return house


@pytest.fixture
def house(tmp_path, built, monkeypatch):
    """A house that the command line builds."""
    house = tmp_path / "house"
    shutil.copytree(built, house, symlinks=True)
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(house / "cache"))
    return house


@pytest.fixture
def build(house, capsys):
    """Build by the command line; return the exit code and the lines of its complaint."""

    def run(*words):
        code = cli.main(["build", "--root", str(house), *words])
        return code, capsys.readouterr().err.splitlines()

    return run
