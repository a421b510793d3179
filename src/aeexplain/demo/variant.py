"""A demo as an article has it: another stage, another main control, other start values than it is declared with."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from aeexplain.demo.controls import Control
from aeexplain.demo.controls.numbers import PARTING, read_number
from aeexplain.demo.demo import Demo
from aeexplain.errors import ExplainError, ExplainErrors, did_you_mean

ONE, SEVERAL = ("main", "line"), ("stage", "bar")  # fields of a demo that hold one text, or names


def variant(demo: Demo, options: Mapping[str, str], where: Callable[[str], str]) -> Demo:
    """Return a demo with what a figure's options say: its layout, and the value at which a control starts.

    where: gives the place of an option. An option that the demo has not, or that it cannot take: ExplainError with its place,
    or several together.
    """
    errors: list[ExplainError] = []
    layout: dict[str, Any] = {}
    controls = dict(demo.controls)
    for option, text in options.items():
        try:
            if option in (*ONE, *SEVERAL):
                layout[option] = _layout_value(demo, option, text)
            elif option in demo.controls:
                controls[option] = started(option, demo.controls[option], text)
            else:
                hint = did_you_mean(option, {*ONE, *SEVERAL, *demo.controls})
                raise ExplainError(
                    "", f"the demo {demo.name!r} has no option and no control {option!r}", hint
                )
        except ExplainError as error:
            errors.append(ExplainError(where(option), error.what, error.hint))
    changed = _with_layout(replace(demo, controls=controls), layout, where, errors)
    if errors:
        raise errors[0] if len(errors) == 1 else ExplainErrors(errors)
    return changed


def started(name: str, control: Control, text: str) -> Control:
    """Return a control that starts where a text says; one that it cannot read, or where it cannot stand: ExplainError."""
    try:
        start = control.read_value(text)
    except ValueError as error:
        raise ExplainError("", f"the control {name!r} {error}") from None
    try:
        moved = replace(control, start=start)  # type: ignore[type-var]  # every control is a dataclass
    except ExplainError as error:
        raise ExplainError("", f"the control {name!r} cannot start elsewhere", error.hint) from None
    if not _same(text, moved.start_text()):
        what = f"the control {name!r} cannot start at {text!r:.80}"
        raise ExplainError("", what, f"the nearest place is {moved.start_text()!r:.80}")
    return moved


def _layout_value(demo: Demo, option: str, text: str) -> str | tuple[str, ...]:
    if option in demo.controls:
        what = f"{option!r} is an option of every figure and a control of the demo {demo.name!r}"
        raise ExplainError("", what, "give the control another name")
    if not text.strip():
        raise ExplainError("", f"{option} is empty", "leave it out, or name something")
    return text if option == "line" else text.strip() if option == "main" else tuple(text.split())


def _with_layout(
    demo: Demo, layout: dict[str, Any], where: Callable[[str], str], errors: list[ExplainError]
) -> Demo:
    """Return a demo with another layout; what it refuses goes to `errors`, and is left out."""
    while True:
        # The frames that are drawn ahead are those of the control that an article makes the main one.
        ahead = demo.atlas if demo.atlas and layout.get("main") in (None, demo.atlas.control) else None
        try:
            return replace(demo, atlas=ahead, **layout)
        except ExplainError as error:
            field, _, _ = error.what.partition(":")
            guilty = next((each for each in (field, "main", *layout) if each in layout), None)
            if guilty is None:
                raise
            errors.append(ExplainError(where(guilty), error.what, error.hint))
            del layout[guilty]


def _same(text: str, shown: str) -> bool:
    """Tell whether two texts of a control's value say the same, numbers in whatever form."""
    one, other = ([read_number(part) for part in PARTING.split(each.strip())] for each in (text, shown))
    if None in one or None in other:
        return text.strip() == shown.strip()
    return len(one) == len(other) and bool(
        np.allclose(np.array(one, float), np.array(other, float), 1e-9, 1e-12)
    )
