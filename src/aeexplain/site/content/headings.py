"""Headings: each goes one level deeper than the last at most, and no two things share a label."""

from collections.abc import Iterable

from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.nodes import Heading


def check_levels(headings: Iterable[Heading], errors: ErrorList) -> None:
    """Note every heading that skips a level; where one is of the first level, all are published a level lower."""
    listed = list(headings)
    last = 0 if any(heading.level == 1 for heading in listed) else 1
    for heading in listed:
        if heading.level > last + 1:
            what = f"a heading jumps from level {last} to level {heading.level}"
            errors.add(heading.where, what, f"write {'#' * (last + 1)}")
        last = heading.level
