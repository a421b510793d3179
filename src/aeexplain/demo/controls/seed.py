"""A number from which chance is drawn."""

from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot
from aeexplain.demo.controls.declared import check_label, fault, is_whole
from aeexplain.demo.controls.handles import check_hint, check_one_view, hint_html
from aeexplain.demo.controls.numbers import clamp, nearest_whole, read_number
from aeexplain.demo.html import element
from aeexplain.draw.svg import words


@dataclass(frozen=True)
class Seed(Control):
    """A whole number from which chance is drawn: shown, changeable, and moved on by a button that is called `press`.

    With `on` the whole of a view is such a button as well, with the same word in its corner.
    """

    kind: ClassVar[str] = "seed"
    label: str
    press: str
    start: int = 0
    on: str = ""
    hint: str = "tap"
    HIGHEST: ClassVar[int] = 9999

    def __post_init__(self) -> None:
        where = f"seed {self.label!r}"
        check_label(where, self.label)
        check_label(where, self.press)
        if not is_whole(self.start) or self.start not in range(self.HIGHEST + 1):
            what = f"it starts at a whole number from 0 to {self.HIGHEST}"
            raise fault(where, f"starts at {self.start!r}", what)
        check_one_view(where, self.on)
        check_hint(where, self.hint)

    @property
    def ground(self) -> str | None:
        """The view that is a button, if there is one."""
        return self.on or None

    def read_value(self, raw: object) -> int:
        """Return the nearest whole number from 0 to 9999."""
        number = read_number(raw)
        if number is None:
            raise ValueError(f"wants a whole number, got {raw!r:.80}")
        return nearest_whole(clamp(number, 0, self.HIGHEST))

    def show_value(self, value: int) -> str:
        """Return the number as text."""
        return str(value)

    def form_value(self, value: int) -> object:
        """Return the number."""
        return value

    def extremes(self) -> list[Any]:
        """Return the lowest and the highest."""
        return [0, self.HIGHEST]

    def random_value(self, rng: Any) -> Any:
        """Return one of the first hundred."""
        return int(rng.integers(100))

    def data(self) -> dict[str, str]:
        """Return the highest number."""
        return {"highest": str(self.HIGHEST)}

    def form_html(self, slot: Slot) -> str:
        """Return a number to type and a button for the next one."""
        start = self.show_value(self.start)
        ends = {"min": 0, "max": self.HIGHEST, "step": 1, "value": start}
        return self.box(
            slot,
            "div",
            element("label", slot.label(self.label), for_=slot.id),
            element(
                "div",
                element("input", type="number", id=slot.id, name=slot.name, **ends),
                element("button", words(self.press), type="button", data_next=slot.name),
                class_="row",
            ),
            data_hint=hint_html(self.hint) if self.on else None,
        )
