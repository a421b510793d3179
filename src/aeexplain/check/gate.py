"""All checks, one after another, with one browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os.path import normpath
from pathlib import Path

from aeexplain.check import vnu
from aeexplain.check.budgets import Size, eager_pages, heavy_atlases, heavy_editor, over_budget, sizes
from aeexplain.check.figure_limits import crowded_figures
from aeexplain.check.findings import Finding
from aeexplain.check.links import broken_links
from aeexplain.check.markup import invalid_markup
from aeexplain.check.pages import faulty_pages
from aeexplain.check.policing import unpoliced_pages
from aeexplain.check.visit import Visit, visit
from aeexplain.check.word_limits import Words, too_many_words, words
from aeexplain.errors import ExplainError

Say = Callable[[str], None]


@dataclass(frozen=True)
class Report:
    """What was found, what the articles weigh, how many words they have, and what was not looked at, and why."""

    findings: tuple[Finding, ...]
    sizes: tuple[Size, ...]
    skipped: tuple[str, ...]
    words: tuple[Words, ...] = ()

    def passes(self, strict: bool = False) -> bool:
        """Tell whether the site may be published; a strict judge lets no warning pass either."""
        return not any(strict or each.level == "error" for each in self.findings)


def check(dist: Path, say: Say, command: str = "python build.py") -> Report:
    """Return everything that is wrong with the site in `dist`, and what its articles weigh; not there: ExplainError.

    command: what builds it.
    """
    if not (dist / "index.html").is_file():
        raise ExplainError(normpath(dist), "holds no site", f"run: {command}")
    validator = vnu.find()
    with visit(dist) as visiting:
        say("Weighing pages")
        weighed = sizes(visiting)
        found = tuple(_findings(visiting, weighed, validator, say))
    counted = words(dist)
    skipped = () if isinstance(validator, vnu.Vnu) else (f"vnu: {validator}",)
    return Report((*found, *too_many_words(counted)), tuple(weighed), skipped, tuple(counted))


def _findings(visiting: Visit, weighed: list[Size], validator: vnu.Vnu | str, say: Say) -> Iterator[Finding]:
    dist = visiting.dist
    say("Following links")
    yield from broken_links(dist)
    yield from unpoliced_pages(dist)
    yield from over_budget(weighed)
    yield from heavy_atlases(dist)
    yield from heavy_editor(dist)
    yield from eager_pages(visiting)
    say("Measuring figures")
    yield from crowded_figures(visiting)
    say("Validating HTML")
    yield from invalid_markup(dist)
    if isinstance(validator, vnu.Vnu):
        yield from vnu.complaints(validator, dist)
    yield from faulty_pages(visiting, say)
