"""Tables as text: on a terminal they fit its width and cut no name; elsewhere each row is one line."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

GAP = "  "
NOTHING = "-"  # in the place of an empty cell, so that columns can be counted


@dataclass(frozen=True)
class Table:
    """A title, headings and rows of as many cells. The first `keys` columns tell rows apart; all others are numbers."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    keys: int = 1


def laid_out(table: Table, width: int | None = None) -> str:
    """Return a table as text, without the last line's end.

    No width: a line for each row, however long. Where a width has no room for all columns, the table becomes several, one
    below the other, each with the key columns; where there is no room for these and one more, each row becomes a list.
    """
    rows = [table.headings, *(tuple(cell or NOTHING for cell in row) for row in table.rows)]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    title = [table.title] if table.title else []
    if width is None:
        parts = [list(range(len(widths)))]
    else:
        parts = _parts(widths, table.keys, width)
        title = [line for text in title for line in _wrapped(text, width)]
    if not parts:
        return "\n".join((*title, *_lists(table, rows[1:], width or 0)))
    texts = ["\n".join(_lines(rows, widths, part, table.keys)) for part in parts]
    return "\n".join((*title, "\n\n".join(texts)))


def _parts(widths: Sequence[int], keys: int, width: int) -> list[list[int]]:
    """Return the columns of each table that fits, the keys among them; [] where one column does not fit beside the keys."""
    own = list(range(keys))
    room = width - sum(widths[:keys]) - len(GAP) * (keys - 1)
    parts: list[list[int]] = [own]
    left = room
    for column in range(keys, len(widths)):
        wanted = widths[column] + len(GAP)
        if wanted > room:
            return []
        if wanted > left:
            parts.append(own)
            left = room
        parts[-1] = [*parts[-1], column]
        left -= wanted
    return parts if room >= 0 else []


def _lines(
    rows: Sequence[tuple[str, ...]], widths: Sequence[int], columns: Sequence[int], keys: int
) -> Iterator[str]:
    for row in rows:
        cells = [_padded(row[column], widths[column], column < keys) for column in columns]
        yield GAP.join(cells).rstrip()


def _padded(cell: str, width: int, left: bool) -> str:
    room = " " * (width - cell_len(cell))
    return cell + room if left else room + cell


def _lists(table: Table, rows: Sequence[tuple[str, ...]], width: int) -> Iterator[str]:
    """Yield each row as lines, a heading and its cell on each, all but the first indented; words are never broken."""
    for row in rows:
        for column, (heading, cell) in enumerate(zip(table.headings, row, strict=True)):
            yield from _wrapped(f"{heading}: {cell}", width, GAP if column else "")


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 1),
        initial_indent=indent,
        subsequent_indent=indent + GAP,
        break_long_words=False,
        break_on_hyphens=False,
    )
