"""`::text NAME`: Markdown that code writes at build, `text()` of the site's texts/NAME.py, in the place of the line.

What code can list, nobody has to list by hand. The line stands alone at its line's beginning; in a fence it is code.
"""

import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.core.error_list import ErrorList
from aeexplain.tracebacks import run_author_code

PACKAGE = (
    "aeexplain_texts"  # the package that a site's texts/ is, so that a file there can import its helpers
)
CALL = re.compile(r"::text\b[ \t]*(?P<name>[^\n]*?)[ \t]*")
FENCE = re.compile(r"(?: {0,3})(?P<mark>`{3,}|~{3,})(?P<info>.*)")


@dataclass(frozen=True)
class WrittenText:
    """An article's text with what code has written, and of each line of it the line of its file, from 1, that it comes of."""

    text: str
    origins: tuple[int, ...]


def with_written_text(text: str, where: str, folder: Path, errors: ErrorList) -> WrittenText:
    """Return a text in which each `::text NAME` gives way to what texts/NAME.py writes; what is wrong goes to `errors`.

    `folder` is the site's texts/. A line whose text cannot be had is left out, so that it is told once.
    """
    lines, origins = list[str](), list[int]()
    for number, line, name in _calls(text):
        new = [line]
        if name is not None:
            new = []
            with errors.collecting():
                new = written(name, f"{where}:{number}", folder).strip("\n").split("\n")
        lines += new
        origins += [number] * len(new)
    return WrittenText("\n".join(lines), tuple(origins))


def _calls(text: str) -> Iterator[tuple[int, str, str | None]]:
    """Yield each line's number, the line, and the name that it calls, None where it calls none."""
    open_fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        fence, call = FENCE.fullmatch(line), None
        if open_fence:
            closes = fence and fence["mark"].startswith(open_fence) and not fence["info"].strip()
            open_fence = "" if closes else open_fence
        elif fence and not (fence["mark"][0] == "`" and "`" in fence["info"]):
            open_fence = fence["mark"]
        else:
            call = CALL.fullmatch(line)
        yield number, line, call["name"] if call else None


def written(name: str, where: str, folder: Path) -> str:
    """Return the Markdown that a site's texts/NAME.py writes; no such file, or a fault of it: ExplainError."""
    known = sorted(path.stem.replace("_", "-") for path in folder.glob("[a-z]*.py"))
    if name not in known:
        hint = did_you_mean(name, known) or "write ::text NAME, and texts/NAME.py with a function text()"
        raise ExplainError(where, f"no text named {name!r:.80}", hint)
    module = name.replace("-", "_")
    path = str(folder / f"{module}.py")
    write = getattr(run_author_code(path, lambda: _module(module, folder)), "text", None)
    if not callable(write):
        raise ExplainError(path, "has no function text()", "write one that returns Markdown")
    found = run_author_code(path, write)
    if not isinstance(found, str):
        raise ExplainError(
            path, f"text() returns {type(found).__name__}, not text", "return Markdown as a str"
        )
    return found


def _module(name: str, folder: Path) -> ModuleType:
    """Return a module of texts/, read anew with its helpers: they may have been saved since the last build."""
    for each in [each for each in sys.modules if f"{each}.".startswith(f"{PACKAGE}.")]:
        del sys.modules[each]
    package = ModuleType(PACKAGE)
    package.__path__ = [str(folder.absolute())]
    sys.modules[PACKAGE] = package
    importlib.invalidate_caches()
    return importlib.import_module(f"{PACKAGE}.{name}")
