"""What a demo declares of its layout, checked before anything is drawn."""

import string
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from aeexplain.demo.controls import Control
from aeexplain.demo.views.view import View
from aeexplain.errors import ExplainError, did_you_mean

MOST = 3  # pictures, controls, and numbers, in sight
# What a figure may have in sight, where its demo does not say why it needs more: `height` is of stage, bar and line, in
# windows, `caption` in words.
LIMITS: Mapping[str, float] = {
    "pictures": MOST,
    "controls": MOST,
    "numbers": MOST,
    "caption": 45,
    "height": 0.86,
}
RUN = "run"  # names in a bar the buttons of a run


class Declared(Protocol):
    """What a demo declares; see `Demo`."""

    @property
    def controls(self) -> Mapping[str, Control]: ...
    @property
    def views(self) -> Mapping[str, View]: ...
    @property
    def run(self) -> object: ...
    @property
    def main(self) -> str: ...
    @property
    def stage(self) -> tuple[str, ...]: ...
    @property
    def bar(self) -> tuple[str, ...] | None: ...
    @property
    def line(self) -> str: ...
    @property
    def limits(self) -> Mapping[str, tuple[float, str]]: ...


def check_layout(where: str, demo: Declared) -> None:
    """Raise an ExplainError for a main control, a stage, a bar or a line that names what there is not, twice, or too much."""
    _check_limits(where, demo.limits)
    controls, main = demo.controls, demo.main
    if main and main not in controls:
        raise ExplainError(where, f"main: no control {main!r}", did_you_mean(main, controls))
    _check_names(where, "stage", demo.stage, demo.views, "view", limit(demo, "pictures"))
    _check_line(where, demo.line, {*demo.views, *controls}, demo.views)
    if demo.bar is None:
        return
    known = {*controls, *([RUN] if demo.run else [])}
    _check_names(where, "bar", demo.bar, known, "control", limit(demo, "controls"))
    typed = [name for name in demo.bar if name in controls and controls[name].is_typed]
    if typed:
        what = f"bar: {typed[0]!r} is moved on its picture, and what it has in the form is a text to type"
        raise ExplainError(where, what, "leave it out of the bar: its text stands in the fold")
    in_hand = main and (controls[main].is_typed or set(controls[main].grounds) & set(demo.stage))
    if main and main not in demo.bar and not in_hand:
        raise ExplainError(where, f"bar: the main control {main!r} is not in it", "name it first")


def limit(demo: Declared, name: str) -> float:
    """Return how much of something a figure may have in sight; see LIMITS."""
    return demo.limits[name][0] if name in demo.limits else LIMITS[name]


def parsed_line(line: str) -> tuple[tuple[str, str], ...]:
    """Return a sentence "with {k} units" as (text, name) pairs; braces that do not match: ValueError."""
    return tuple((text, name or "") for text, name, *_ in string.Formatter().parse(line))


def _check_limits(where: str, limits: Mapping[str, tuple[float, str]]) -> None:
    hint = 'write limits={"height": (1.1, "why it needs them")}'
    if not isinstance(limits, Mapping):
        raise ExplainError(where, f"limits is {limits!r:.60}", hint)
    for name, raised in limits.items():
        if name not in LIMITS:
            raise ExplainError(
                where, f"limits: there is none of {name!r:.60}", did_you_mean(str(name), LIMITS)
            )
        match raised:
            case (int() | float() as most, str() as why) if most > LIMITS[name] and why.strip():
                continue
        what = f"limits: {name!r} is {raised!r:.60}, not a number above {LIMITS[name]} and the reason for it"
        raise ExplainError(where, what, hint)


def _check_names(
    where: str, field: str, names: Sequence[str], known: Collection[str], kind: str, most: float
) -> None:
    if isinstance(names, str) or not isinstance(names, Sequence):
        raise ExplainError(
            where, f"{field} is {names!r:.60}", f'give it a tuple of names: {field}=("one", "two")'
        )
    for name in names:
        if name not in known:
            raise ExplainError(where, f"{field}: no {kind} {name!r}", did_you_mean(str(name), known))
        if list(names).count(name) > 1:
            raise ExplainError(where, f"{field}: {name!r} stands twice", "name it once")
    if len(names) > most:
        raise ExplainError(
            where, f"{field}: {len(names)} {kind}s, at most {most}", "leave the others to the fold"
        )


def _check_line(where: str, line: str, known: Collection[str], views: Collection[str]) -> None:
    if not isinstance(line, str):
        raise ExplainError(
            where, f"line is {line!r:.60}, not a sentence", 'write "From {k} units: error {mse}."'
        )
    try:
        told = [name for _, name in parsed_line(line) if name]
    except ValueError as error:
        raise ExplainError(where, f"line: {error}", "write {{ and }} for braces that name nothing") from None
    for name in told:
        if name not in known:
            raise ExplainError(where, f"line: no view and no control {name!r}", did_you_mean(name, known))
        if name in views and told.count(name) > 1:
            raise ExplainError(where, f"line: {name!r} stands twice", "a view stands in one place")
