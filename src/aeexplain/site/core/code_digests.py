"""What the code behind a build is, as digests: a thing that was kept is used again only where its code is the same."""

import json
import os
import re
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from aeexplain.files.digests import digest, digest_of_files
from aeexplain.project import PACKAGE, Project
from aeexplain.runtime.carried.file_sets import npm_lock
from aeexplain.runtime.shipped_sources import SHIPPED, data_names, demo_sources, python_files
from aeexplain.setup.places import INSTALLED, NODE_MODULES, REQUIREMENTS
from aeexplain.site.core import arithmetic

CODE = (".py", ".js", ".mjs")
# What the generator rests on outside of its own folder.
BESIDE = ("errors.py", "project.py", "cache.py")
LOCKED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
OTHERS = re.compile(rb"\bdemos\b|\bimport_module\b|__import__|from \.")  # a demo that may take from another


class Sources:
    """Our own code and a site's as they stand on disk when they are first asked for, and the environment that runs them.

    The folders of a site with a thousand articles are walked once.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """The file of every demo by the demo's name."""
        return self._project.demo_files()

    @cached_property
    def demo_places(self) -> Mapping[str, Path]:
        """The file of every demo, and of what demos import, by its place in the package of demos."""
        return demo_sources(self._project)

    def read_again(self, name: str) -> str:
        """Return what `demo` would now, since when the file of that demo may have changed."""
        later = Sources(self._project)
        later.files = {name: self.files[name]}
        return later.demo(name)

    @cached_property
    def site(self) -> str:
        """Return a digest of the generator and of the packages around it."""
        rooms = (PACKAGE / "site", PACKAGE / "files", PACKAGE / "languages")
        own = [path for room in rooms for path in room.rglob("*") if path.suffix in CODE]
        alone = [PACKAGE / name for name in BESIDE]
        return digest(
            environment(),
            digest_of_files(PACKAGE, [*own, *alone]),
        )

    @cached_property
    def rooms(self) -> str:
        """Return a digest of what ships to the browser, the demos aside."""
        rooms = [PACKAGE / room for room in SHIPPED if room != "demos"]
        return digest_of_files(PACKAGE, (path for room in rooms for path in python_files(room)))

    @cached_property
    def demos(self) -> Mapping[str, bytes]:
        """Return the text of every demo by its name."""
        return {name: path.read_bytes() for name, path in self.files.items()}

    @cached_property
    def _demo_sources(self) -> list[str | bytes]:
        """Return name and text of every file that is a demo, or that demos may import."""
        files = sorted(self.demo_places.items())
        return [part for name, path in files for part in (name, path.read_bytes())]

    def demo(self, name: str) -> str:
        """Return a digest of everything that draws a demo; one that takes from other demos has theirs in it too."""
        text = self.demos[name]
        data = self._data(name)
        others = self._demo_sources if OTHERS.search(text) else []
        return digest(self.site, self.rooms, name, text, *others, *data, *self._packages)

    @cached_property
    def _packages(self) -> list[bytes]:
        """Return what locks the packages that demos import beside NumPy; nothing where a site has none."""
        lock = self._project.package_lock
        return [lock.read_bytes()] if lock.is_file() else []

    def _data(self, name: str) -> list[bytes]:
        """Return what a demo's files of data hold, as far as they are there."""
        path = self.files[name]
        names = data_names(self.demos[name])
        beside = (place for each in names for place in (path.with_name(each), path.parent.with_name(each)))
        return [place.read_bytes() for place in beside if place.is_file()]

    @property
    def everything(self) -> str:
        """Return a digest of all our code."""
        return digest(self.site, self.rooms, *self._demo_sources)


def environment() -> str:
    """Return what tells this Python, how it computes and the packages that builds use, Python's and npm's, from others.

    What else is installed, as for the tests, has no part in it.
    """
    try:
        lock = REQUIREMENTS["build"].read_text(encoding="utf-8")
    except FileNotFoundError:  # a package that stands without its tree: then all counts that is installed
        lock = None
    locked = {_project(name) for name in LOCKED.findall(lock or "")}
    installed = {
        name for place in sys.path for name in _names(place) if name.endswith((".dist-info", ".egg-info"))
    }
    used = sorted(name for name in installed if lock is None or _project(name.partition("-")[0]) in locked)
    return digest(sys.version, arithmetic.identity(), *used, *_node_packages())


def _project(name: str) -> str:
    """Return a package's name in the one form of the many that it may be written in."""
    return re.sub("[-_.]+", "-", name).lower()


def _node_packages() -> list[str]:
    """Return each package of node_modules that is not there for the tests alone, with its version and digest.

    Those of an installed generator are as its list says, whether they are laid out yet or not.
    """
    if INSTALLED:
        return [npm_lock()]
    record = NODE_MODULES / ".package-lock.json"  # npm's own, of what it laid out
    try:
        packages = json.loads(record.read_text(encoding="utf-8"))["packages"]
    except FileNotFoundError:
        return []
    return [
        f"{place} {package.get('version')} {package.get('integrity')}"
        for place, package in sorted(packages.items())
        if not (package.get("dev") or package.get("devOptional"))
    ]


def _names(place: str) -> list[str]:
    try:
        return os.listdir(place or ".")
    except OSError:
        return []
