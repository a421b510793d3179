"""Where a text stands in its article: without what marks quotes and lists, so that each line has a column of its own."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Positions:
    """The places of a text, whose first line stands in the line `first` of `lines`, both counted from 0.

    escaped: indices of the text before which the article has a backslash more, as before a bar in a table's cell.
    """

    content: str
    lines: Sequence[str]
    first: int
    column: int | None = None
    escaped: tuple[int, ...] = ()

    def at(self, index: int) -> tuple[int, int]:
        """Return the line, from 0, and the column, from 0, of an index of the text."""
        row = bisect_right(self._starts, index) - 1
        more = bisect_right(self.escaped, index)
        return min(self.first + row, len(self.lines) - 1), self.columns[row] + index - self._starts[
            row
        ] + more

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.content.split("\n")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Return the column, from 0, in which each line of the text begins."""
        if self.column is not None:
            return (self.column,)
        return tuple(
            self._column(line, self.first + row) for row, line in enumerate(self.content.split("\n"))
        )

    def _column(self, line: str, number: int) -> int:
        whole = self.lines[number].rstrip() if number < len(self.lines) else ""
        words = line.strip()
        ends = len(whole) - len(words) if whole.endswith(words) else max(whole.find(words), 0)
        return ends - (len(line) - len(line.lstrip()))
