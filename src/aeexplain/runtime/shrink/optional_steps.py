"""Steps that make the engine smaller or quicker, and that an engine can do without.

Each was fitted to one Pyodide. Where it meets another it is left out, and the build says so: readers then download more, and
every figure works as before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from aeexplain.errors import ExplainError

Say = Callable[[str], None]
_left_out: ContextVar[str] = ContextVar("_left_out", default="")


@contextmanager
def left_out(step: str) -> Iterator[None]:
    """Go without a step while the `with` block runs, to see what it is worth."""
    token = _left_out.set(step)
    try:
        yield
    finally:
        _left_out.reset(token)


class UnknownPyodideError(ExplainError):
    """A file of Pyodide is not as a step knows it."""


def optional[T](step: str, untouched: T, act: Callable[[], T], say: Say) -> T:
    """Return what the step makes; where it cannot, say so and return what is untouched."""
    if step == _left_out.get():
        return untouched
    try:
        return act()
    except ExplainError as error:
        say(f"note: the engine goes without {step}: {error.where} {error.what}")
        return untouched
