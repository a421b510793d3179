"""The vocabulary of a demo: one function, its controls, its views.

A demo's `compute` draws a whole frame from the values of its controls. It does no input or output and keeps no state, so
the build, the tests and the reader's browser all call the same function. `Demo` checks every name when it is declared.
"""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from aeexplain.draw import Drawing, Pixels
from aeexplain.errors import ExplainError, did_you_mean

__all__ = [
    "Choice",
    "Control",
    "Demo",
    "Drawing",
    "Frame",
    "Pixels",
    "Readout",
    "Shown",
    "Slider",
    "View",
    "Words",
    "readout",
]

SIZES = ("tile", "half", "full")


@dataclass(frozen=True)
class Slider:
    """A number from `low` to `high` in steps of `step`; `compute` gets an int where all three are ints."""

    label: str
    low: float
    high: float
    start: float
    step: float = 1

    def read(self, raw: object) -> float:
        """Return a raw value as the nearest position of the slider; not a finite number: ValueError."""
        number = _number(raw)
        if number is None:
            raise ValueError(f"wants a number from {self.low} to {self.high}, got {raw!r}")
        steps = round((min(max(number, self.low), self.high) - self.low) / self.step)
        position = min(self.low + steps * self.step, self.high)
        whole = all(isinstance(end, int) for end in (self.low, self.high, self.step))
        return int(position) if whole else float(position)

    def show(self, value: float) -> str:
        """Return a position as the text beside the slider and in the address."""
        return f"{value:.10g}"


@dataclass(frozen=True)
class Choice:
    """One of several options; `compute` gets the option's index, the page and the address its text."""

    label: str
    options: tuple[str, ...]
    start: int = 0

    def read(self, raw: object) -> int:
        """Return an option's text as its index; unknown: ValueError."""
        if raw not in self.options:
            raise ValueError(f"has no option {raw!r}; {did_you_mean(str(raw), self.options)}")
        return self.options.index(str(raw))

    def show(self, value: int) -> str:
        """Return an index as its option's text."""
        return self.options[value]


Control = Slider | Choice


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


@dataclass(frozen=True)
class Demo:
    """A figure that thinks.

    compute: takes controls, weight files and `rng` by name, returns its views by name.
    describe: takes any controls and views by name, returns the sentence that tells the figure's state.
    weights: a parameter of compute → the weight file that it wants.
    """

    compute: Callable[..., Mapping[str, Shown]]
    describe: Callable[..., str]
    controls: Mapping[str, Control]
    views: Mapping[str, View]
    weights: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0

    def __post_init__(self) -> None:
        where = f"demo {self.compute.__module__.rpartition('.')[2]!r}"
        given = {*self.controls, *self.weights}
        wanted = set(inspect.signature(self.compute).parameters)
        if wanted - {"rng"} != given:
            raise ExplainError(
                where, f"compute takes {_list(wanted)}; controls and weights give {_list(given)}"
            )
        unknown = set(inspect.signature(self.describe).parameters) - {*self.controls, *self.views}
        if unknown:
            raise ExplainError(
                where, f"describe takes {_list(unknown)}, which no control and no view is called"
            )
        wrong = {view.size for view in self.views.values()} - set(SIZES)
        if wrong:
            raise ExplainError(where, f"a view has the size {_list(wrong)}", f"sizes are {_list(SIZES)}")

    def starts(self) -> dict[str, float]:
        """Return every control's start value, as compute gets it."""
        return {name: control.start for name, control in self.controls.items()}

    def read(self, raw: Mapping[str, object]) -> dict[str, float]:
        """Return raw values as compute gets them, the start value where one is missing.

        Unknown name, or a value that its control cannot read: ExplainError.
        """
        for name in raw:
            if name not in self.controls:
                raise ExplainError("values", f"no control {name!r}", did_you_mean(name, self.controls))
        try:
            return self.starts() | {name: self.controls[name].read(value) for name, value in raw.items()}
        except ValueError as error:
            raise ExplainError("values", f"a control {error}") from error

    def frame(self, values: Mapping[str, float], weights: Mapping[str, Any]) -> Frame:
        """Return the frame for control values (as `read` gives them) and weights by parameter name.

        The views are not the declared ones: ExplainError.
        """
        chance = {"rng": np.random.default_rng(self.seed)} if self._wants_chance else {}
        views = self.compute(**values, **weights, **chance)
        if views.keys() != self.views.keys():
            raise ExplainError(
                "compute", f"returns the views {_list(views)}, declared are {_list(self.views)}"
            )
        known = {**self.show(values), **views}
        return Frame(views, self.describe(**{name: known[name] for name in self._told}))

    def show(self, values: Mapping[str, float]) -> dict[str, str]:
        """Return control values as the texts that the page and the address use."""
        return {name: self._show(name, value) for name, value in values.items()}

    def _show(self, name: str, value: Any) -> str:
        return self.controls[name].show(value)

    @cached_property
    def _wants_chance(self) -> bool:
        return "rng" in inspect.signature(self.compute).parameters

    @cached_property
    def _told(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.describe).parameters)


def readout(value: float | None, spec: str = ".4f") -> Readout:
    """Return a number with its text: formatted by `spec`, a dash for None."""
    return Readout(None, "\N{EM DASH}") if value is None else Readout(float(value), format(value, spec))


def _number(raw: object) -> float | None:
    """Return a raw value as a finite number, or None where it is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _list(names: Any) -> str:
    return ", ".join(sorted(names)) or "nothing"
