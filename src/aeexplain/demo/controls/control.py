"""What every control has: how it reads, shows and draws itself, and what the rest of the house asks of it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.handles import Fault, Ground
from aeexplain.demo.html import element


@dataclass(frozen=True)
class Thumbnail:
    """An option's picture: the address of its image, its tone, and where it lies along a strip of all, in percent."""

    address: str
    tone: str
    along: float | None = None


@dataclass(frozen=True)
class Slot:
    """Where a control stands in a figure's form.

    name: its own. id: that of its first input. label: how labels become HTML. thumbnails: one for each option.
    """

    name: str
    id: str
    label: Callable[[str], str]
    thumbnails: tuple[Thumbnail, ...] = ()


class Control(ABC):
    """What a reader can move.

    A control reads raw values from outside, clamped or refused, and shows its own as text. A raw value comes from the page's
    JSON, from an address or from a reader's hand; one that is none of the control's is a ValueError.

    kind: names it in the page, where the module of the same name reads and moves it. atlas_rank: which controls an atlas is
    made of when the author names none, the lowest first; None for those that have no positions of their own. is_ordered: its
    positions rise. wants_axes: the view that it lies on must tell which data stand where.
    """

    kind: ClassVar[str]
    atlas_rank: ClassVar[int | None] = None
    is_ordered: ClassVar[bool] = False
    wants_axes: ClassVar[bool] = False
    is_typed: ClassVar[bool] = False
    label: str
    start: Any

    @abstractmethod
    def read_value(self, raw: object) -> Any:
        """Return a raw value as `compute` gets it; none of the control's: ValueError that says what it wants."""

    @abstractmethod
    def show_value(self, value: Any) -> str:
        """Return a value as the page and the address show it."""

    def described_value(self, value: Any) -> str:
        """Return a value as `describe` gets it: as it is shown, where a control says nothing else."""
        return self.show_value(value)

    @abstractmethod
    def form_html(self, slot: Slot) -> str:
        """Return the control as it stands in the figure's form, at its start."""

    @abstractmethod
    def extremes(self) -> list[Any]:
        """Return raw values to try: the two extremes, first and last."""

    @abstractmethod
    def random_value(self, rng: Any) -> Any:
        """Return a raw value anywhere on the control, drawn by a generator."""

    def data(self) -> dict[str, str]:
        """Return what the page needs to know to read a text as `read_value` does, by the names of data attributes."""
        return {}

    def positions(self) -> list[Any]:
        """Return the values at which an atlas draws this control where its author names none; none: it cannot."""
        return []

    def form_value(self, value: Any) -> object:
        """Return a value as the page's form has it, and as JSON: its text, where it is neither number nor boolean."""
        return self.show_value(value)

    def start_text(self) -> str:
        """Return the text that `read_value` reads as the start."""
        return self.show_value(self.start)

    @property
    def needs_axes(self) -> bool:
        """Whether this very control wants axes: not each of a kind has the same handle."""
        return self.wants_axes

    @property
    def ground(self) -> str | None:
        """The view on which the control lies, the first where it lies on several, or None."""
        return None

    @property
    def grounds(self) -> tuple[str, ...]:
        """All views on which the control lies, with a handle on each."""
        return () if self.ground is None else (self.ground,)

    def fault_on(self, view: str, ground: Ground) -> Fault | None:
        """Return why its handle cannot stand on a view whose axes are known, and what to do; None where it can."""
        return None

    def box(self, slot: Slot, tag: str, /, *children: str, **attributes: object) -> str:
        """Return children as the element of this control, with what the page needs to know of it."""
        known = {f"data_{key}": value for key, value in {"start": self.start_text(), **self.data()}.items()}
        given = {
            "data_control": slot.name,
            "data_kind": self.kind,
            "data_on": " ".join(self.grounds) or None,
            **known,
            **attributes,
        }
        return element(tag, *children, class_=f"control {self.kind}", **given)

    @property
    def has_buttons(self) -> bool:
        """Whether a control that is typed has something to press besides, so that it may stand in the bar."""
        return False

    def typed_html(self, slot: Slot, *more: str, **attributes: object) -> str:
        """Return a control that is a text to type into, such as one whose handle lies on a view."""
        label = element("label", slot.label(self.label), for_=slot.id)
        field = {"type": "text", "id": slot.id, "name": slot.name, "value": self.show_value(self.start)}
        return self.box(
            slot, "div", label, element("input", **field, size=14, spellcheck="false"), *more, **attributes
        )


def joined(numbers: Sequence[float]) -> str:
    """Return numbers as a data attribute has them."""
    return " ".join(map(str, numbers))
