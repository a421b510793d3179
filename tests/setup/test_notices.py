"""What the site carries of others is told with its license, and every dependency has its line."""

import json
import re
import tomllib

from aeexplain.setup.fetch import numpy_wheel
from aeexplain.setup.notices import notices

PARTS = (
    "Pyodide 314.0.3 - Mozilla Public License 2.0",
    "CPython, compiled into Pyodide",
    "Libraries compiled into Pyodide",
    "NumPy 2.4.3: LICENSE.txt",
    "Temml 0.13.5: rules for formulas - MIT License",
    "STIX Two Math (@fontsource/stix-two-math 5.3.0) - SIL Open Font License 1.1",
)


def test_the_notices_are_those_of_what_is_installed(root):
    text = (root / "templates" / "assets" / "licenses.txt").read_text("utf-8")
    assert text == notices(numpy_wheel()), "run: python build.py licenses"
    for part in PARTS:
        assert part in text


def test_the_site_carries_the_notices_and_links_them(built, root):
    assert (built / "licenses.txt").read_bytes() == (
        root / "templates" / "assets" / "licenses.txt"
    ).read_bytes()
    assert 'href="../licenses.txt"' in (built / "colophon" / "index.html").read_text("utf-8")


def test_every_dependency_has_its_line(root):
    page = (root / "docs" / "pages" / "dependencies.md").read_text("utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    packages = json.loads((root / "package.json").read_text("utf-8"))
    pinned = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    names = {re.match(r"[\w.-]+", each)[0] for each in pinned} | {
        *packages["dependencies"],
        *packages["devDependencies"],
    }
    listed = {
        name
        for line in re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)
        for name in re.split(r", | \(npm\)", line)
    }
    assert names - listed == set()


def test_every_locked_package_has_a_hash(root):
    for path in (root / "requirements").glob("*.txt"):
        pins = re.split(r"\n(?=[\w.-]+==)", path.read_text("utf-8"))
        assert pins
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    lock = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    assert [
        name for name, package in lock.items() if name and not package["integrity"].startswith("sha512-")
    ] == []
