"""Numbers that cannot be drawn are refused where they enter: nan, infinities, what lies beyond all screens, what is no number.

Outside a frame a refusal is an ExplainError at once. While a demo draws its frame it becomes a mark in what is drawn, so that
the frame can tell which of its views it stands in.
"""

import math
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath
from types import CodeType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aeexplain.errors import ExplainError

# Pixels from a drawing's corner. Beyond, browsers' own arithmetic gives out, and so do whole numbers of 32 bits.
FARTHEST = 1e7
GAP = "leave such a point out; a line with a gap is two lines"
NUMBERS = "fiu"  # the kinds of NumPy's arrays that are numbers
KINDS = {"c": "complex numbers", "b": "booleans", "O": "Python objects", "U": "texts", "S": "bytes"}
TODO = {"b": "write x.astype(float)", "c": "draw np.abs(x), x.real or x.imag"}
# Characters that Unicode keeps for no text (its noncharacters), so that no author's words are taken for a refusal.
OPENING, PARTING, CLOSING = "\ufdd0", "\ufdd1", "\ufdd2"
NOT_FINITE = re.compile(r"(?<![\w'’-])[-\u2212+]?(?:nan|inf)(?![\w'’-])")  # as Python writes them
OWN_ROOMS = ("src/aeexplain/draw/", "src/aeexplain/demo/")
FOUND = re.compile(f"{OPENING}+(.*?){CLOSING}", re.DOTALL)

_deferred: ContextVar[bool] = ContextVar("deferred", default=False)


@contextmanager
def refusals_marked() -> Iterator[None]:
    """Within the block a refusal is a mark in what is drawn; see `refusal_in`."""
    before = _deferred.set(True)
    try:
        yield
    finally:
        _deferred.reset(before)


def refuse(what: str, hint: str = "") -> str:
    """Return the mark of a refusal within `refusals_marked`; elsewhere: ExplainError with the author's line."""
    where = place_of_caller()
    if not _deferred.get():
        raise ExplainError(where, what, hint)
    return f"{OPENING * 2}{PARTING.join((where, what, hint))}{CLOSING}"


def refusal_in(text: str) -> ExplainError | None:
    """Return the first refusal that a text has the mark of."""
    if OPENING not in text:
        return None
    found = FOUND.search(text)
    parts = found[1].split(PARTING) if found else []
    return ExplainError(*parts) if len(parts) == 3 else None


def numbers(values: ArrayLike, name: str) -> NDArray[np.float64]:
    """Return values as float64; what is not real numbers, or not finite, is refused by the name of the first.

    Where refusals are marked it comes back as nan, which the mark that draws it refuses.
    """
    fault = fault_of(values, name)
    if not fault:
        return np.asarray(values).astype(np.float64, copy=False)
    refuse(*fault)
    array = as_array(values)
    return np.full(1 if array is None else array.shape, np.nan)


def as_array(values: ArrayLike) -> NDArray[np.generic] | None:
    """Return values as an array, or None where their rows differ in length."""
    try:
        return np.asarray(values)
    except ValueError:
        return None


def fault_of(values: ArrayLike, name: str) -> tuple[str, str] | None:
    """Return what is wrong with values that are to be finite numbers, and what to do; None where nothing is."""
    array = as_array(values)
    if array is None:
        return f"{name} has rows of different lengths", "give every row as many numbers"
    kind = array.dtype.kind
    if kind not in NUMBERS:
        return _unusual(array, name)
    finite = np.isfinite(array)
    if finite.all():
        return None
    first = tuple(int(axis) for axis in np.argwhere(~finite)[0])
    place = f"[{', '.join(map(str, first))}]" if first else ""
    count = int(array.size - np.count_nonzero(finite))
    several = f" ({count} of {array.size} are not finite)" if count > 1 else ""
    return f"{name}{place} is {array[first]}{several}", GAP


def _unusual(array: NDArray[np.generic], name: str) -> tuple[str, str]:
    kind = array.dtype.kind
    if kind == "O" and array.size and all(isinstance(each, int) for each in array.ravel().tolist()):
        return f"{name} holds {max(array.ravel().tolist(), key=abs):.3g}, too large for a number", "scale it"
    what = KINDS.get(kind, f"values of {array.dtype}")
    return f"{name} is an array of {what}, not of numbers", TODO.get(kind, "give it numbers")


def too_far(given: dict[str, ArrayLike]) -> tuple[str, str]:
    """Return what is wrong with values that cannot be placed on a drawing, and what to do."""
    faults = (fault_of(values, name) for name, values in given.items())
    found = next(filter(None, faults), None)
    if found:
        return found
    shapes = {name: np.shape(values) for name, values in given.items() if name in ("xs", "ys")}
    if len(set(shapes.values())) > 1 or any(len(shape) != 1 for shape in shapes.values()):
        given_shapes = " and ".join(f"{name} {shape}" for name, shape in shapes.items())
        return f"wants (n,) and (n,), got {given_shapes}", "give each point an x and a y"
    sizes = {name: np.abs(np.asarray(values, float)).max(initial=0) for name, values in given.items()}
    name = max(sizes, key=lambda each: sizes[each], default="a place")
    largest = f": its largest size is {sizes[name]:.3g}" if sizes else ""
    return f"{name} lies beyond all screens{largest}", "draw it over an axis that holds it, or leave it out"


def shape_fault(**given: tuple[ArrayLike, tuple[str | int, ...]]) -> tuple[str, str] | None:
    """Return what is wrong with the shapes of arrays, and what to do; None where each has its own.

    given: an array and the sizes of its axes by its name; a size that is a letter is any, and the same wherever it stands.
    """
    sizes: dict[str, int] = {}
    fits, found = True, {}
    for name, (values, wanted) in given.items():
        array = as_array(values)
        if array is None:
            return f"{name} has rows of different lengths", "give every row as many numbers"
        found[name] = array.shape
        fits = fits and len(array.shape) == len(wanted)
        for size, want in zip(array.shape, wanted, strict=False):
            fits = fits and size == (want if isinstance(want, int) else sizes.setdefault(want, size))
    if fits:
        return None
    shapes = " and ".join(_written(wanted) for _, wanted in given.values())
    got = " and ".join(f"{name} {shape}" for name, shape in found.items())
    return f"wants {shapes}, got {got}", _turned(given, found)


def _written(shape: tuple[str | int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def _turned(
    given: dict[str, tuple[ArrayLike, tuple[str | int, ...]]], found: dict[str, tuple[int, ...]]
) -> str:
    """Return what to do: rows of x and of y are to stand side by side."""
    flat = [name for name, (_, wanted) in given.items() if wanted == ("n", 2)]
    if any(len(found[name]) == 2 and found[name][0] == 2 != found[name][1] for name in flat):
        return "write np.stack((x, y), axis=1), so that each row is a place"
    return "give it arrays of these shapes"


def not_finite(text: str) -> str:
    """Return the first nan or infinity that stands in a text as Python writes them; empty where none does."""
    if "nan" not in text and "inf" not in text:
        return ""
    found = NOT_FINITE.search(text)
    return found[0] if found else ""


def is_finite(number: object) -> bool:
    """Return whether something is one finite real number, and no boolean."""
    if type(number) is float:
        return math.isfinite(number)
    if isinstance(number, bool | np.bool_) or not isinstance(number, int | float | np.integer | np.floating):
        return False
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def place_of_caller() -> str:
    """Return the file and the line that called into the rooms `draw` and `demo`."""
    frame = sys._getframe(1)
    while frame.f_back and _is_ours(frame.f_code.co_filename):
        frame = frame.f_back
    return f"{shipped_name(frame.f_code.co_filename)}:{frame.f_lineno}"


def place_of_function(function: object) -> str:
    """Return the file and the line where a function begins; its name where it has no code of its own."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType):
        return repr(function)[:80]
    return f"{shipped_name(code.co_filename)}:{code.co_firstlineno}"


def shipped_name(file: str) -> str:
    """Return a file of our own as it is called in the repository, "src/aeexplain/demos/vae.py"; any other as it is."""
    parts = PurePath(file).parts
    if "aeexplain" not in parts:
        return file
    last = len(parts) - 1 - parts[::-1].index("aeexplain")
    return "/".join(("src", *parts[last:])) if len(parts) - last > 2 else file


def _is_ours(file: str) -> bool:
    if file == "<string>":  # a dataclass' own `__init__`
        return True
    return shipped_name(file).startswith(OWN_ROOMS)
