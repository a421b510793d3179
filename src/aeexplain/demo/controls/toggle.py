"""On or off."""

from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.control import Control, Slot
from aeexplain.demo.controls.declared import check_label, fault
from aeexplain.demo.html import element


class Off(str):
    """The word "off", as false as what it says: `describe` may ask `if pull`."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class Toggle(Control):
    """On or off. With `holds` it is a button, on while a finger or the mouse holds it down; the space bar switches it over."""

    kind: ClassVar[str] = "toggle"
    atlas_rank: ClassVar[int | None] = 1
    label: str
    start: bool = False
    holds: bool = False

    def __post_init__(self) -> None:
        where = f"toggle {self.label!r}"
        check_label(where, self.label)
        if not isinstance(self.start, bool):
            raise fault(where, f"starts at {self.start!r}", "it starts at True or False")

    def read_value(self, raw: object) -> bool:
        """Return true, false, or their texts "on" and "off", as a bool."""
        match raw:
            case bool():
                return raw
            case "on" | "off":
                return raw == "on"
        raise ValueError(f"wants on or off, got {raw!r:.80}")

    def show_value(self, value: bool) -> str:
        """Return "on" or "off"."""
        return "on" if value else "off"

    def described_value(self, value: bool) -> str:
        """Return "on", or an "off" that is false."""
        return "on" if value else Off("off")

    def form_value(self, value: bool) -> object:
        """Return the boolean."""
        return value

    def extremes(self) -> list[Any]:
        """Return off and on."""
        return ["off", "on"]

    def random_value(self, rng: Any) -> Any:
        """Return either."""
        return bool(rng.integers(2))

    def positions(self) -> list[Any]:
        """Return both."""
        return [False, True]

    def form_html(self, slot: Slot) -> str:
        """Return a native check box."""
        box = element("input", type="checkbox", id=slot.id, name=slot.name, checked=self.start)
        label = element("label", slot.label(self.label), for_=slot.id)
        return self.box(slot, "div", box, label, data_holds=self.holds)
