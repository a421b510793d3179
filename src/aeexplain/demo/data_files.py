"""Data that lie beside a demo: CSV, JSON, NumPy's own and text, as what `compute` gets of them."""

import io
import json
import sys
from typing import Any

import numpy as np

from aeexplain.draw.finite import place_of_caller
from aeexplain.errors import ExplainError

KINDS = (".csv", ".json", ".npy", ".txt")
MOST_BYTES = 300_000  # of one demo: every reader of the article fetches them


class Columns(dict[str, Any]):
    """The columns of a table by their names; one that the file has not: ExplainError with the names that it has."""

    def __missing__(self, name: object) -> Any:
        names = ", ".join(map(repr, self))
        raise ExplainError(
            place_of_caller(), f"the data have no column {name!r:.80}", f"there are: {names:.300}"
        )


def read_data(name: str, content: bytes, where: str) -> Any:
    """Return what a file holds; one that cannot be read: ExplainError.

    .csv: with a line of names, a dict of columns by name, each an array of numbers or of texts; else an array (rows, columns)
    of numbers. .json: what it says. .npy: the array. .txt: the text. Arrays cannot be written to.
    """
    try:
        match name[name.rindex(".") :]:
            case ".csv":
                return _table(content.decode("utf-8-sig"))
            case ".json":
                return json.loads(content)
            case ".npy":
                return _fixed(np.load(io.BytesIO(content), allow_pickle=False))
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except (ValueError, EOFError, RecursionError, _csv_error()) as error:
        raise ExplainError(
            where, f"the data {name!r} cannot be read: {' '.join(str(error).split()):.200}"
        ) from None


def _csv_error() -> type[Exception]:
    """Return what the reader of CSV raises, where it was loaded."""
    module = sys.modules.get("csv")
    return module.Error if module else ValueError


def _table(text: str) -> Any:
    import csv  # loaded where a demo has such data, and only there

    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    if not rows:
        raise ValueError("it is empty")
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {number} has {len(row)} cells, the first has {len(rows[0])}")
    if all(map(_is_number, rows[0])):
        return _fixed(np.array(rows, float))
    names = [cell.strip() for cell in rows[0]]
    if len(set(names)) < len(names):
        raise ValueError("two columns have one name")
    return Columns((name, _column(cells)) for name, *cells in zip(names, *rows[1:], strict=True))


def _column(cells: list[str]) -> np.ndarray[Any, Any]:
    kind = float if all(map(_is_number, cells)) else str
    return _fixed(np.array(cells, kind))


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _fixed(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    array.flags.writeable = False  # what one state wrote would be another's data
    return array
