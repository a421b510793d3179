"""What the tests share: the project's folder, the built site, a copy of the project to change."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same cases each time, and few, so that CI is quick and never red by chance; `--hypothesis-profile thorough` looks further.
settings.register_profile("lean", max_examples=100, derandomize=True, deadline=None, database=None)
settings.register_profile(
    "thorough",
    max_examples=int(os.environ.get("AEEXPLAIN_CASES", "5000")),
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("lean")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the golden frames anew."""
    parser.addoption("--renew-goldens", action="store_true", help="take the figures' first frames as golden")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built once from the tree as it is."""
    from aeexplain.site.builder import build

    out = tmp_path_factory.mktemp("site") / "dist"
    build(root, out)
    return out


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """The address, ending in a slash, at which the built site is served."""
    from aeexplain.site.serve import Server

    with Server(built) as server:
        yield server.url


RUN = "import sys; from aeexplain.cli import main; sys.exit(main(sys.argv[1:]))"


class Project:
    """A copy in a folder; `run` is its command line."""

    def __init__(self, folder, environ):
        self.folder, self.environ = folder, environ

    def words(self, *arguments):
        return [sys.executable, "-c", RUN, *arguments]

    def run(self, *arguments):
        """Return exit code, output and complaint of a command."""
        done = subprocess.run(
            self.words(*arguments), cwd=self.folder, env=self.environ, capture_output=True, text=True
        )
        return done.returncode, done.stdout, done.stderr

    def text(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def edit(self, path, old, new):
        text = self.text(path)
        assert old in text, path
        (self.folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def project(root, tmp_path):
    """A copy whose only article is a short one."""
    folder = tmp_path / "project"
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("src", "templates", "weights"):
        shutil.copytree(root / name, folder / name, ignore=ignore)
    for name in ("pyproject.toml", "package.json", "package-lock.json"):
        shutil.copy(root / name, folder)
    (folder / "node_modules").symlink_to(root / "node_modules", target_is_directory=True)
    shutil.copytree(root / "content" / "principal-components", folder / "content" / "principal-components")
    shutil.copy(root / "content" / "site.toml", folder / "content")
    return Project(folder, {**os.environ, "PYTHONPATH": str(folder / "src")})
