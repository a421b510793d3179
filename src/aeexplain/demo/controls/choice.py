"""One of several options."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot
from aeexplain.demo.controls.declared import check_label, fault, is_whole
from aeexplain.demo.controls.handles import (
    Fault,
    Ground,
    check_hint,
    check_idle,
    check_on,
    check_one_of,
    fault_of_track,
    grounds_of,
    hint_html,
)
from aeexplain.demo.html import element
from aeexplain.draw.svg import words
from aeexplain.errors import did_you_mean

GRIPS = ("sheet", "knob")
MOST_TRIED = 12
MOST_AHEAD = 40
LONG = 32  # characters of all options, from which they are tabs that a phone has in more than one row
LISTED = 20  # more options than these are a list that opens


@dataclass(frozen=True)
class Choice(Control):
    """One of several options; `compute` gets the option's index, the page and the address its text.

    With `on` it has a handle on a view, or one on each of several. grip: "sheet", where the options are cells, row by row in
    `columns` of one size, which together fill the view's picture: a tap takes the nearest, arrow keys step, and the one that
    is chosen has a ring; "knob", which rides along the drawing's `track` and stands at one of its options, evenly from the
    first to the last.
    """

    kind: ClassVar[str] = "choice"
    atlas_rank: ClassVar[int | None] = 0
    is_ordered: ClassVar[bool] = True
    label: str
    options: tuple[str, ...]
    start: int = 0
    on: str | tuple[str, ...] = ""
    columns: int = 0
    hint: str = "tap"
    grip: str = "sheet"

    def __post_init__(self) -> None:
        where = f"choice {self.label!r}"
        check_label(where, self.label)
        options = self.options
        if not isinstance(options, tuple | list) or not options:
            raise fault(where, f"has the options {options!r:.60}", 'give it several texts: ("one", "two")')
        for option in options:
            if not isinstance(option, str) or not option.strip():
                raise fault(where, f"has the option {option!r:.60}", "an option is a text")
            if options.count(option) > 1:
                raise fault(where, f"has the option {option!r} twice", "rename one")
        if not is_whole(self.start) or self.start not in range(len(options)):
            what = f"its start is a place among its options, 0 to {len(options) - 1}"
            raise fault(where, f"starts at {self.start!r}", what)
        self._check_handle(where)

    def read_value(self, raw: object) -> int:
        """Return an option's text as its index."""
        if raw not in self.options:
            raise ValueError(f"has no option {raw!r:.80}; {did_you_mean(str(raw), self.options)}")
        return self.options.index(str(raw))

    def show_value(self, value: int) -> str:
        """Return an index as its option's text."""
        return self.options[value]

    def extremes(self) -> list[Any]:
        """Return each option, as far as there are few, and the last."""
        options = list(self.options)
        return [*options[: MOST_TRIED - 1], options[-1]] if len(options) > MOST_TRIED else options

    def random_value(self, rng: Any) -> Any:
        """Return any option."""
        return self.options[rng.integers(len(self.options))]

    def positions(self) -> list[Any]:
        """Return all options, as far as an atlas holds them."""
        return list(range(len(self.options)))[:MOST_AHEAD]

    def data(self) -> dict[str, str]:
        """Return the options' texts as JSON."""
        return {"options": json.dumps(list(self.options), ensure_ascii=False)}

    @property
    def needs_axes(self) -> bool:
        """Whether its handle is a knob."""
        return self.grip == "knob"

    @property
    def ground(self) -> str | None:
        """The first view with a handle, if there is any."""
        return next(iter(self.grounds), None)

    @property
    def grounds(self) -> tuple[str, ...]:
        """The views with a handle."""
        return grounds_of(self.on)

    def fault_on(self, view: str, ground: Ground) -> Fault | None:
        """Ask for a track under a knob."""
        return fault_of_track(ground)

    def form_html(self, slot: Slot) -> str:
        """Return a group of native radio buttons, or a native list where there are too many of them to be seen at once."""
        if len(self.options) > LISTED and not slot.thumbnails:
            return self._list_html(slot)
        options = [self._option(slot, index) for index in range(len(self.options))]
        legend = element("legend", slot.label(self.label))
        is_long = not slot.thumbnails and sum(map(len, self.options)) >= LONG
        buttons = element("div", *options, class_="options long" if is_long else "options")
        return self.box(slot, "fieldset", legend, buttons, **self._handle_data())

    def _list_html(self, slot: Slot) -> str:
        label = element("label", slot.label(self.label), for_=slot.id)
        options = [
            element("option", words(option), selected=index == self.start)
            for index, option in enumerate(self.options)
        ]
        chosen = element("select", *options, id=slot.id, name=slot.name)
        return self.box(slot, "div", label, chosen, **self._handle_data())

    def _handle_data(self) -> dict[str, object]:
        """Return what the page needs to know of the handles: of a knob also the track of its options' numbers."""
        if not self.grounds:
            return {}
        last = len(self.options) - 1
        numbers = {"data_low": 0, "data_step": 1, "data_high": last, "data_steps": last, "data_decimals": 0}
        place = numbers if self.grip == "knob" else {"data_columns": self.columns}
        return {"data_grip": self.grip, **place, "data_hint": hint_html(self.hint)}

    def _check_handle(self, where: str) -> None:
        check_on(where, self.on)
        check_hint(where, self.hint)
        check_one_of(where, "grip", self.grip, GRIPS)
        check_idle(where, self.on, {"columns": self.columns != 0, "a grip": self.grip != "sheet"})
        if self.grip == "knob":
            if self.columns != 0:
                raise fault(where, f"has {self.columns!r:.40} columns and a knob", "a sheet has columns")
            if len(self.options) < 2:
                raise fault(where, "has a knob and one option", "give it several")
        elif self.on and (not is_whole(self.columns) or not 0 < self.columns <= len(self.options)):
            what = f"has {self.columns!r:.40} columns for {len(self.options)} options"
            raise fault(where, what, "say in how many columns they stand on the sheet: columns=5")

    def _option(self, slot: Slot, index: int) -> str:
        option = self.options[index]
        button = element("input", type="radio", name=slot.name, value=option, checked=index == self.start)
        if not slot.thumbnails:
            return element("label", button, element("span", words(option)))
        shown = slot.thumbnails[index]
        place = None if shown.along is None else f"object-position:{shown.along:.4g}%"
        picture = element("img", src=shown.address, alt=option, width=28, height=28, style=place)
        return element("label", button, element("span", picture, class_=shown.tone), class_="thumbnail")
