"""Folds in the order of the text: each ends before the next begins, holds something, and holds no heading."""

from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.nodes import FoldClosing, FoldOpening


class FoldOrder:
    """Follows the marks of an article's folds; what is out of order goes to `errors`, what only follows from it does not."""

    def __init__(self, errors: ErrorList) -> None:
        self._errors = errors
        self._opened: FoldOpening | None = None
        self._end = 0  # where the opening mark of the open fold ends
        self._excused = False  # a fold was taken for closed, so its closing mark is no fault

    def open(self, fold: FoldOpening, end: int) -> None:
        """Begin a fold whose first line ends at the index `end`."""
        if self._opened:
            what = f"a fold in the fold {_told(self._opened)}"
            self._errors.add(fold.where, what, "close that one with ::: first; folds do not stand in folds")
            self._excused = True
        self._opened, self._end = fold, end

    def close(self, mark: FoldClosing, text: str, start: int) -> None:
        """End the open fold with a mark that begins at the index `start` of the article's text.

        What a file includes stands behind all else there, so that a fold may end before it begins.
        """
        if self._opened and self._end <= start and not text[self._end : start].strip():
            self._errors.add(self._opened.where, "a fold that holds nothing", "write into it, or remove it")
        if not self._opened and not self._excused:
            hint = "write ::: deeper TITLE where the fold begins, or remove it"
            self._errors.add(mark.where, "::: ends a fold that never began", hint)
        self._opened = None

    def excuse(self) -> None:
        """Take the marks to come as they are, since one could not be read."""
        self._excused = True

    def refuse_heading(self, where: str) -> None:
        """Note a heading that stands in a fold."""
        if self._opened:
            what = f"a heading in the fold {_told(self._opened)}"
            hint = "close the fold with ::: above it, or make the heading bold words"
            self._errors.add(where, what, hint)
            self._opened, self._excused = None, True

    def end(self) -> None:
        """Note a fold that is still open where the article ends."""
        if self._opened:
            self._errors.add(self._opened.where, "a fold is not closed", "end it with a line :::")


def _told(fold: FoldOpening) -> str:
    return f"that begins at line {fold.where.split(':')[-2]}"
