"""What the tests share: the project's folder, the built site, how many cases are made up."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from longest_first import in_order

from aeexplain.project import Project

# The same cases each time, and few, so that CI is quick and never red by chance; `--thorough` looks further.
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
    """Add the options that write anew what is made of something else, and the one for all that takes long."""
    parser.addoption("--renew-goldens", action="store_true", help="take the figures' first frames as golden")
    parser.addoption("--renew-words", action="store_true", help="write the browser's English words anew")
    parser.addoption("--thorough", action="store_true", help="all cases, all steps, all processors: hours")


def pytest_configure(config: pytest.Config) -> None:
    """Find the demos of the site that is tested, and turn on, where thorough tests are asked for, what takes long."""
    if site := os.environ.get("AEEXPLAIN_SITE"):  # of `build.py test --root`
        Project(Path(site)).activate()
    if config.getoption("--thorough"):
        settings.load_profile(config.getoption("--hypothesis-profile") or "thorough")
        os.environ.setdefault("AEEXPLAIN_STEPS", "500")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes share the tests: as many as cores, since with more, browsers come too late."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the cases that are in no sample; put what takes longest first where several processes share the tests.

    Who names a case by `::` gets it, and who asks for thorough tests gets all.
    """
    if not config.getoption("--thorough") and not any("::" in each for each in config.args):
        asked = sample_of(items)
        config.hook.pytest_deselected(
            items=[item for item, is_asked in zip(items, asked, strict=True) if not is_asked]
        )
        items[:] = compress(items, asked)
    if hasattr(config, "workerinput"):
        items[:] = [items[index] for index in in_order([item.path for item in items])]


def sample_of(items: Sequence[pytest.Item]) -> list[bool]:
    """Return for each test whether it is one that runs when tests are not thorough; see the mark `sample`."""
    asked, cases = [], Counter[str]()
    for item in items:
        name = item.nodeid.partition("[")[0]
        mark = item.get_closest_marker("sample")
        asked.append(mark is None or cases[name] % mark.kwargs["every"] == mark.kwargs.get("first", 0))
        cases[name] += 1
    return asked


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> None:
    """Skip what takes long, unless it is asked for."""
    if not request.config.getoption("--thorough"):
        pytest.skip("takes long; python build.py test --thorough runs it")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def stage(root: Path) -> Any:
    """CPython's stage with all weights."""
    from aeexplain import bridge

    stage = bridge.Stage()
    for path in sorted((root / "weights").glob("*.json")):
        stage.load(path.stem, path.read_text(encoding="utf-8"))
    return stage


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built once from the tree as it is."""
    from aeexplain.site.build.builder import build

    out = tmp_path_factory.mktemp("site") / "dist"
    build(root, out)
    return out


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """The address, ending in a slash, at which the built site is served."""
    from aeexplain.site.serve.server import Server

    with Server(built) as server:
        yield server.url
