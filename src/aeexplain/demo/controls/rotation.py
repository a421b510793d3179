"""The side from which something is seen."""

from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot
from aeexplain.demo.controls.declared import check_label, check_pair, check_start, check_step
from aeexplain.demo.controls.handles import check_hint, hint_html
from aeexplain.demo.controls.numbers import clamp, read_pair, rounded, show_pair


@dataclass(frozen=True)
class Rotation(Control):
    """The side from which a three-dimensional view is seen: dragged, turned by arrow keys, or typed.

    `compute` gets (azimuth, elevation) in degrees: any turn from -180 to 180, elevation from -90 to 90. hint: the word on
    the view of a figure that nobody has touched yet.
    """

    kind: ClassVar[str] = "rotation"
    is_typed: ClassVar[bool] = True
    label: str
    view: str
    start: tuple[float, float]
    step: float = 5
    hint: str = "turn"

    def __post_init__(self) -> None:
        where = f"rotation {self.label!r}"
        check_label(where, self.label)
        check_pair(where, "start", self.start)
        check_step(where, self.step)
        check_start(where, self, self.start)
        check_hint(where, self.hint)

    def read_value(self, raw: object) -> tuple[float, float]:
        """Return the angles to a tenth of a degree, the azimuth wrapped and the elevation clamped."""
        azimuth, elevation = read_pair(raw)
        turn = rounded((azimuth + 180) % 360 - 180, 1)
        return (-180.0 if turn == 180 else turn), rounded(clamp(elevation, -90, 90), 1)

    def show_value(self, value: tuple[float, float]) -> str:
        """Return the angles as "azimuth, elevation"."""
        return show_pair(value)

    def extremes(self) -> list[Any]:
        """Return from below on one side and from above on the other."""
        return [[-180, -90], [179, 90]]

    def random_value(self, rng: Any) -> Any:
        """Return any side."""
        return [rng.uniform(-180, 180), rng.uniform(-90, 90)]

    @property
    def ground(self) -> str:
        """The view that is turned."""
        return self.view

    def form_html(self, slot: Slot) -> str:
        """Return a text to type; the page has the view itself dragged."""
        return self.typed_html(slot, data_step=self.step, data_hint=hint_html(self.hint))
