"""Two numbers on one track."""

from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot
from aeexplain.demo.controls.declared import check_label, check_pair, check_start, check_track
from aeexplain.demo.controls.numbers import read_pair
from aeexplain.demo.controls.slider import Track
from aeexplain.demo.html import element
from aeexplain.word_places import word_place


@dataclass(frozen=True)
class Range(Control):
    """Two numbers from `low` to `high` in steps of `step`, on one track with two handles: where something begins and ends.

    `compute` gets (from, to), the lower one first; ints where `low`, `high` and `step` are ints.
    """

    kind: ClassVar[str] = "range"
    label: str
    low: float
    high: float
    start: tuple[float, float]
    step: float = 1

    def __post_init__(self) -> None:
        where = f"range {self.label!r}"
        check_label(where, self.label)
        check_pair(where, "start", self.start)
        check_track(where, self.low, self.high, self.step)
        check_start(where, self, self.start)

    @property
    def track(self) -> Track:
        """The numbers on which both handles can stand."""
        return Track(self.low, self.high, self.step)

    def read_value(self, raw: object) -> tuple[float, float]:
        """Return the nearest numbers of the track, the lower one first."""
        first, second = sorted(read_pair(raw))
        return self.track.nearest(first), self.track.nearest(second)

    def show_value(self, value: tuple[float, float]) -> str:
        """Return both as "from, to"."""
        return ", ".join(map(self.track.show, value))

    def extremes(self) -> list[Any]:
        """Return both handles at the low end, then at either end, then at the high one."""
        return [[self.low, self.low], [self.low, self.high], [self.high, self.high]]

    def random_value(self, rng: Any) -> Any:
        """Return any two numbers of the track."""
        return [self.track.at(int(steps)) for steps in sorted(rng.integers(self.track.steps + 1, size=2))]

    def data(self) -> dict[str, str]:
        """Return the track."""
        return self.track.data()

    def form_html(self, slot: Slot) -> str:
        """Return two native sliders that share a track, with both values beside them."""
        handles = zip(
            (word_place("range_from"), word_place("range_to")),
            (slot.id, f"{slot.id}-to"),
            self.start,
            strict=True,
        )
        ends = {"type": "range", "name": slot.name, "min": self.low, "max": self.high, "step": self.step}
        inputs = [
            element("input", **ends, id=id, aria_label=end, value=self.track.show(start))
            for end, id, start in handles
        ]
        shown = element("output", self.show_value(self.start), aria_live="off", data_value_of=slot.name)
        track = element("div", *inputs, class_="track")
        return self.box(slot, "fieldset", element("legend", slot.label(self.label)), track, shown)
