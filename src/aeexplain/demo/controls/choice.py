"""One of several options."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot
from aeexplain.demo.controls.declared import check_label, fault, is_whole
from aeexplain.demo.controls.handles import check_hint, check_idle, check_on
from aeexplain.demo.html import element
from aeexplain.draw.svg import words
from aeexplain.errors import did_you_mean

MOST_TRIED = 12
MOST_AHEAD = 40


@dataclass(frozen=True)
class Choice(Control):
    """One of several options; `compute` gets the option's index, the page and the address its text.

    With `on` the options are the cells of a sheet as well, row by row in `columns` of one size, which together fill the
    view's picture: a tap takes the nearest, arrow keys step, and the one that is chosen has a ring.
    """

    kind: ClassVar[str] = "choice"
    atlas_rank: ClassVar[int | None] = 0
    is_ordered: ClassVar[bool] = True
    label: str
    options: tuple[str, ...]
    start: int = 0
    on: str = ""
    columns: int = 0
    hint: str = "tap"

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
        self._check_sheet(where)

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
    def ground(self) -> str | None:
        """The view that is the sheet, if there is one."""
        return self.on or None

    def form_html(self, slot: Slot) -> str:
        """Return a group of native radio buttons."""
        options = [self._option(slot, index) for index in range(len(self.options))]
        legend = element("legend", slot.label(self.label))
        sheet = {"data_columns": self.columns, "data_hint": self.hint} if self.on else {}
        return self.box(slot, "fieldset", legend, element("div", *options, class_="options"), **sheet)

    def _check_sheet(self, where: str) -> None:
        check_on(where, self.on)
        check_hint(where, self.hint)
        if isinstance(self.on, tuple):
            raise fault(where, f"lies on {self.on!r:.60}", "a choice lies on one view")
        check_idle(where, self.on, {"columns": self.columns != 0})
        if self.on and (not is_whole(self.columns) or not 0 < self.columns <= len(self.options)):
            what = f"has {self.columns!r:.40} columns for {len(self.options)} options"
            raise fault(where, what, "say in how many columns they stand on the sheet: columns=5")

    def _option(self, slot: Slot, index: int) -> str:
        option = self.options[index]
        button = element("input", type="radio", name=slot.name, value=option, checked=index == self.start)
        if not slot.thumbnails:
            return element("label", button, element("span", words(option)))
        address, tone = slot.thumbnails[index]
        picture = element("img", src=address, alt=option, width=28, height=28)
        return element("label", button, element("span", picture, class_=tone), class_="thumbnail")
