"""Which of a demo's frames the build draws ahead, for readers whose engine has not come yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aeexplain.demo.controls import Control
from aeexplain.errors import ExplainError, did_you_mean

MOST = 40  # positions


@dataclass(frozen=True)
class Atlas:
    """One control, and the positions (raw values, as its `read` takes them) at which the demo is drawn ahead.

    Without positions: all of a choice or a toggle, some evenly over a slider. All other controls stand at their start.
    """

    control: str
    positions: tuple[object, ...] = ()


def usual_atlas(controls: Mapping[str, Control]) -> Atlas | None:
    """Return the first slider or choice, or a toggle where there is none of them; None where there is no such control."""
    ranks = {name: control.atlas_rank for name, control in controls.items()}
    known = {name: rank for name, rank in ranks.items() if rank is not None}
    return Atlas(min(known, key=lambda name: known[name])) if known else None


def positions(atlas: Atlas, controls: Mapping[str, Control], where: str) -> list[Any]:
    """Return the positions as `compute` gets them, the start among them, each once and numbers rising.

    Unknown control, a position that it cannot read, none or more than 40 of them: ExplainError.
    """
    where = f"{where}, atlas"
    if atlas.control not in controls:
        raise ExplainError(where, f"no control {atlas.control!r}", did_you_mean(atlas.control, controls))
    control = controls[atlas.control]
    try:
        values = [control.read_value(raw) for raw in atlas.positions] or control.positions()
    except ValueError as error:
        raise ExplainError(where, f"the control {atlas.control!r} {error}") from error
    if not values:
        raise ExplainError(
            where,
            f"the control {atlas.control!r} needs positions: only sliders, choices and toggles go without",
        )
    unique = list(dict.fromkeys([control.start, *values]))
    if control.is_ordered:
        unique.sort()
    if len(unique) > MOST:
        raise ExplainError(where, f"draws {len(unique)} positions ahead, at most {MOST}")
    return unique
