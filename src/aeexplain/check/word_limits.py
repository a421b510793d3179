"""How many words articles have, and which main paths have more than their articles' front matter allows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aeexplain.check.findings import Finding
from aeexplain.check.visit import pages_of

COUNTED = re.compile(
    r'<article data-words="main (\d+), folds (\d+), captions (\d+), notes (\d+)"(?: data-most-words="(\d+)")?>'
)


@dataclass(frozen=True)
class Words:
    """The words of an article by where they stand, and how many its main path may have, or None."""

    page: str
    main: int
    folds: int
    captions: int
    notes: int
    most: int | None


def words(dist: Path) -> list[Words]:
    """Return the words of every article, as the build counted them."""
    found = []
    for name in pages_of(dist):
        page = (dist / name / "index.html").read_text(encoding="utf-8", errors="replace")
        if match := COUNTED.search(page):
            main, folds, captions, notes = map(int, match.groups()[:4])
            found.append(Words(name, main, folds, captions, notes, int(match[5]) if match[5] else None))
    return found


def too_many_words(counted: list[Words]) -> Iterator[Finding]:
    """Yield the articles whose main path is longer than it may be."""
    for each in counted:
        if each.most is not None and each.main > each.most:
            limit = f"the main path has {each.main:,} words, at most {each.most:,}"
            what = f"{limit}: put what goes further between ::: deeper TITLE and :::"
            yield Finding("words", each.page, what)
