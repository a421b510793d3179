"""Steps that make the engine smaller or quicker, and that an engine can do without.

Each was fitted to one Pyodide. Where it meets another it is left out, and the build says so: readers then download more, and
every figure works as before.
"""

from collections.abc import Callable

from aeexplain.errors import ExplainError

Say = Callable[[str], None]


class UnknownPyodideError(ExplainError):
    """A file of Pyodide is not as a step knows it."""


def optional[T](step: str, untouched: T, act: Callable[[], T], say: Say) -> T:
    """Return what the step makes; where it cannot, say so and return what is untouched."""
    try:
        return act()
    except ExplainError as error:
        say(f"note: the engine goes without {step}: {error.where} {error.what}")
        return untouched
