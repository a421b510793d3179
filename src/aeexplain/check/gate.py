"""All checks, one after another."""

from collections.abc import Callable, Iterator
from pathlib import Path

from aeexplain.check.budgets import Size, eager_pages, heavy_atlases, over_budget, sizes
from aeexplain.check.findings import Finding
from aeexplain.check.links import broken_links
from aeexplain.check.markup import invalid_markup
from aeexplain.check.pages import faulty_pages
from aeexplain.errors import ExplainError

Say = Callable[[str], None]


def check(dist: Path, say: Say) -> tuple[list[Finding], list[Size]]:
    """Return everything that is wrong with the site in `dist`, and what its articles weigh; not there: ExplainError."""
    if not (dist / "index.html").is_file():
        raise ExplainError(str(dist), "holds no site", "run: python build.py")
    weighed = sizes(dist)
    return list(_findings(dist, weighed, say)), weighed


def _findings(dist: Path, weighed: list[Size], say: Say) -> Iterator[Finding]:
    say("Following links")
    yield from broken_links(dist)
    say("Weighing pages")
    yield from over_budget(weighed)
    yield from heavy_atlases(dist)
    yield from eager_pages(dist)
    say("Validating HTML")
    yield from invalid_markup(dist)
    yield from faulty_pages(dist, say)
