"""What an author's own code raises, in one line: the file and the line in it where that happened, and what."""

import re
import signal
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from aeexplain.errors import ExplainError, ExplainErrors

HOME = Path(__file__).parents[2]
PACKAGE = Path(__file__).parent
KINDS = r"(?:py|css|html|md|toml|bib|json|csv|npy|txt|svg)\b"  # of the files that a site's author writes
AUTHORED = ("demos", "recipes")  # folders of a site in which Python lies
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
    own = [each for each in trace if _is_of(each.filename, file)] or [
        each for each in trace if _is_written(each.filename)
    ]
    if not own:
        return ExplainError(short(file), _said(error))
    place = f"{short(own[-1].filename)}:{own[-1].lineno}"
    hint = f"in {own[-1].line}" if own[-1].line else ""
    if isinstance(error, ModuleNotFoundError) and error.name and Path(file).parent.name == "demos":
        hint += (
            f'; where it is spelt right, have it in site.toml: [packages] browser = ["{error.name}==VERSION"]'
        )
    return ExplainError(place, _said(error), hint)


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


def relative_to[E: ExplainError](root: Path, error: E) -> E | ExplainError:
    """Return an error whose places are told from a site's folder, as far as they lie in it; itself where none does."""
    if isinstance(error, ExplainErrors):
        return ExplainErrors(relative_to(root, each) for each in error.errors)
    texts = [error.where, error.what, error.hint]
    folders = {f"{each}/" for each in (root.absolute(), root.resolve()) if each != Path(each.anchor)}
    shorter = [_without(text, folders) for text in texts]
    return error if shorter == texts else ExplainError(*shorter)


def _without(text: str, folders: Iterable[str]) -> str:
    """Return a text without the paths of folders before what lies in them."""
    for folder in folders:
        text = re.sub(rf"(?<![\w./-]){re.escape(folder)}(?=[^\s:]*\.{KINDS})", "", text)
    return text


def _is_of(file: str, main: str) -> bool:
    """Return whether a file is an author's main one, or one that lies beside or among what that may import from its site."""
    path, place = Path(file), Path(main)
    if path == place or path.parent == place.parent:
        return True
    return path.suffix == ".py" and path.parent.name in AUTHORED and not path.is_relative_to(PACKAGE)


def _is_written(file: str) -> bool:
    """Return whether a file is one of this tree, not a library's in its environment."""
    path = Path(file)
    return path.is_relative_to(HOME / "src") or (path.suffix == ".py" and "site-packages" not in path.parts)
