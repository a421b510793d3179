"""What an author's own code raises, in one line: the file and the line in it where that happened, and what."""

import signal
import traceback
from collections.abc import Callable
from pathlib import Path

from aeexplain.errors import ExplainError, ExplainErrors

HOME = Path(__file__).parents[2]
LONGEST = 300  # characters of what an exception says


def run_author_code[T](file: str, work: Callable[[], T], placed: bool = True) -> T:
    """Return what `work` gives; whatever the code of an author's file raises becomes an ExplainError with its line there.

    `file` is the file's path; with `placed` an ExplainError gets the line too. Ctrl-C passes, where it is heard.
    """
    try:
        return work()
    except ExplainError as error:
        if not placed:
            raise
        raise _placed(file, error) from error
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            raise
        raise as_error(file, error) from error


def _placed(file: str, error: ExplainError) -> ExplainError:
    """Return an error that says in which line of the author's file it arose, if it arose there."""
    own = [each for each in traceback.extract_tb(error.__traceback__) if Path(each.filename) == Path(file)]
    if not own or short(file) in error.where or isinstance(error, ExplainErrors):
        return error
    return ExplainError(f"{short(file)}:{own[-1].lineno}: {error.where}", error.what, error.hint)


def as_error(file: str, error: BaseException) -> ExplainError:
    """Return an exception as one line: where in the author's file it was raised, its type, what it says, the line itself."""
    if isinstance(error, SyntaxError) and error.filename:
        return no_python(error, error.filename if error.filename != "<unknown>" else file)
    if isinstance(error, SyntaxError):  # of a file that holds a null byte, which is all that Python says
        return no_python(error, file)
    trace = traceback.extract_tb(error.__traceback__)
    own = [each for each in trace if Path(each.filename) == Path(file)] or [
        each for each in trace if _is_written(each.filename)
    ]
    if not own:
        return ExplainError(short(file), _said(error))
    place = f"{short(own[-1].filename)}:{own[-1].lineno}"
    return ExplainError(place, _said(error), f"in {own[-1].line}" if own[-1].line else "")


def no_python(error: SyntaxError, file: str) -> ExplainError:
    """Return where a file is no Python; lines and columns count from 1."""
    where = ":".join(str(part) for part in (short(file), error.lineno, error.offset) if part)
    return ExplainError(where, f"no Python: {one_line(error.msg)}")


def short(file: str) -> str:
    """Return a file of this tree by its path in it, any other by its whole path."""
    path = Path(file)
    return path.relative_to(HOME).as_posix() if path.is_relative_to(HOME) else file


def one_line(text: str) -> str:
    """Return a text in one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


def _said(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return f"ends Python (SystemExit: {error.code!r:.40})"
    notes = "".join(f", {note}" for note in getattr(error, "__notes__", ()))
    said = one_line(str(error))
    return (f"{type(error).__name__}: {said}" if said else type(error).__name__) + one_line(notes)


def _is_written(file: str) -> bool:
    """Return whether a file is one of this tree, not a library's in its environment."""
    path = Path(file)
    return path.is_relative_to(HOME / "src") or (path.suffix == ".py" and "site-packages" not in path.parts)
