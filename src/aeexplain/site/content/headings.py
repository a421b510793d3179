"""Headings: each goes one level deeper than the last at most, and no two things share a label."""

from collections.abc import Iterable

from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.nodes import Heading


def check_levels(headings: Iterable[Heading], errors: ErrorList) -> None:
    """Note every heading that skips a level, and every first-level one: that is the article's title."""
    last = 1
    for heading in headings:
        if heading.level == 1:
            errors.add(
                heading.where, "a heading of the first level, which is the article's title", "write ##"
            )
        elif heading.level > last + 1:
            what = f"a heading jumps from level {last} to level {heading.level}"
            errors.add(heading.where, what, f"write {'#' * (last + 1)}")
        last = heading.level
