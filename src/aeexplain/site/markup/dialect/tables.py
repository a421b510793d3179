"""Rows of tables: where each cell stands, and what a row holds that its table has no column for."""

import re
from dataclasses import dataclass

from aeexplain.site.markup.dialect.context import Context
from aeexplain.site.markup.positions import Positions

BAR = re.compile(r"\|")
# A backtick that is none, and code: as many backticks at its end as at its beginning.
CODE = re.compile(r"\\`|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


@dataclass
class Row:
    """A row's line, and how far its cells were found."""

    context: Context
    number: int
    at: int = 0

    @property
    def line(self) -> str:
        """The row as it is written."""
        return self.context.lines[self.number]

    def cell(self, content: str) -> Positions:
        """Return the positions of the next cell."""
        pattern = re.escape(content).replace(r"\|", r"\\?\|")
        found = re.compile(rf"(?P<cell>{pattern})[ \t]*(?:\||\Z)").search(self.line, self.at)
        if found is None:
            return Positions(content, self.context.lines, self.number, self.at)
        self.at = found.end()
        start = found.start("cell")
        written, escaped = found["cell"], list[int]()
        for index, bar in enumerate(BAR.finditer(content)):
            if written[bar.start() + index : bar.start() + index + 1] == "\\":
                escaped.append(bar.start())
        return Positions(content, self.context.lines, self.number, start, tuple(escaped))

    def check_end(self) -> None:
        """Note what the row holds behind the table's last column."""
        rest = self.line[self.at :]
        if rest.strip(" \t|") and not self.context.row_is_refused:
            place = self.context.line(self.number, self.at + len(rest) - len(rest.lstrip(" \t|")))
            what = f"a cell that the table has no column for, {rest.strip(' |')!r:.40}"
            self.context.errors.add(place, what, r"write \| for a bar that ends no cell")


def check_code(context: Context, content: str) -> None:
    """Note code that a bar cuts in two."""
    rest = CODE.sub(lambda found: " " * len(found[0]), content)
    if "`" in rest and not context.row_is_refused:
        context.refuse(
            rest.index("`"), "code is not closed in this cell", r"a bar ends a cell: write \| for one in code"
        )
