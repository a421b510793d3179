"""A demo: one function, its controls, its views.

A demo's `compute` draws a whole frame from the values of its controls. It does no input or output and keeps no state, so
the build, the tests and the reader's browser all call the same function. `Demo` checks every name when it is declared.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from aeexplain.demo.atlas import Atlas, positions, usual_atlas
from aeexplain.demo.controls import Cells, Control, Point, Rotation
from aeexplain.demo.views import SIZES, Frame, Shown, View
from aeexplain.errors import ExplainError, did_you_mean

Views = Mapping[str, Shown]


@dataclass(frozen=True)
class Demo:
    """A figure that thinks.

    compute: takes controls, weight files and `rng` by name, returns its views by name.
    describe: takes any controls and views by name, returns the sentence that tells the figure's state.
    weights: a parameter of compute → the weight file that it wants.
    metrics: what a held-out number of a weight file is → where it stands, "bottleneck:ratio.8"; told with the figure's code.
    run: a generator with the parameters of compute, for a figure that trains or walks: it yields views again and again,
    each time after at most some 30 ms of work, and starts when the button `starts` is pressed.
    atlas: which frames the build draws ahead; those of the first slider or choice where nothing is said.
    """

    compute: Callable[..., Views]
    describe: Callable[..., str]
    controls: Mapping[str, Control]
    views: Mapping[str, View]
    weights: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    run: Callable[..., Iterator[Views]] | None = None
    starts: str = "Start"
    atlas: Atlas | None = None

    def __post_init__(self) -> None:
        where = f"demo {self.compute.__module__.rpartition('.')[2]!r}"
        self._check_parameters(where)
        unknown = set(self._told) - {*self.controls, *self.views}
        if unknown:
            raise ExplainError(
                where, f"describe takes {_list(unknown)}, which no control and no view is called"
            )
        wrong = {view.size for view in self.views.values()} - set(SIZES)
        if wrong:
            raise ExplainError(where, f"a view has the size {_list(wrong)}", f"sizes are {_list(SIZES)}")
        for name, control in self.controls.items():
            if isinstance(control, Point | Rotation | Cells) and control.view not in self.views:
                what = f"the control {name!r} moves on a view {control.view!r} that there is not"
                raise ExplainError(where, what, did_you_mean(control.view, self.views))
        if self.atlas:
            positions(self.atlas, self.controls, where)

    def ahead(self) -> tuple[str, list[Any]] | None:
        """Return the control whose frames the build draws ahead, and its positions; None without any."""
        atlas = self.atlas or usual_atlas(self.controls)
        return (atlas.control, positions(atlas, self.controls, "demo")) if atlas else None

    def start(self) -> dict[str, Any]:
        """Return every control's start value, as compute gets it."""
        return {name: control.start for name, control in self.controls.items()}

    def read(self, raw: Mapping[str, object]) -> dict[str, Any]:
        """Return raw values as compute gets them, the start value where one is missing.

        Unknown name, or a value that its control cannot read: ExplainError.
        """
        for name in raw:
            if name not in self.controls:
                raise ExplainError("values", f"no control {name!r}", did_you_mean(name, self.controls))
        return self.start() | {name: self._read(name, value) for name, value in raw.items()}

    def frame(self, values: Mapping[str, Any], weights: Mapping[str, Any]) -> Frame:
        """Return the frame for control values (as `read` gives them) and weights by parameter name.

        The views are not the declared ones: ExplainError.
        """
        return self._framed(self.compute(**values, **weights, **self._chance("compute")), values)

    def frames(self, values: Mapping[str, Any], weights: Mapping[str, Any]) -> Iterator[Frame]:
        """Yield the frames of the demo's run; without a run: ExplainError."""
        if self.run is None:
            raise ExplainError("run", "this demo does not run")
        for views in self.run(**values, **weights, **self._chance("run")):
            yield self._framed(views, values)

    def show(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return control values as the texts that the page and the address use."""
        return {name: self._show(name, value) for name, value in values.items()}

    def _framed(self, views: Views, values: Mapping[str, Any]) -> Frame:
        if views.keys() != self.views.keys():
            raise ExplainError(
                "compute", f"returns the views {_list(views)}, declared are {_list(self.views)}"
            )
        known = {**self.show(values), **views}
        return Frame(views, self.describe(**{name: known[name] for name in self._told}))

    def _read(self, name: str, value: object) -> Any:
        try:
            return self.controls[name].read(value)
        except ValueError as error:
            raise ExplainError("values", f"the control {name!r} {error}") from error

    def _show(self, name: str, value: Any) -> str:
        control: Any = self.controls[name]
        return str(control.show(value))

    def _chance(self, function: str) -> dict[str, np.random.Generator]:
        return {"rng": np.random.default_rng(self.seed)} if function in self._random else {}

    def _check_parameters(self, where: str) -> None:
        given = {*self.controls, *self.weights}
        for name, function in (("compute", self.compute), ("run", self.run)):
            wanted = given if function is None else set(inspect.signature(function).parameters) - {"rng"}
            if wanted != given:
                raise ExplainError(
                    where, f"{name} takes {_list(wanted)}; controls and weights give {_list(given)}"
                )

    @cached_property
    def _random(self) -> set[str]:
        functions = {"compute": self.compute, "run": self.run}
        return {name for name, f in functions.items() if f and "rng" in inspect.signature(f).parameters}

    @cached_property
    def _told(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.describe).parameters)


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
