"""A number on a track."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot, joined
from aeexplain.demo.controls.declared import (
    check_finite,
    check_label,
    check_pair,
    check_start,
    check_track,
    fault,
)
from aeexplain.demo.controls.handles import (
    AXES,
    GRIPS,
    RINGS,
    SLACK,
    Fault,
    Ground,
    check_hint,
    check_idle,
    check_on,
    check_one_of,
    fault_of_track,
    fault_of_turning,
    grounds_of,
    hint_html,
)
from aeexplain.demo.controls.numbers import (
    clamp,
    decimals_of,
    nearest_whole,
    read_number,
    show_number,
)
from aeexplain.demo.html import element
from aeexplain.word_places import word_place

USUAL = 33  # positions of an atlas


@dataclass(frozen=True)
class Track:
    """The numbers from `low` in steps of `step`, as far as `high`: an int each where all three are ints."""

    low: float
    high: float
    step: float

    @property
    def steps(self) -> int:
        """How many steps there are; what rounding has taken from the last one does not lose it."""
        return math.floor((self.high - self.low) / self.step * (1 + 1e-12) + 1e-9)

    @property
    def decimals(self) -> int:
        """With how many decimals the numbers are shown, so that a sum of tenths is itself shown in tenths."""
        return max(decimals_of(self.low), decimals_of(self.step))

    def at(self, steps: int) -> float:
        """Return the number after so many steps."""
        number = min(self.low + min(steps, self.steps) * self.step, self.high)
        if all(isinstance(end, int) for end in (self.low, self.high, self.step)):
            return int(number)
        return float(number)

    def show(self, number: float) -> str:
        """Return a number of the track as text, without what rounding has added in its last digits."""
        return show_number(round(number, self.decimals))

    def nearest(self, number: float) -> float:
        """Return the number of the track that is nearest."""
        return self.at(nearest_whole((clamp(number, self.low, self.high) - self.low) / self.step))

    def data(self) -> dict[str, str]:
        """Return what the page needs to find the nearest number as well."""
        names = ("low", "step", "high", "steps", "decimals")
        return {name: str(getattr(self, name)) for name in names}


@dataclass(frozen=True)
class Slider(Control):
    """A number from `low` to `high` in steps of `step`; an int where all three are. `plays` adds a button that runs it.

    With `on` it has a handle on a view, or one on each of several, and the track in the form is its twin. The view is a drawing
    that was told its reach, or an image with one (`reached`); its axis `along` is in the slider's own units, and the handle
    stands at value + `offset`: no other scale is known.

    grip: "rule", a line across the plot; "ring", a frame around the cell that stands there, `cell` wide in units of the axis
    (a step where nothing is said), as on a strip of n pictures whose axis goes from 0 to n (`offset` 0.5); "circle", a round
    ring; "knob", which rides along the drawing's `track` and needs no axis in its own units; "line", a line through the point
    (0, 0), as many degrees over the horizontal as the slider says, from 0 to 180, which is turned by any of its parts;
    "button", the word `press` on the track, which goes one step on, from the last to the first. On several views each may
    have a grip of its own: on=("code", "curve"), grip=("rule", "knob").
    lane: (from, to) on the other axis, for a ring that has a strip of its own among several in one picture.
    hint: the word beside the handle of a figure that nobody has touched yet.
    """

    kind: ClassVar[str] = "slider"
    atlas_rank: ClassVar[int | None] = 0
    is_ordered: ClassVar[bool] = True
    wants_axes: ClassVar[bool] = True
    label: str
    low: float
    high: float
    start: float
    step: float = 1
    plays: bool = False
    on: str | tuple[str, ...] = ""
    along: str = "x"
    grip: str | tuple[str, ...] = "rule"
    offset: float = 0
    cell: float = 0
    lane: tuple[float, float] | None = None
    hint: str = "drag"
    press: str = ""

    def __post_init__(self) -> None:
        where = f"slider {self.label!r}"
        check_label(where, self.label)
        check_track(where, self.low, self.high, self.step, start=self.start)
        check_start(where, self, self.start)
        self._check_handle(where)

    @property
    def track(self) -> Track:
        """The numbers on which the slider can stand."""
        return Track(self.low, self.high, self.step)

    def read_value(self, raw: object) -> float:
        """Return the nearest position of the slider."""
        number = read_number(raw)
        if number is None:
            raise ValueError(f"wants a number from {self.low} to {self.high}, got {raw!r:.80}")
        return self.track.nearest(number)

    def show_value(self, value: float) -> str:
        """Return a position as the text beside the slider and in the address."""
        return self.track.show(value)

    def form_value(self, value: float) -> object:
        """Return a position as the page has it: the number that is shown, a whole one without decimals."""
        number = float(self.show_value(value))
        return int(number) if number.is_integer() else number

    def extremes(self) -> list[Any]:
        """Return both ends."""
        return [self.low, self.high]

    def random_value(self, rng: Any) -> Any:
        """Return any position."""
        return self.track.at(int(rng.integers(self.track.steps + 1)))

    def positions(self) -> list[Any]:
        """Return some positions evenly over the slider, both ends among them."""
        steps = self.track.steps
        count = min(steps, USUAL - 1)
        return [self.track.at(round(number * steps / count)) for number in range(count + 1)]

    def data(self) -> dict[str, str]:
        """Return the track."""
        return self.track.data()

    @property
    def ground(self) -> str | None:
        """The first view with a handle, if there is any."""
        return next(iter(self.grounds), None)

    @property
    def grounds(self) -> tuple[str, ...]:
        """The views with a handle."""
        return grounds_of(self.on)

    @property
    def grips(self) -> tuple[str, ...]:
        """How the handle looks on each of its views."""
        return self.grip if isinstance(self.grip, tuple) else (self.grip,) * len(self.grounds)

    def fault_on(self, view: str, ground: Ground) -> Fault | None:
        """Ask for a track under a knob, and that the slider's ends are on the axis."""
        grip = self.grips[self.grounds.index(view)]
        if grip in ("knob", "button"):
            return fault_of_track(ground)
        if grip == "line":
            return fault_of_turning(ground)
        first, last = self.low + self.offset, self.track.at(self.track.steps) + self.offset
        hint = "give the plot a longer axis, or the slider another `offset`"
        fault = _fault_along(self.along, ground, (first, last), hint)
        if fault or self.lane is None:
            return fault
        return _fault_along(AXES[self.along == "x"], ground, self.lane, "give the slider another `lane`")

    def form_html(self, slot: Slot) -> str:
        """Return a native slider with its value beside it."""
        start = self.show_value(self.start)
        ends = {"min": self.low, "max": self.high, "step": self.step, "value": start}
        shown = {"aria_live": "off", "for_": slot.id, "data_value_of": slot.name}
        play = element("button", word_place("play"), type="button", data_play=slot.name) if self.plays else ""
        return self.box(
            slot,
            "div",
            element("label", slot.label(self.label), for_=slot.id),
            element("input", type="range", id=slot.id, name=slot.name, **ends),
            element("output", start, **shown),
            play,
            **self._handle_data(),
        )

    def _handle_data(self) -> dict[str, object]:
        """Return what the page needs to know of the handles."""
        if not self.grounds:
            return {}
        width = self.cell or self.step
        place: dict[str, object] = {
            "data_offset": self.offset,
            "data_cell": width if RINGS & set(self.grips) else None,
        }
        if self.lane:
            place["data_lane"] = joined(self.lane)
        word = {"data_hint": hint_html(self.hint), "data_press": self.press or None}
        grip = self.grip if isinstance(self.grip, str) else " ".join(self.grip)
        return {"data_along": self.along, "data_grip": grip, **place, **word}

    def _check_handle(self, where: str) -> None:
        check_on(where, self.on)
        check_one_of(where, "axis `along`", self.along, AXES)
        for grip in self.grips or (self.grip,):
            check_one_of(where, "grip", grip, GRIPS)
        if len(self.grips) != len(self.grounds):
            what = f"has {len(self.grips)} grips for {len(self.grounds)} views"
            raise fault(where, what, "give it one grip for all, or one for each view")
        check_finite(where, "offset", self.offset)
        check_finite(where, "cell", self.cell)
        check_hint(where, self.hint)
        if self.cell < 0 or (self.cell and not RINGS & set(self.grips)):
            raise fault(
                where, f"has a cell of {self.cell} and the grip {self.grip!r}", "a ring has one, above zero"
            )
        if self.grip == "line" and (self.low, self.high) != (0, 180):
            raise fault(
                where, f"turns a line from {self.low} to {self.high}", "a line turns from 0 to 180 degrees"
            )
        if (self.grip == "button") != bool(self.press.strip()):
            what = f"has the grip {self.grip!r} and the word {self.press!r:.40}"
            raise fault(where, what, 'a button has a word: grip="button", press="next"')
        self._check_lane(where)
        is_idle = {"an axis": self.along != "x", "a grip": self.grip != "rule", "an offset": self.offset != 0}
        check_idle(where, self.on, is_idle | {"a lane": self.lane is not None})

    def _check_lane(self, where: str) -> None:
        if self.lane is None:
            return
        check_pair(where, "lane", self.lane)
        if self.lane[0] == self.lane[1] or self.grip != "ring":
            what = f"has the lane {self.lane} and the grip {self.grip!r}"
            raise fault(where, what, "a ring has one, and its ends lie apart")


def _fault_along(along: str, ground: Ground, ends: tuple[float, float], hint: str) -> Fault | None:
    """Return why a handle that goes from one end to the other is not on the axis `along`."""
    low, high = ground.ends(along)
    slack = SLACK * (high - low)
    if low - slack <= min(ends) and max(ends) <= high + slack:
        return None
    return (
        f"has an axis {along} from {low:g} to {high:g}, and the handle goes from {ends[0]:g} to {ends[1]:g}",
        hint,
    )
