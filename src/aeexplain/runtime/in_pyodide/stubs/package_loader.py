"""In the place of pyodide._package_loader, which installs packages: our engine has all of its own before Python starts.

That one takes archives of every kind, temporary files and paths along; this one has what Pyodide asks for at its start.
"""

from site import getsitepackages

# Taken though nothing reads it: Pyodide makes and restores a snapshot only if Python holds just what it holds by itself.
from pyodide_js import loadedPackages  # noqa: F401


class Place:
    """A folder whose name Pyodide asks for by str()."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


SITE_PACKAGES = Place(getsitepackages()[0])
DSO_DIR = Place("/usr/lib")


def init_loaded_packages() -> None:
    """Tell Pyodide of packages that are there already; it is not asked for any."""
