"""What is pinned is pinned everywhere alike, and no file says where a registry is."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement

from aeexplain.setup.fetch import pins

ADDRESS = re.compile(r"(https?|file):/|\bresolved\b")


def locked(text):
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def test_every_direct_dependency_is_locked_in_its_version(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    build = locked((root / "requirements" / "build.txt").read_text())
    test = locked((root / "requirements" / "test.txt").read_text())
    for lock, wanted in [(build, project["dependencies"] + extras["setup"]), (test, extras["test"])]:
        for each in map(Requirement, wanted):
            assert each.specifier.contains(lock[each.name]), each
    assert build.items() <= test.items()


def test_the_wheel_asks_for_ranges_and_only_the_checkout_for_one_version_of_each(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    for each in map(Requirement, project["dependencies"]):
        operators = {each.operator for each in each.specifier}
        assert operators == {">=", "<"}, f"{each}: the ends of a range, from the oldest that was tried"


def test_the_numpy_wheel_is_the_one_that_pyodide_names_and_that_the_build_computes_with(root):
    lock = json.loads((root / "node_modules" / "pyodide" / "pyodide-lock.json").read_text())
    known = lock["packages"]["numpy"]
    assert (known["file_name"], known["sha256"]) == (pins()["numpy"]["name"], pins()["numpy"]["sha256"])
    assert locked((root / "requirements" / "build.txt").read_text())["numpy"] == known["version"]


def test_pyodides_version_is_one_in_all_three_places(root):
    asked = json.loads((root / "package.json").read_text())["dependencies"]["pyodide"]
    assert asked == pins()["pyodide"]["version"]
    assert f"/v{asked}/" in pins()["numpy"]["address"]


@pytest.mark.parametrize("name", ["requirements/build.txt", "requirements/test.txt", "requirements/uv.txt"])
def test_a_python_lock_file_has_no_address(root, name):
    assert not ADDRESS.search((root / name).read_text())


def test_the_npm_lock_file_has_no_address_and_every_package_has_its_hash(root):
    packages = json.loads((root / "package-lock.json").read_text())["packages"]
    del packages[""]
    assert all("resolved" not in package for package in packages.values())
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
