"""Whether our shipped rooms are such that an engine can be made of them: every source parses, every demo can be imported.

That is asked first, since what the engine's own tools would say of a slip in a demo, minutes later, is about themselves.
"""

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.project import Project
from aeexplain.runtime.shipped_sources import source_files
from aeexplain.tracebacks import no_python, short

IMPORTING = Path(__file__).with_name("import_demos.py")
SECONDS = 120


def check_sources(project: Project) -> None:
    """Raise the errors of all shipped sources that are no Python, each with its line and column."""
    _raise([*_unparsable(project)])


def check_demos(project: Project) -> None:
    """Raise the errors of all demos that cannot be imported, each with its line.

    A process of its own imports them.
    """
    command = [sys.executable, str(IMPORTING), str(project.package.parent), str(project.root)]
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=SECONDS, env=_environment()
        )
        found = json.loads(done.stdout.rpartition("\n")[2] or "[]")
    except (subprocess.TimeoutExpired, ValueError):
        return  # a demo that ends its process, or takes for ever: the build tells, which draws it
    _raise([ExplainError(*parts) for parts in found])


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


def _environment() -> dict[str, str]:
    return os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
