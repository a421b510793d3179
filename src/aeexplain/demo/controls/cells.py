"""Cells of a grid, switched over."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot
from aeexplain.demo.controls.declared import check_label, fault, is_whole
from aeexplain.demo.controls.handles import check_hint, hint_html
from aeexplain.demo.controls.numbers import BLANKS, read_number

PARTING = re.compile(rf"[,;{BLANKS}]+")
CELL = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Cells(Control):
    """Cells of a grid that lies over a view: a tap switches one over, as do arrow keys and the space bar.

    The view is a drawing or an image with a reach from 0 to `columns` and, downwards, from 0 to `rows`. `compute` gets the
    numbers of those switched on, rising, counted row by row from 0 at the top left. With `rubs` a hand that draws over cells
    brings them all to what the first became. hint: the word on the view of
    a figure that nobody has touched yet.
    """

    kind: ClassVar[str] = "cells"
    wants_axes: ClassVar[bool] = True
    is_typed: ClassVar[bool] = True
    label: str
    view: str
    columns: int
    rows: int
    start: tuple[int, ...] = ()
    rubs: bool = False
    hint: str = "tap"

    def __post_init__(self) -> None:
        where = f"cells {self.label!r}"
        check_label(where, self.label)
        check_hint(where, self.hint)
        for name in ("columns", "rows"):
            if not is_whole(getattr(self, name)) or getattr(self, name) < 1:
                raise fault(where, f"{name} is {getattr(self, name)!r}", "give it a whole number above zero")
        rising = isinstance(self.start, tuple) and all(
            is_whole(each) and each in self._known for each in self.start
        )
        if not rising or sorted(set(self.start)) != list(self.start):
            what = f"starts with the cells {self.start!r:.60}"
            raise fault(where, what, f"give their numbers, rising, each once, from 0 to {self._known[-1]}")

    @property
    def _known(self) -> range:
        return range(self.columns * self.rows)

    def read_value(self, raw: object) -> tuple[int, ...]:
        """Return the cells of a text "3 7 12", or of a list, that are on the grid."""
        numbers = _cells_of(raw) if isinstance(raw, str) else _whole_numbers(raw)
        if numbers is None:
            raise ValueError(f"wants the numbers of cells, got {raw!r:.80}")
        return tuple(sorted(set(numbers) & set(self._known)))

    def show_value(self, value: tuple[int, ...]) -> str:
        """Return the cells as "3 7 12"."""
        return " ".join(map(str, value))

    def extremes(self) -> list[Any]:
        """Return none and all."""
        return ["", self.show_value(tuple(self._known))]

    def random_value(self, rng: Any) -> Any:
        """Return up to three."""
        return [int(cell) for cell in rng.integers(len(self._known), size=3)]

    def data(self) -> dict[str, str]:
        """Return the grid's columns and rows."""
        return {"columns": str(self.columns), "rows": str(self.rows)}

    @property
    def ground(self) -> str:
        """The view over which the grid lies."""
        return self.view

    def form_html(self, slot: Slot) -> str:
        """Return a text to type; the page lays the grid over the view."""
        return self.typed_html(slot, data_rubs=self.rubs, data_hint=hint_html(self.hint))


def _cells_of(text: str) -> list[int] | None:
    """Return the numbers of a text, parted by blanks, commas or semicolons; None where it holds anything else."""
    parts = [part for part in PARTING.split(text) if part]
    return [int(part) for part in parts] if all(map(CELL.fullmatch, parts)) else None


def _whole_numbers(raw: object) -> list[int] | None:
    numbers = [read_number(each) for each in raw] if isinstance(raw, list | tuple) else [None]
    if any(number is None or number != int(number) for number in numbers):
        return None
    return [int(number) for number in numbers if number is not None]
