"""A house with one article, a cache of its own, and nothing that takes long to build."""

import shutil

import pytest

from aeexplain import cli
from aeexplain.cache import cache_in

FRONT = '+++\ntitle = "T"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'
SITE = 'title = "S"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'


@pytest.fixture(scope="session")
def built_house(root, tmp_path_factory):
    """A house that was built once, with what that has kept; the others are copies of it."""
    house = tmp_path_factory.mktemp("built") / "house"
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


@pytest.fixture(scope="session")
def made(built_house, tmp_path_factory):
    """A folder of cached things that has the fonts alone, which take seconds and which every house would make alike."""
    folder = tmp_path_factory.mktemp("made")
    for kind in ("fonts", "typefaces"):
        shutil.copytree(cache_in(built_house / "cache").folder / kind, cache_in(folder).folder / kind)
    return folder


@pytest.fixture
def house(tmp_path, built_house, monkeypatch):
    """A house that the command line builds."""
    house = tmp_path / "house"
    shutil.copytree(built_house, house, symlinks=True)
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(house / "cache"))
    return house


@pytest.fixture
def build(house, capsys):
    """Build by the command line; return the exit code and the lines of its complaint."""

    def run(*words):
        code = cli.main(["build", "--root", str(house), *words])
        return code, capsys.readouterr().err.splitlines()

    return run
