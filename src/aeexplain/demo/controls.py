"""What a reader can move. Each control reads raw values from outside, clamped or refused, and shows its own as text.

`kind` names the control's macro in the page's templates; `read` gives what `compute` gets, from the page's JSON or from a
text; a raw value that is none of the control's is a ValueError.
"""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo.declared import (
    check_finite,
    check_label,
    check_pair,
    check_start,
    check_step,
    fault,
    is_whole,
)
from aeexplain.demo.strokes import drawn_digit
from aeexplain.errors import did_you_mean


@dataclass(frozen=True)
class Slider:
    """A number from `low` to `high` in steps of `step`; an int where all three are. `plays` adds a button that runs it."""

    kind: ClassVar[str] = "slider"
    label: str
    low: float
    high: float
    start: float
    step: float = 1
    plays: bool = False

    def __post_init__(self) -> None:
        where = f"slider {self.label!r}"
        check_label(where, self.label)
        for name in ("low", "high", "start", "step"):
            check_finite(where, name, getattr(self, name))
        if not self.low < self.high:
            raise fault(where, f"goes from {self.low} to {self.high}", "give it a lower and a higher end")
        if not 0 < self.step <= self.high - self.low or self.low + self.step == self.low:
            raise fault(
                where,
                f"has steps of {self.step}",
                "give it a step above zero that is no longer than the slider",
            )
        check_start(where, self, self.start)

    def read(self, raw: object) -> float:
        """Return the nearest position of the slider."""
        number = _number(raw)
        if number is None:
            raise ValueError(f"wants a number from {self.low} to {self.high}, got {raw!r}")
        steps = round((_clamp(number, self.low, self.high) - self.low) / self.step)
        position = min(self.low + steps * self.step, self.high)
        whole = all(isinstance(end, int) for end in (self.low, self.high, self.step))
        return int(position) if whole else float(position)

    def show(self, value: float) -> str:
        """Return a position as the text beside the slider and in the address."""
        return f"{value:.10g}"


@dataclass(frozen=True)
class Choice:
    """One of several options; `compute` gets the option's index, the page and the address its text."""

    kind: ClassVar[str] = "choice"
    label: str
    options: tuple[str, ...]
    start: int = 0

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
            raise fault(
                where,
                f"starts at {self.start!r}",
                f"its start is a place among its options, 0 to {len(options) - 1}",
            )

    def read(self, raw: object) -> int:
        """Return an option's text as its index."""
        if raw not in self.options:
            raise ValueError(f"has no option {raw!r}; {did_you_mean(str(raw), self.options)}")
        return self.options.index(str(raw))

    def show(self, value: int) -> str:
        """Return an index as its option's text."""
        return self.options[value]


@dataclass(frozen=True)
class Toggle:
    """On or off."""

    kind: ClassVar[str] = "toggle"
    label: str
    start: bool = False

    def __post_init__(self) -> None:
        where = f"toggle {self.label!r}"
        check_label(where, self.label)
        if not isinstance(self.start, bool):
            raise fault(where, f"starts at {self.start!r}", "it starts at True or False")

    def read(self, raw: object) -> bool:
        """Return true, false, or their texts "on" and "off", as a bool."""
        match raw:
            case bool():
                return raw
            case "on" | "off":
                return raw == "on"
        raise ValueError(f"wants on or off, got {raw!r}")

    def show(self, value: bool) -> str:
        """Return "on" or "off"."""
        return "on" if value else "off"


@dataclass(frozen=True)
class Seed:
    """A whole number from which chance is drawn: shown, changeable, and moved on by a button that is called `press`."""

    kind: ClassVar[str] = "seed"
    label: str
    press: str
    start: int = 0
    HIGHEST: ClassVar[int] = 9999

    def __post_init__(self) -> None:
        where = f"seed {self.label!r}"
        check_label(where, self.label)
        check_label(where, self.press)
        if not is_whole(self.start) or self.start not in range(self.HIGHEST + 1):
            raise fault(
                where, f"starts at {self.start!r}", f"it starts at a whole number from 0 to {self.HIGHEST}"
            )

    def read(self, raw: object) -> int:
        """Return the nearest whole number from 0 to 9999."""
        number = _number(raw)
        if number is None:
            raise ValueError(f"wants a whole number, got {raw!r}")
        return round(_clamp(number, 0, self.HIGHEST))

    def show(self, value: int) -> str:
        """Return the number as text."""
        return str(value)


@dataclass(frozen=True)
class Point:
    """A place in a view: dragged by its handle, moved by arrow keys in steps of `step`, or typed.

    The view is a drawing that was told its reach (`drawing(..., reach=plane.reach)`), or an image with a reach (`reached`).
    With `hovers` the point goes where the mouse points as well, so that a reader can look around. `compute` gets (x, y).
    """

    kind: ClassVar[str] = "point"
    label: str
    view: str
    x: tuple[float, float]
    y: tuple[float, float]
    start: tuple[float, float]
    step: float = 0.1
    hovers: bool = False

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

    def read(self, raw: object) -> tuple[float, float]:
        """Return the nearest place within the ranges of x and y, to three decimals."""
        across, up = _pair(raw)
        return round(_clamp(across, *self.x), 3), round(_clamp(up, *self.y), 3)

    def show(self, value: tuple[float, float]) -> str:
        """Return the place as "x, y"."""
        return f"{value[0]:.10g}, {value[1]:.10g}"


@dataclass(frozen=True)
class Rotation:
    """The side from which a three-dimensional view is seen: dragged, turned by arrow keys, or typed.

    `compute` gets (azimuth, elevation) in degrees: any turn from -180 to 180, elevation from -90 to 90.
    """

    kind: ClassVar[str] = "rotation"
    label: str
    view: str
    start: tuple[float, float]
    step: float = 5

    def __post_init__(self) -> None:
        where = f"rotation {self.label!r}"
        check_label(where, self.label)
        check_pair(where, "start", self.start)
        check_step(where, self.step)
        check_start(where, self, self.start)

    def read(self, raw: object) -> tuple[float, float]:
        """Return the angles to a tenth of a degree, the azimuth wrapped and the elevation clamped."""
        azimuth, elevation = _pair(raw)
        return round((azimuth + 180) % 360 - 180, 1), round(_clamp(elevation, -90, 90), 1)

    def show(self, value: tuple[float, float]) -> str:
        """Return the angles as "azimuth, elevation"."""
        return f"{value[0]:.10g}, {value[1]:.10g}"


@dataclass(frozen=True)
class Pad:
    """A place to draw a digit by hand. `compute` gets it as the training digits are, (784,) in [0, 1], or None while empty.

    Its raw value is the strokes as text: "x,y x,y;x,y ..." with whole numbers from 0 to 99, strokes parted by semicolons.
    """

    kind: ClassVar[str] = "pad"
    label: str
    start: None = None

    def __post_init__(self) -> None:
        where = f"pad {self.label!r}"
        check_label(where, self.label)
        if self.start is not None:
            raise fault(where, f"starts at {self.start!r:.40}", "a pad starts empty: None")

    def read(self, raw: object) -> NDArray[np.float32] | None:
        """Return the strokes as an image, or None where there is none."""
        if not isinstance(raw, str):
            raise ValueError(f"wants strokes, got {raw!r}")
        return drawn_digit(raw)

    def show(self, value: NDArray[np.float32] | None) -> str:
        """Return what the pad holds, in words."""
        return "nothing drawn" if value is None else "a drawn digit"


@dataclass(frozen=True)
class Cells:
    """Cells of a grid that lies over a view: a tap switches one over, as do arrow keys and the space bar.

    The view is a drawing or an image with a reach from 0 to `columns` and, downwards, from 0 to `rows`. `compute` gets the
    numbers of those switched on, rising, counted row by row from 0 at the top left.
    """

    kind: ClassVar[str] = "cells"
    label: str
    view: str
    columns: int
    rows: int
    start: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        where = f"cells {self.label!r}"
        check_label(where, self.label)
        for name in ("columns", "rows"):
            if not is_whole(getattr(self, name)) or getattr(self, name) < 1:
                raise fault(where, f"{name} is {getattr(self, name)!r}", "give it a whole number above zero")
        known = range(self.columns * self.rows)
        rising = isinstance(self.start, tuple) and all(
            is_whole(each) and each in known for each in self.start
        )
        if not rising or sorted(set(self.start)) != list(self.start):
            what = f"starts with the cells {self.start!r:.60}"
            raise fault(where, what, f"give their numbers, rising, each once, from 0 to {known[-1]}")

    def read(self, raw: object) -> tuple[int, ...]:
        """Return the cells of a text "3 7 12", or of a list, that are on the grid."""
        parts = raw.split() if isinstance(raw, str) else raw
        numbers = [_number(part) for part in parts] if isinstance(parts, list | tuple) else [None]
        if any(number is None or number != int(number) for number in numbers):
            raise ValueError(f"wants the numbers of cells, got {raw!r}")
        known = range(self.columns * self.rows)
        return tuple(sorted({int(number) for number in numbers if number is not None and number in known}))

    def show(self, value: tuple[int, ...]) -> str:
        """Return the cells as "3 7 12"."""
        return " ".join(map(str, value))


Control = Slider | Choice | Toggle | Seed | Point | Rotation | Pad | Cells


def _number(raw: object) -> float | None:
    """Return a raw value as a finite number, or None where it is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _pair(raw: object) -> tuple[float, float]:
    """Return two numbers, from a list of two or from their text "a, b"."""
    parts = raw.split(",") if isinstance(raw, str) else raw
    numbers = [_number(part) for part in parts] if isinstance(parts, list | tuple) else []
    match numbers:
        case [float(first), float(second)]:
            return first, second
    raise ValueError(f"wants two numbers, got {raw!r}")


def _clamp(number: float, low: float, high: float) -> float:
    return min(max(number, low), high)
