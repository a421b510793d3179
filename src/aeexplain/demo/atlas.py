"""Which of a demo's frames the build draws ahead, for readers whose engine has not come yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aeexplain.demo.controls import Choice, Control, Slider, Toggle
from aeexplain.errors import ExplainError, did_you_mean

MOST = 40  # positions
USUAL = 33


@dataclass(frozen=True)
class Atlas:
    """One control, and the positions (raw values, as its `read` takes them) at which the demo is drawn ahead.

    Without positions: all of a choice or a toggle, some evenly over a slider. All other controls stand at their start.
    """

    control: str
    positions: tuple[object, ...] = ()


def usual_atlas(controls: Mapping[str, Control]) -> Atlas | None:
    """Return the first slider or choice, or a toggle where there is none of them; None where there is no such control."""
    for kinds in ((Slider, Choice), (Toggle,)):
        for name, control in controls.items():
            if isinstance(control, kinds):
                return Atlas(name)
    return None


def positions(atlas: Atlas, controls: Mapping[str, Control], where: str) -> list[Any]:
    """Return the positions as `compute` gets them, the start among them, each once and numbers rising.

    Unknown control, a position that it cannot read, none or more than 40 of them: ExplainError.
    """
    where = f"{where}, atlas"
    if atlas.control not in controls:
        raise ExplainError(where, f"no control {atlas.control!r}", did_you_mean(atlas.control, controls))
    control: Any = controls[atlas.control]
    try:
        told = [control.read(raw) for raw in atlas.positions] or _all(control)
    except ValueError as error:
        raise ExplainError(where, f"the control {atlas.control!r} {error}") from error
    if not told:
        raise ExplainError(
            where,
            f"the control {atlas.control!r} needs positions: only sliders, choices and toggles go without",
        )
    unique = list(dict.fromkeys([control.start, *told]))
    if isinstance(control, Slider | Choice):
        unique.sort()
    if len(unique) > MOST:
        raise ExplainError(where, f"draws {len(unique)} positions ahead, at most {MOST}")
    return unique


def _all(control: Control) -> list[Any]:
    match control:
        case Slider():
            steps = round((control.high - control.low) / control.step)
            count = min(steps, USUAL - 1)
            return [
                control.read(control.low + round(i * steps / count) * control.step) for i in range(count + 1)
            ]
        case Choice():
            return list(range(len(control.options)))[:MOST]
        case Toggle():
            return [False, True]
    return []
