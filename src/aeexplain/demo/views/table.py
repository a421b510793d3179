"""Tables: numbers and words under heads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from aeexplain.demo.html import element
from aeexplain.demo.views.faults import a_type, is_number, number_in_words
from aeexplain.demo.views.readout import Readout
from aeexplain.demo.views.view import ImageAddress, ViewKind
from aeexplain.demo.views.words import Words
from aeexplain.draw.svg import words

Cell = str | int | Readout | Words


@dataclass(frozen=True)
class Table:
    """Rows of words and numbers under the heads of their columns; `caption` says what the table holds.

    A cell is a text, a whole number, Words or what `readout` returns. The first cell of a row is the row's head.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str

    def __str__(self) -> str:
        return self.caption


class TableKind(ViewKind[Table]):
    """A native table in a box that scrolls where it is too wide."""

    name: ClassVar[str] = "table"
    shows = Table
    on_stage: ClassVar[bool] = True

    def fault(self, shown: Table) -> str:
        """Refuse rows of another length than the heads, what is no cell, and numbers that are not finite."""
        for text in (*shown.heads, shown.caption):
            if not isinstance(text, str):
                return f"has {a_type(text)} for a head or the caption, which are texts"
        if not shown.heads:
            return "is a table without heads"
        if not isinstance(shown.rows, list | tuple):
            return f"has rows that are {a_type(shown.rows)}, not rows of cells"
        faults = (_fault_of_row(*each, len(shown.heads)) for each in enumerate(shown.rows))
        return next(filter(None, faults), "") or number_in_words("\n".join((*shown.heads, shown.caption)))

    def lack(self, shown: Table) -> str:
        """Ask for a caption, and for a text in each head."""
        if not shown.caption.strip():
            return "has no caption, which tells those who cannot see the table what it holds"
        return "" if all(head.strip() for head in shown.heads) else "has a head without words"

    def text(self, shown: Table) -> object:
        """Return all its texts."""
        rows = shown.rows if isinstance(shown.rows, list | tuple) else ()
        cells = (cell for row in rows if isinstance(row, list | tuple) for cell in row)
        return "\n".join(map(str, (*shown.heads, *cells, shown.caption)))

    def header(self, shown: Table) -> dict[str, Any]:
        """Return its texts."""
        rows = [[str(cell) for cell in row] for row in shown.rows]
        return {"heads": list(shown.heads), "rows": rows, "caption": shown.caption}

    def content(self, shown: Table, address: ImageAddress) -> str:
        """Return the table."""
        header = self.header(shown)
        heads = [element("th", words(head), scope="col") for head in header["heads"]]
        rows = [
            element("tr", element("th", words(row[0]), scope="row"), *_cells(row)) for row in header["rows"]
        ]
        return element(
            "table",
            element("caption", words(shown.caption)),
            element("thead", element("tr", *heads)),
            element("tbody", *rows),
        )

    def attributes(self, shown: Table) -> dict[str, object]:
        """Return what makes its place a box that scrolls."""
        return {"class_": "scroll", "role": "group", "tabindex": 0, "aria_label": shown.caption}


def _cells(row: Sequence[str]) -> list[str]:
    return [element("td", words(cell)) for cell in row[1:]]


def _fault_of_row(number: int, row: object, heads: int) -> str:
    if not isinstance(row, list | tuple):
        return f"has {a_type(row)} in the place of row {number}; each row is a tuple or a list"
    if len(row) != heads:
        return f"has {len(row)} cells in row {number}, and {heads} heads"
    return next(filter(None, map(_fault_of_cell, row)), "")


def _fault_of_cell(cell: object) -> str:
    match cell:
        case Readout():
            wrong = cell.value is not None and not is_number(cell.value)
            return f"states {cell.value}, which is no finite number" if wrong else ""
        case str() | Words():
            return number_in_words(cell)
    if isinstance(cell, int | np.integer) and not isinstance(cell, bool):
        return ""
    return f"has {a_type(cell)} in a cell; give it a text, a whole number or what `readout` returns"
