"""A place in a view."""

from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot, joined
from aeexplain.demo.controls.declared import (
    check_finite,
    check_label,
    check_pair,
    check_start,
    check_step,
    fault,
)
from aeexplain.demo.controls.handles import check_hint, hint_html
from aeexplain.demo.controls.numbers import clamp, read_pair, rounded, show_pair
from aeexplain.demo.html import element
from aeexplain.draw.svg import words
from aeexplain.word_places import word_place

DECIMALS = 3
JUMP = "Jump to"  # unless a figure says something else


@dataclass(frozen=True)
class Point(Control):
    """A place in a view: dragged by its handle, moved by arrow keys in steps of `step`, or typed.

    The view is a drawing that was told its reach (`drawing(..., reach=plane.reach)`), or an image with a reach (`reached`).
    With `hovers` the point goes where the mouse points as well, so that a reader can look around. With `reticle` its handle
    is hollow, for a point over something that must stay visible; with `cell` it is a ring around a picture of that width and
    height, in units of the axes, which the view draws there. `compute` gets (x, y). hint: the word beside the handle of a
    figure that nobody has touched yet. places: (name, (x, y)) of what is worth a look; each has a button in the bar, and
    `jump` stands before them.
    """

    kind: ClassVar[str] = "point"
    wants_axes: ClassVar[bool] = True
    is_typed: ClassVar[bool] = True
    label: str
    view: str
    x: tuple[float, float]
    y: tuple[float, float]
    start: tuple[float, float]
    step: float = 0.1
    hovers: bool = False
    reticle: bool = False
    cell: float = 0
    hint: str = "drag"
    places: tuple[tuple[str, tuple[float, float]], ...] = ()
    jump: str = JUMP

    def __post_init__(self) -> None:
        where = f"point {self.label!r}"
        check_label(where, self.label)
        for axis, ends in (("x", self.x), ("y", self.y)):
            check_pair(where, axis, ends)
            if not ends[0] < ends[1]:
                raise fault(where, f"its {axis} goes from {ends[0]} to {ends[1]}", "give the lower end first")
        check_pair(where, "start", self.start)
        check_step(where, self.step)
        check_start(where, self, self.start)
        check_hint(where, self.hint)
        check_label(where, self.jump)
        for name, place in self.places:
            check_label(where, name)
            nearest = self.read_value(list(place))
            if nearest != place:
                what = f"has the place {name!r} at {place}, where it cannot stand"
                raise fault(where, what, f"the nearest is {nearest}")
        check_finite(where, "cell", self.cell)
        if self.cell < 0 or (self.cell and self.reticle):
            what = f"has a cell of {self.cell}{' and a reticle' * self.reticle}"
            raise fault(where, what, "a ring has a cell above zero, and no other looks")

    def read_value(self, raw: object) -> tuple[float, float]:
        """Return the nearest place within the ranges of x and y, to three decimals."""
        across, up = read_pair(raw)
        return rounded(clamp(across, *self.x), DECIMALS), rounded(clamp(up, *self.y), DECIMALS)

    def show_value(self, value: tuple[float, float]) -> str:
        """Return the place as "x, y"."""
        return show_pair(value)

    def extremes(self) -> list[Any]:
        """Return two opposite corners."""
        return [[self.x[0], self.y[0]], [self.x[1], self.y[1]]]

    def random_value(self, rng: Any) -> Any:
        """Return any place."""
        return [rng.uniform(*self.x), rng.uniform(*self.y)]

    def data(self) -> dict[str, str]:
        """Return both ranges and with how many decimals a place is written."""
        return {"x": joined(self.x), "y": joined(self.y)}

    @property
    def ground(self) -> str:
        """The view on which the point lies."""
        return self.view

    def form_html(self, slot: Slot) -> str:
        """Return a text to type; the page lays a handle on the view."""
        looks = {
            "data_reticle": self.reticle,
            "data_cell": self.cell or None,
            "data_hint": hint_html(self.hint),
        }
        hovers = {"data_hovers": self.hovers}
        return self.typed_html(slot, *self._buttons(slot), data_step=self.step, **hovers, **looks)

    @property
    def has_buttons(self) -> bool:
        """Whether it has places to jump to."""
        return bool(self.places)

    def _buttons(self, slot: Slot) -> list[str]:
        if not self.places:
            return []
        buttons = [
            element("button", words(name), type="button", data_place=self.show_value(place))
            for name, place in self.places
        ]
        named = f"{slot.id}-places"
        return [
            element("span", word_place("jump_to") if self.jump == JUMP else slot.label(self.jump), id=named),
            element("div", *buttons, class_="places", role="group", aria_labelledby=named),
        ]
