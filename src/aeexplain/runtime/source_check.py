"""Whether our shipped rooms are such that an engine can be made of them: every source parses.

That is asked first, since what the engine's own tools would say of a slip in a demo, minutes later, is about themselves.
"""

import warnings
from collections.abc import Iterator

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.project import Project
from aeexplain.runtime.shipped_sources import source_files
from aeexplain.tracebacks import no_python, short


def check_sources(project: Project) -> None:
    """Raise the errors of all shipped sources that are no Python, each with its line and column."""
    _raise([*_unparsable(project)])


def _unparsable(project: Project) -> Iterator[ExplainError]:
    for path in (each for each in source_files(project).values() if each.suffix == ".py"):
        file, text = str(path), path.read_bytes()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, file, "exec", dont_inherit=True)
        except SyntaxError as error:
            yield no_python(error, file)
        except (ValueError, RecursionError, MemoryError) as error:
            yield ExplainError(short(file), f"no Python: {type(error).__name__}: {error}")


def _raise(found: list[ExplainError]) -> None:
    if len(found) == 1:
        raise found[0]
    if found:
        raise ExplainErrors(found)
