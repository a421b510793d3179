"""What a figure shows: drawings, images, numbers and words, and where they stand on the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from aeexplain.draw import Drawing, Pixels

__all__ = ["SIZES", "Drawing", "Frame", "Pixels", "Readout", "Shown", "View", "Words", "readout"]

SIZES = ("tile", "half", "full")


@dataclass(frozen=True)
class View:
    """Where a drawing, an image, a readout or words stand in the figure: a title and a size on the page."""

    title: str
    size: str = "tile"


@dataclass(frozen=True)
class Readout:
    """A number that the figure states: `value` unrounded (None where there is none), `text` as shown."""

    value: float | None
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Words:
    """A word or a sentence that the figure states."""

    text: str

    def __str__(self) -> str:
        return self.text


Shown = Drawing | Pixels | Readout | Words


@dataclass(frozen=True)
class Frame:
    """What a figure shows in one state: its views by name, and one sentence that tells the state."""

    views: Mapping[str, Shown]
    says: str


def readout(value: float | None, spec: str = ".4f") -> Readout:
    """Return a number with its text: formatted by `spec`, a dash for None."""
    return Readout(None, "\N{EM DASH}") if value is None else Readout(float(value), format(value, spec))
