"""What a control may be declared with; what it may not is an ExplainError with the line that declares it."""

from typing import Any

import numpy as np

from aeexplain.draw.finite import is_finite, place_of_caller
from aeexplain.errors import ExplainError

MOST_STEPS = 2**52  # beyond, floats no longer tell one from the next


def fault(where: str, what: str, hint: str) -> ExplainError:
    """Return an error with the author's line."""
    return ExplainError(f"{place_of_caller()}: {where}", what, hint)


def check_label(where: str, label: object) -> None:
    """Refuse what is no label."""
    if not isinstance(label, str) or not label.strip():
        raise fault(where, f"has the label {label!r:.40}", "give it words that say what it moves")


def check_finite(where: str, name: str, number: object) -> None:
    """Refuse what is no finite number."""
    if not is_finite(number):
        raise fault(where, f"its {name} is {number!r:.40}", "give it a finite number")


def check_pair(where: str, name: str, pair: object) -> None:
    """Refuse what is not two finite numbers."""
    if not isinstance(pair, tuple | list) or len(pair) != 2 or not all(map(is_finite, pair)):
        raise fault(where, f"its {name} is {pair!r:.40}", "give it two finite numbers")


def check_step(where: str, step: object) -> None:
    """Refuse what is no step: zero, less, not finite."""
    check_finite(where, "step", step)
    if not isinstance(step, int | float) or step <= 0:
        raise fault(where, f"has steps of {step}", "give it a step above zero")


def check_track(where: str, low: float, high: float, step: float, **others: float) -> None:
    """Refuse what is no track: ends that are not finite or the wrong way round, steps too long or too short for them."""
    for name, number in {"low": low, "high": high, **others, "step": step}.items():
        check_finite(where, name, number)
    if not low < high:
        raise fault(where, f"goes from {low} to {high}", "give it a lower and a higher end")
    if not 0 < step <= high - low or low + step == low:
        hint = "give it a step above zero that is no longer than the slider"
        raise fault(where, f"has steps of {step}", hint)
    if not (high - low) / step < MOST_STEPS:
        raise fault(where, f"has steps of {step} from {low} to {high}", "give it longer steps")


def check_start(where: str, control: Any, start: Any) -> None:
    """Refuse a start where the control cannot stand: pressing Reset, or opening a link to it, would lead elsewhere."""
    nearest = control.read_value(list(start) if isinstance(start, tuple) else start)
    if not np.allclose(nearest, start, rtol=1e-9, atol=1e-12):
        raise fault(where, f"starts at {start}, where it cannot stand", f"the nearest place is {nearest}")


def is_whole(number: object) -> bool:
    """Return whether something is a whole number, and no boolean."""
    return isinstance(number, int | np.integer) and not isinstance(number, bool)
