"""A place to draw by hand."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo.controls.control import Control, Slot
from aeexplain.demo.controls.declared import check_label, fault
from aeexplain.demo.controls.strokes import drawn_digit
from aeexplain.demo.html import element
from aeexplain.word_places import word_place

TRIED = "20,20 80,20 50,90;30,55 70,55"
SIDE = 112  # of the pad, in pixels


@dataclass(frozen=True)
class Pad(Control):
    """A place to draw a digit by hand. `compute` gets it as the training digits are, (784,) in [0, 1], or None while empty.

    Its raw value is the strokes as text: "x,y x,y;x,y ..." with whole numbers from 0 to 99, strokes parted by semicolons.
    """

    kind: ClassVar[str] = "pad"
    label: str
    start: None = None

    def __post_init__(self) -> None:
        where = f"pad {self.label!r}"
        check_label(where, self.label)
        if self.start is not None:
            raise fault(where, f"starts at {self.start!r:.40}", "a pad starts empty: None")

    def read_value(self, raw: object) -> NDArray[np.float32] | None:
        """Return the strokes as an image, or None where there is none."""
        if not isinstance(raw, str):
            raise ValueError(f"wants strokes, got {raw!r:.80}")
        return drawn_digit(raw)

    def show_value(self, value: NDArray[np.float32] | None) -> str:
        """Return what the pad holds, in words."""
        return "nothing drawn" if value is None else "a drawn digit"

    def start_text(self) -> str:
        """Return no strokes."""
        return ""

    def extremes(self) -> list[Any]:
        """Return nothing drawn, and a few strokes."""
        return ["", TRIED]

    def random_value(self, rng: Any) -> Any:
        """Return nothing drawn: a hand is not made up."""
        return ""

    def form_html(self, slot: Slot) -> str:
        """Return a pad that lies folded; its hidden input holds the strokes."""
        row = element(
            "div",
            element("input", type="hidden", id=slot.id, name=slot.name, value=""),
            element("canvas", width=SIDE, height=SIDE, aria_hidden="true"),
            element("button", word_place("clear"), type="button", data_clear=slot.name),
            class_="row",
        )
        return self.box(slot, "details", element("summary", slot.label(self.label)), row)
