"""Checks: sentences that hold in every state of a figure, each with the numbers that it compares."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo.views import Readout
from aeexplain.demo.views.faults import a_type, is_number
from aeexplain.draw.finite import place_of_caller, place_of_function
from aeexplain.errors import ExplainError, did_you_mean

# How each relation is written to readers, and by how much two arrays break it.
RELATIONS: Mapping[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "<=": ("\N{LESS-THAN OR EQUAL TO}", lambda left, right: left - right),
    ">=": ("\N{GREATER-THAN OR EQUAL TO}", lambda left, right: right - left),
    "==": ("=", lambda left, right: np.abs(left - right)),
    "<": ("<", lambda left, right: left - right),
    ">": (">", lambda left, right: right - left),
}
STRICT = ("<", ">")  # relations that leave nothing to rounding
NUMBERS = "biuf"  # the kinds of NumPy's arrays that a check may compare
DIGITS = (4, 7, 17)  # significant ones: as few as show how two numbers differ that a check finds different
WANTED = 'return (left, "<=", right), numbers or arrays of them, or None where a state has nothing to compare'


@dataclass(frozen=True)
class Check:
    """A sentence that holds in every state of a figure, "At most k units are not zero", and what it compares.

    compares: a function that takes any of the demo's controls, weights, data and views by name, and what `compute` returns
    beside its views. It returns (left, relation, right): two numbers, or arrays of them that are compared element by element,
    and one of "<=", ">=", "==", "<", ">"; None in a state in which there is nothing to compare.
    within: by how much the two may miss what is said, for rounding: of the larger one, or of 1 where both are smaller.
    """

    says: str
    compares: Callable[..., object]
    within: float = 1e-6

    def __post_init__(self) -> None:
        where = place_of_caller()
        if not isinstance(self.says, str) or not self.says.strip():
            what = f"Check: says is {self.says!r:.60}, not a sentence"
            raise ExplainError(where, what, 'write Check("At most k units are not zero", compares)')
        if "$" in self.says:
            hint = "write it in words and signs, such as \N{GREATER-THAN OR EQUAL TO}"
            raise ExplainError(where, f"the check {self.says!r:.80} has a formula", hint)
        if not callable(self.compares):
            what = (
                f"the check {self.says!r:.80} compares {a_type(self.compares)}, not what a function returns"
            )
            raise ExplainError(where, what, 'write Check("...", lambda k, z: (np.count_nonzero(z), "<=", k))')
        if not is_number(self.within) or not 0 <= self.within < 1:
            what = f"the check {self.says!r:.80}: within is {self.within!r:.40}, not a number from 0 to 1"
            raise ExplainError(where, what, "write 1e-4 for a ten-thousandth")
        for name, parameter in inspect.signature(self.compares).parameters.items():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD, parameter.POSITIONAL_ONLY):
                what = f"the check {self.says!r:.80} takes {name!r}, which has no name to be given by"
                raise ExplainError(where, what, "name what it compares: controls, weights, data, views")

    @property
    def takes(self) -> tuple[str, ...]:
        """The names of what it is given; a parameter with a value of its own is not among them."""
        given = inspect.signature(self.compares).parameters.items()
        return tuple(name for name, parameter in given if parameter.default is parameter.empty)


@dataclass(frozen=True)
class Checked:
    """What came of a check in one state.

    holds: None where there was nothing to compare. left, right: the numbers as readers get them, of arrays the two that come
    nearest to breaking what is said. pairs: how many were compared.
    """

    says: str
    holds: bool | None
    left: str = ""
    relation: str = ""
    right: str = ""
    pairs: int = 0

    @property
    def compared(self) -> str:
        """What was compared, "9 ≤ 8"; where there were several pairs, how many."""
        several = f" (the worst of {self.pairs:,})" if self.pairs > 1 else ""
        return f"{self.left} {self.relation} {self.right}{several}"


def check_declared(where: str, checks: object) -> None:
    """Raise an ExplainError for what is no sequence of checks, and for a sentence that stands twice."""
    hint = 'write checks=(Check("...", compares),)'
    if not isinstance(checks, Sequence) or isinstance(checks, str):
        raise ExplainError(where, f"checks is {a_type(checks)}, not a tuple of them", hint)
    for each in checks:
        if not isinstance(each, Check):
            raise ExplainError(where, f"checks: {each!r:.60} is {a_type(each)}, not a Check", hint)
    sentences = [each.says for each in checks]
    for sentence in sentences:
        if sentences.count(sentence) > 1:
            raise ExplainError(where, f"checks: {sentence!r:.80} stands twice", "say each thing once")


def checked(check: Check, known: Mapping[str, object]) -> Checked:
    """Return what comes of a check, which takes of `known` by name; what it cannot take or compare: ExplainError."""
    found = check.compares(**{name: _taken(check, name, known) for name in check.takes})
    if found is None:
        return Checked(check.says, None)
    left, relation, right = _compared(check, found)
    if not left.size:
        return Checked(check.says, None)
    sign, broken_by = RELATIONS[relation]
    with np.errstate(all="ignore"):
        slack = 0.0 if relation in STRICT else _slack(check.within, left, right)
        over = np.asarray(broken_by(left, right) - slack)
    # What is no number holds nowhere.
    over[np.isnan(over)] = np.inf
    worst = np.unravel_index(int(over.argmax()), over.shape)
    holds = bool(over[worst] < 0 if relation in STRICT else over[worst] <= 0)
    # What rounding has left of 0 is another number on every machine.
    least = check.within if holds and relation not in STRICT else 0.0
    one, other = (0.0 if abs(side[worst]) <= least else float(side[worst]) for side in (left, right))
    texts = _texts(one, other, may_be_same=holds)
    return Checked(check.says, holds, texts[0], sign, texts[1], left.size)


def _taken(check: Check, name: str, known: Mapping[str, object]) -> object:
    """Return what a check gets by that name: of a readout its number, else the value, or what a function gives for it."""
    if name not in known:
        what = f"compute returns no {name!r}, which the check {check.says!r:.80} takes"
        hint = f"name a control or a view, or return it beside the views; {did_you_mean(name, known)}"
        raise ExplainError(place_of_function(check.compares), what, hint)
    value = known[name]
    value = value() if callable(value) else value
    return value.value if isinstance(value, Readout) else value


def _slack(within: float, left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(within * np.maximum(1, np.maximum(np.abs(left), np.abs(right))))


def _compared(check: Check, found: object) -> tuple[NDArray[np.float64], str, NDArray[np.float64]]:
    """Return what a check's function gave: two arrays of one shape, and how they are to compare."""
    where, name = place_of_function(check.compares), f"the check {check.says!r:.80}"
    if not isinstance(found, tuple) or len(found) != 3:
        raise ExplainError(where, f"{name} returns {a_type(found)}, not the two that it compares", WANTED)
    relation = found[1]
    if not isinstance(relation, str) or relation not in RELATIONS:
        known = ", ".join(RELATIONS)
        raise ExplainError(where, f"{name} compares by {relation!r:.40}", f"there are {known}")
    try:
        sides = [np.asarray(side) for side in (found[0], found[2])]
        odd = next((side for side in sides if side.dtype.kind not in NUMBERS), None)
        if odd is not None:
            what = f"{name} compares values of {odd.dtype}, not numbers"
            raise ExplainError(where, what, WANTED)
        left, right = np.broadcast_arrays(*(side.astype(np.float64) for side in sides))
    except ValueError:
        shapes = " and ".join(str(np.shape(side)) for side in (found[0], found[2]) if _is_even(side))
        what = f"{name} compares what has no common shape" + (f": {shapes}" if shapes else "")
        raise ExplainError(where, what, WANTED) from None
    return left, relation, right


def _is_even(side: Any) -> bool:
    try:
        np.asarray(side)
    except ValueError:
        return False
    return True


def _texts(left: float, right: float, may_be_same: bool) -> tuple[str, str]:
    """Return two numbers as texts, which differ where the numbers do and it matters."""
    for digits in DIGITS:
        texts = _text(left, digits), _text(right, digits)
        if may_be_same or texts[0] != texts[1]:
            break
    return texts


def _text(number: float, digits: int) -> str:
    whole = number.is_integer() and abs(number) < 1e15
    return f"{int(number)}" if whole else f"{number:.{digits}g}"
