"""What is wrong with an edited module, at its line, in words."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from types import TracebackType

from aeexplain.errors import ExplainError, ExplainErrors

UNNAMED = "write the character itself: the page's Python knows few by their names"
LONGEST = 400  # characters of what an exception says
DEEPEST = 6  # calls of a traceback
IMPORTABLE = "a figure in the page has NumPy, aeexplain, and what these use of Python's library"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    what: a sentence without its full stop. line, column: where in the reader's text, from 1; 0 where it has no place there.
    hint: what to do. calls: (line, function) of the calls in the reader's text that led there, the outermost first.
    """

    what: str
    line: int = 0
    column: int = 0
    hint: str = ""
    calls: tuple[tuple[int, str], ...] = ()

    def header(self) -> dict[str, object]:
        """Return it as JSON takes it."""
        return asdict(self)


def fault_of(error: BaseException, file: str) -> Fault:
    """Return what an exception says of the reader's text, whose code was compiled under the name `file`."""
    try:
        return _told(error, file)
    except MemoryError:
        raise
    except BaseException:
        # An exception of the reader's own may fail to say what it is.
        line = next((line for line, _ in reversed([*_calls(error.__traceback__, file)])), 0)
        return Fault("An exception was raised that cannot be written", line)


def _told(error: BaseException, file: str) -> Fault:
    calls = tuple(call for call, _ in groupby(_calls(error.__traceback__, file)))
    line = calls[-1][0] if calls else 0
    if isinstance(error, SyntaxError):
        return _no_python(error, file, line)
    if isinstance(error, ExplainErrors):
        error = error.errors[0]
    if isinstance(error, ExplainError):
        hint = _short(error.hint)
        return Fault(_short(error.what), _line_in(str(error.where), file) or line, 0, hint, calls[-DEEPEST:])
    if isinstance(error, ModuleNotFoundError) and error.name:
        return Fault(f"The module {error.name!r} is not in the page", line, 0, IMPORTABLE)
    return Fault(_said(error), line, 0, "", calls[-DEEPEST:])


def _no_python(error: SyntaxError, file: str, line: int) -> Fault:
    if error.filename != file:
        return Fault(f"SyntaxError: {_short(error.msg)}", line)
    hint = UNNAMED if "Unicode character name" in error.msg else ""
    return Fault(
        f"This is no Python: {_short(error.msg)}", int(error.lineno or 1), int(error.offset or 0), hint
    )


def _calls(trace: TracebackType | None, file: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the function of each call in the reader's text."""
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename == file:
            yield trace.tb_lineno, code.co_name
        trace = trace.tb_next


def _line_in(where: str, file: str) -> int:
    """Return the line that an error's place names, "file:12: demo 'x'"; 0 where it is none of the reader's text."""
    name, _, rest = where.partition(":")
    digits = rest.partition(":")[0]
    return int(digits) if name == file and digits.isdigit() else 0


def _said(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return "The module ends Python (SystemExit)"
    said = str(error)
    # Where the module lies is nothing that a reader has written.
    if isinstance(error, ImportError) and error.path:
        said = said.replace(f" ({error.path})", "")
    said = _short(said)
    notes = "".join(f", {_short(note)}" for note in getattr(error, "__notes__", ()))
    return (f"{type(error).__name__}: {said}" if said else type(error).__name__) + notes


def _short(text: object) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"
