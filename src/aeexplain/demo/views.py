"""What a figure shows: drawings, images, numbers and words, and where they stand on the page."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from aeexplain.draw import Drawing, Pixels
from aeexplain.draw.finite import is_finite, not_finite, refuse

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
    """Return a number with its text: formatted by `spec`, a dash for None; what is no finite number is refused."""
    if value is None:
        return Readout(None, "\N{EM DASH}")
    if not is_number(value):
        return Readout(
            None,
            refuse(f"readout: wants one finite number or None, got {value!r:.60}", "give it None for none"),
        )
    return Readout(float(value), format(value, spec))


def fault_of_view(shown: object) -> str:
    """Return what is wrong with what a demo gives for a view: its type, its numbers, its text; empty where nothing is."""
    match shown:
        case Drawing():
            return "" if isinstance(shown.svg, str) else "is a drawing without SVG text"
        case Pixels():
            return _fault_of_pixels(shown)
        case Readout():
            if shown.value is not None and not is_number(shown.value):
                return f"states {shown.value}, which is no finite number"
            return "" if isinstance(shown.text, str) else f"states {a_type(shown.text)}, not a text"
        case Words():
            number = not_finite(str(shown.text))
            if number:
                return f"says {number!r}, which is no finite number"
            return "" if isinstance(shown.text, str) else f"says {a_type(shown.text)}, not a text"
    return f"is {a_type(shown)}, not a Drawing, Pixels, a Readout or Words"


def text_of(shown: object) -> str:
    """Return the text in which a view would have the mark of a refusal."""
    match shown:
        case Drawing():
            text: object = shown.svg
        case Pixels():
            text = shown.says
        case Readout() | Words():
            text = shown.text
        case _:
            text = ""
    return text if isinstance(text, str) else ""


def a_type(value: object) -> str:
    """Return the type of a value as a sentence calls it: "a list", "None"."""
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def is_number(value: object) -> bool:
    """Return whether something is one finite real number, a NumPy array of no axes included."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    return is_finite(value)


def _fault_of_pixels(shown: Pixels) -> str:
    rgba = shown.rgba
    if not isinstance(rgba, np.ndarray) or rgba.dtype != np.uint8 or rgba.ndim != 3 or rgba.shape[2] != 4:
        told = f"{rgba.dtype} {rgba.shape}" if isinstance(rgba, np.ndarray) else a_type(rgba)
        return f"holds {told}, its pixels are uint8 (height, width, 4)"
    return "" if rgba.size else "has no pixels"
