"""A demo: one function, its controls, its views.

A demo's `compute` draws a whole frame from the values of its controls. It does no input or output and keeps no state, so
the build, the tests and the reader's browser all call the same function. `Demo` checks every name when it is declared.
"""

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from keyword import iskeyword
from typing import Any

import numpy as np

from aeexplain.demo.atlas import Atlas, positions, usual_atlas
from aeexplain.demo.checks import Check, Checked, check_declared, checked
from aeexplain.demo.controls import Choice, Control
from aeexplain.demo.declared_layout import check_layout
from aeexplain.demo.views import Frame, Shown, kind_of
from aeexplain.demo.views.faults import a_type
from aeexplain.demo.views.translated import translated_view
from aeexplain.demo.views.view import SERIES, SIZES, View
from aeexplain.draw import Pixels
from aeexplain.draw.finite import not_finite, place_of_caller, place_of_function, refusal_in, refusals_marked
from aeexplain.errors import ExplainError, did_you_mean

Views = Mapping[str, Shown | Callable[[], Shown]]
Wanted = Callable[[], Collection[str] | None]
OVER: Any = object()  # in the place of a run's next views
NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Demo:
    """A figure that thinks.

    compute: takes controls, weight files and `rng` by name, returns its views by name.
    describe: takes any controls and views by name, returns the sentence that tells the figure's state. Controls come as they
        are shown: of a Choice the option's text, where `compute` gets its index; of a Toggle "on", or a false "off".
    weights: a parameter of compute → the weight file that it wants. data: a parameter → the file beside the demo, CSV, JSON,
    NPY or text, that it gets as `data_files.read_data` says.
    metrics: what a held-out number of a weight file is → where it stands, "bottleneck:ratio.8"; shown with the figure's code.
    run: a generator with the parameters of compute, for a figure that trains or walks: it yields views again and again,
    each time after at most some 30 ms of work, and starts when the button `starts` is pressed. run_pace: how many frames of
    it a reader sees in a second at most; as many as can be drawn where it is 0.
    atlas: which frames the build draws ahead; those of the main control where nothing is said.
    main: the control by which a reader sees the figure's one idea; the first slider or choice where nothing is said.
    stage: the pictures in sight, at most three; bar: the controls in sight, the main one first, and RUN; line: the sentence
    that tells the state, "From {k} numbers: squared error {mse}.", with views and controls by name. All else is in the fold.
    thumbnails: a choice → a function of weights (any of their parameters) that gives one image per option.
    limits: what of a figure in sight may be more than is usual (declared_layout.LIMITS) → how much, and why.
    checks: what holds in every state, each a sentence and the numbers that it compares.
    say: returns a text of its frames in another language.
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
    run_pace: float = 0.0
    atlas: Atlas | None = None
    main: str = ""
    stage: tuple[str, ...] = ()
    bar: tuple[str, ...] | None = None
    line: str = ""
    thumbnails: Mapping[str, Callable[..., Sequence[Pixels]]] = field(default_factory=dict)
    limits: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    checks: Sequence[Check] = ()
    say: Callable[[str], str] | None = None

    def __post_init__(self) -> None:
        where = f"{place_of_caller()}: demo {self.name!r}"
        self._check_types(where)
        self._check_names(where)
        self._check_parameters(where)
        unknown = set(self._described) - {*self.controls, *self.views}
        if unknown:
            raise ExplainError(
                where, f"describe takes {_list(unknown)}, which no control and no view is called"
            )
        wrong = {view.size for view in self.views.values()} - set(SIZES)
        if wrong:
            raise ExplainError(where, f"a view has the size {_list(wrong)}", f"sizes are {_list(SIZES)}")
        for name, view in self.views.items():
            if view.series not in SERIES:
                what = f"the view {name!r} has a title of the series {view.series!r:.40}"
                raise ExplainError(where, what, 'there are "a" (the model) and "b" (its rival)')
        for name, control in self.controls.items():
            for ground in control.grounds:
                if ground not in self.views:
                    what = f"the control {name!r} moves on a view {ground!r} that there is not"
                    raise ExplainError(where, what, did_you_mean(ground, self.views))
        if self.atlas:
            positions(self.atlas, self.controls, where)
        check_layout(where, self)
        check_declared(where, self.checks)
        for name in self.thumbnails:
            if not isinstance(self.controls.get(name), Choice):
                raise ExplainError(where, f"thumbnails: {name!r} is no choice", "give them to a Choice")

    @property
    def name(self) -> str:
        """The demo's name: its file's; of one that an article has for itself, behind the article's address and a full stop."""
        package, _, module = str(getattr(self.compute, "__module__", "")).rpartition(".")
        article = package.partition(".demos.articles.")[2]
        return f"{article}.{module}".lstrip(".").replace("_", "-")

    @property
    def main_control(self) -> str:
        """The name of the control that moves first; empty where there is none."""
        usual = usual_atlas(self.controls)
        return self.main or (usual.control if usual else next(iter(self.controls), ""))

    def ahead(self) -> tuple[str, list[Any]] | None:
        """Return the control whose frames the build draws ahead, and its positions; None without any."""
        atlas = self.atlas or self._main_atlas() or usual_atlas(self.controls)
        return (atlas.control, positions(atlas, self.controls, f"demo {self.name!r}")) if atlas else None

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

    def frame(
        self, values: Mapping[str, Any], weights: Mapping[str, Any], wanted: Collection[str] | None = None
    ) -> Frame:
        """Return the frame for control values (as `read` gives them) and weights by parameter name.

        wanted: the views that somebody sees, all where it is None; what compute gives as a function is called for these alone.
        The views are not the declared ones, or hold what cannot be shown, such as nan: ExplainError with the state.
        """
        with self._errors_with_state(values):
            with refusals_marked():
                views = self.compute(**values, **weights, **self._chance("compute"))
                drawn = self._drawn("compute", views, wanted)
            return self._framed("compute", drawn, values)

    def frames(
        self, values: Mapping[str, Any], weights: Mapping[str, Any], wanted: Wanted = lambda: None
    ) -> Iterator[Frame]:
        """Yield the frames of the demo's run; without a run: ExplainError. `wanted` is asked before each; see `frame`."""
        if self.run is None:
            raise ExplainError("run", "this demo does not run")
        given = self.run(**values, **weights, **self._chance("run"))
        if not isinstance(given, Iterable):
            what = f"{self._state(values)}: run returns {a_type(given)}, not its views one after another"
            raise ExplainError(place_of_function(self.run), what, "yield them")
        run = iter(given)
        while True:
            with self._errors_with_state(values):
                with refusals_marked():
                    views = next(run, OVER)
                    if views is OVER:
                        return
                    drawn = self._drawn("run", views, wanted())
                frame = self._framed("run", drawn, values)
            yield frame

    def check(self, values: Mapping[str, Any], weights: Mapping[str, Any]) -> list[Checked]:
        """Return what comes of each check in the state of these control values (as `read` gives them); see `frame`."""
        if not self.checks:
            return []
        with self._errors_with_state(values), refusals_marked():
            made = self.compute(**values, **weights, **self._chance("compute"))
            self._check_given("compute", made)
            known = {"rng": np.random.default_rng(self.seed), **values, **weights, **made}
            return [checked(each, known) for each in self.checks]

    def thumbnails_of(self, choice: str, weights: Mapping[str, Any]) -> list[Pixels]:
        """Return an image for each option of a choice, by the demo's own function; not one for each: ExplainError."""
        function = self.thumbnails[choice]
        given = {name: weights[name] for name in inspect.signature(function).parameters if name in weights}
        images = list(function(**given))
        options = len(self.controls[choice].positions())
        if len(images) != options or not all(isinstance(each, Pixels) for each in images):
            what = f"thumbnails: {choice!r} gets {len(images)} images for {options} options"
            raise ExplainError(place_of_function(function), what, "give one image for each")
        return images

    def show(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return control values as the texts that the page and the address use."""
        return {name: self._show(name, value) for name, value in values.items()}

    def _main_atlas(self) -> Atlas | None:
        return Atlas(self.main) if self.main and self.controls[self.main].positions() else None

    def _drawn(self, function: str, views: Views, wanted: Collection[str] | None) -> dict[str, Shown]:
        """Return the views that are wanted, or that the sentence tells of, each drawn."""
        self._check_given(function, views)
        names = self.views if wanted is None else {*wanted, *self._described}
        return {name: view() if callable(view) else view for name, view in views.items() if name in names}

    def _check_given(self, function: str, views: Views) -> None:
        """Raise an ExplainError where a function did not give its views by name; beside them may be what checks take."""
        known = self.views.keys()
        if not isinstance(views, (dict, Mapping)):
            raise self._other_views(function, views)
        if views.keys() != known and views.keys() - self._beside_views != known:
            raise self._other_views(function, views)

    def _framed(self, function: str, views: Mapping[str, Shown], values: Mapping[str, Any]) -> Frame:
        for name, shown in views.items():
            _check_view(name, shown, getattr(self, function))
        described = {name: self.controls[name].described_value(value) for name, value in values.items()}
        known = {**described, **views}
        says = self._sentence({name: known[name] for name in self._described})
        if self.say is None:
            return Frame(views, says)
        return Frame({name: translated_view(view, self.say) for name, view in views.items()}, self.say(says))

    def _other_views(self, function: str, views: object) -> ExplainError:
        where = place_of_function(getattr(self, function))
        gives = "returns" if function == "compute" else "yields"
        if not isinstance(views, Mapping):
            return ExplainError(where, f"{function} {gives} {a_type(views)}, not its views by name")
        given = _list(map(str, views))
        hint = "" if self.views.keys() - views.keys() else "declare it in views, or let a check take it"
        what = f"{function} {gives} the views {given}, declared are {_list(self.views)}"
        return ExplainError(where, what, hint)

    def _sentence(self, arguments: Mapping[str, Any]) -> str:
        says = self.describe(**arguments)
        if not isinstance(says, str) or not says.strip():
            where = place_of_function(self.describe)
            raise ExplainError(where, f"describe returns {says!r:.40}, not a sentence")
        if number := not_finite(says):
            where = place_of_function(self.describe)
            raise ExplainError(where, f"describe says {number!r}, which is no finite number")
        return says

    @contextmanager
    def _errors_with_state(self, values: Mapping[str, Any]) -> Iterator[None]:
        """Add to an error of the block which demo it is, and the state that it was to draw."""
        try:
            yield
        except ExplainError as error:
            raise ExplainError(error.where, f"{self._state(values)}: {error.what}", error.hint) from error
        except Exception as error:
            error.add_note(self._state(values))
            raise

    def _state(self, values: Mapping[str, Any]) -> str:
        state = ", ".join(f"{name}={text:.80}" for name, text in self.show(values).items())
        return f"demo {self.name!r}" + (f" at {state}" if state else "")

    def _read(self, name: str, value: object) -> Any:
        try:
            return self.controls[name].read_value(value)
        except ValueError as error:
            raise ExplainError("values", f"the control {name!r} {error}") from error

    def _show(self, name: str, value: Any) -> str:
        return self.controls[name].show_value(value)

    def _chance(self, function: str) -> dict[str, np.random.Generator]:
        return {"rng": np.random.default_rng(self.seed)} if function in self._random else {}

    def _check_types(self, where: str) -> None:
        for name in ("compute", "describe"):
            if not callable(getattr(self, name)):
                raise ExplainError(where, f"{name} is {a_type(getattr(self, name))}, not a function")
        if self.run is not None and not callable(self.run):
            raise ExplainError(where, f"run is {a_type(self.run)}, not a generator")
        if not (isinstance(self.run_pace, (int, float)) and 0 <= self.run_pace <= 60):
            hint = "write 12 for twelve frames a second, 0 for as many as can be drawn"
            raise ExplainError(where, f"run_pace is {self.run_pace!r:.40}, not from 0 to 60", hint)
        kinds = {
            "controls": (Control,),
            "views": (View,),
            "weights": (str,),
            "metrics": (str,),
            "data": (str,),
        }
        for name, wanted in kinds.items():
            given = getattr(self, name)
            if not isinstance(given, Mapping):
                raise ExplainError(where, f"{name} is {a_type(given)}, not a dict by name")
            for key, value in given.items():
                if not isinstance(key, str) or not isinstance(value, wanted):
                    known = _list(kind.__name__ for kind in wanted)
                    raise ExplainError(where, f"{name}: {key!r:.40} is {a_type(value)}", f"wanted: {known}")

    def _check_names(self, where: str) -> None:
        for name in (*self.controls, *self.views):
            if not NAME.fullmatch(name) or iskeyword(name):
                raise ExplainError(
                    where, f"{name!r} is no name of a control or a view", "use one lower-case word"
                )

    def _check_parameters(self, where: str) -> None:
        given = {*self.controls, *self.weights, *self.data}
        for name, function in (("compute", self.compute), ("run", self.run)):
            wanted = given if function is None else set(inspect.signature(function).parameters) - {"rng"}
            if wanted != given:
                raise ExplainError(
                    where, f"{name} takes {_list(wanted)}; controls, weights and data give {_list(given)}"
                )

    @cached_property
    def _random(self) -> set[str]:
        functions = {"compute": self.compute, "run": self.run}
        return {name for name, f in functions.items() if f and "rng" in inspect.signature(f).parameters}

    @cached_property
    def _beside_views(self) -> set[str]:
        """The names of what checks take of `compute` that is no view."""
        wanted = {name for check in self.checks for name in check.takes}
        return wanted - {"rng", *self.controls, *self.weights, *self.data, *self.views}

    @cached_property
    def _described(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.describe).parameters)


def _check_view(name: str, shown: object, function: object) -> None:
    """Raise what a view was refused for, or what is wrong with it; `function` gave it."""
    try:
        kind = kind_of(shown)
    except TypeError as error:
        raise ExplainError(place_of_function(function), f"view {name!r} {error}") from None
    text = kind.text(shown)
    refusal = refusal_in(text) if isinstance(text, str) else None
    if refusal:
        raise ExplainError(refusal.where, f"view {name!r}: {refusal.what}", refusal.hint)
    if fault := kind.fault(shown):
        raise ExplainError(place_of_function(function), f"view {name!r} {fault}")


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
