"""Running the code of an article, once for the page and once more to see that it does not change by itself.

What came of it is kept under a digest of the code and of all that runs it, so that an article whose words change runs nothing.
"""

import ast
import linecache
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType

import numpy as np

from aeexplain.edits.cell_stage import holds_in, said_by_check
from aeexplain.edits.cells import new_scope, run_cell
from aeexplain.edits.untouched import held, restore
from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.runtime.shipped_sources import SHIPPED
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import ArticleSource, read_article
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text import PRIVATE, UNPRINTABLE, with_line_ends
from aeexplain.site.figures import png
from aeexplain.site.figures.isolation import isolated
from aeexplain.site.live_code.result import CodeResult
from aeexplain.site.markup.nodes import CodePart, LiveCode
from aeexplain.tracebacks import run_author_code

READING = "the page has no files: compute what the code needs, or write it into the code"
ALONE = "code in the text computes and prints, and does nothing else"
IMPORTABLE = "code in the text has Python's library, NumPy, and of aeexplain nn, data, draw and demo"
ROOMS = {name.removesuffix(".py") for name in SHIPPED} - {"demos", "bridge", "edits", "fetched", "__init__"}

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,}")


def run_code(article_source: ArticleSource, context: BuildContext) -> CodeResult:
    """Run an article's code in its order, in one scope; what is wrong with it is in what comes back."""
    article = read_article(article_source, ErrorList())  # whose own errors are told where it is set
    fences = article.body.of(LiveCode) if article else ()
    if not fences:
        return CodeResult()
    key = digest(
        context.sources.site, context.sources.rooms, repr([_without_places(each) for each in fences])
    )
    if (kept := context.cache.read("code", key, tuple[str, ...])) is not None:
        return CodeResult(kept)
    errors = ErrorList()
    _remember_lines(article_source)
    with errors.collecting():
        outputs = _outputs(article_source.where, fences)
        context.cache.write("code", key, outputs)
        return CodeResult(outputs)
    return CodeResult(errors=tuple(errors.found))


def _without_places(fence: LiveCode) -> tuple[str, ...]:
    exercise = fence.exercise
    return (fence.text, exercise.solution.text, exercise.check.text) if exercise else (fence.text,)


def _remember_lines(article_source: ArticleSource) -> None:
    """Let tracebacks find the lines of the article, and of what it includes, under the names that they have in errors."""
    folder = article_source.where.rpartition("/")[0]
    files = {f"{folder}/{name}": content for name, content in article_source.included.items()}
    for file, content in {article_source.where: article_source.text, **files}.items():
        text = with_line_ends(content.decode("utf-8-sig", "replace"))
        linecache.cache[file] = (len(text), None, text.splitlines(True), file)


def _outputs(file: str, fences: tuple[LiveCode, ...]) -> tuple[str, ...]:
    _check_imports(fences)
    first = _run_all(file, fences)
    again = _run_all(file, fences)
    for fence, one, other in zip(fences, first, again, strict=True):
        if one != other:
            hint = "seed what is random, as by np.random.default_rng(0); print no times and no addresses of objects"
            raise ExplainError(fence.where, "what comes of this code is another each time", hint)
        if ADDRESS.search(one):
            raise ExplainError(fence.where, "prints an object by its address", "print what it holds")
        if UNPRINTABLE.search(one) or PRIVATE.search(one):
            raise ExplainError(fence.where, "prints a character that no page can show", "print its repr()")
    return first


def _run_all(file: str, fences: tuple[LiveCode, ...]) -> tuple[str, ...]:
    """Return what comes of each fence; what they change in modules is gone afterwards."""
    scope, around = new_scope(), held()
    try:
        with isolated(file, prints=True, reading=READING, alone=ALONE), np.printoptions():
            return tuple(run_author_code(each.file, partial(_run, each, scope)) for each in fences)
    finally:
        restore(around)


def _run(fence: LiveCode, scope: ModuleType) -> str:
    """Return what comes of a fence; of an exercise nothing stands in the page, and later fences find its solution."""
    file = fence.file

    def run(part: CodePart) -> str:
        try:
            return run_cell(part.text, file, part.first_line, scope, png.data_url)
        except ExplainError as error:
            line = _line_of(error, file)
            own = error.where if error.where.startswith(f"{file}:") else f"{file}:{line}"
            place = own if line else fence.where
            raise ExplainError(place, error.what, error.hint) from error

    if fence.exercise is None:
        return run(fence.code)
    check = fence.exercise.check
    before = dict(vars(scope))
    if _holds(run, fence.code, check, file, scope):
        what = "an exercise whose check holds before anything is done"
        raise ExplainError(fence.where, what, "leave something out of its code, or check more")
    vars(scope).clear()
    vars(scope).update(before)
    run(fence.exercise.solution)
    try:
        holds_in(check.text, file, check.first_line, scope)
    except AssertionError as error:
        line = _line_of(error, file) or check.first_line
        raise ExplainError(f"{file}:{line}", f"the solution does not hold: {said_by_check(error)}") from error
    return ""


def _holds(
    run: Callable[[CodePart], str], code: CodePart, check: CodePart, file: str, scope: ModuleType
) -> bool:
    try:
        run(code)
        holds_in(check.text, file, check.first_line, scope)
    except Exception:
        # What readers begin with may fail in any way.
        return False
    return True


def _line_of(error: BaseException, file: str) -> int:
    trace, line = error.__traceback__, 0
    while trace:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _check_imports(fences: tuple[LiveCode, ...]) -> None:
    """Raise the errors of all imports that the page's Python could not do."""
    errors = ErrorList()
    for fence in fences:
        exercise = fence.exercise
        parts = (fence.code, exercise.solution, exercise.check) if exercise else (fence.code,)
        for part in parts:
            for line, name in _foreign(part.text):
                errors.add(
                    f"{fence.file}:{part.first_line + line - 1}",
                    f"the page's Python has no {name!r:.80}",
                    IMPORTABLE,
                )
    errors.raise_if_any()


def _foreign(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each import that the page's Python could not do."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import():
                names = [each.name for each in node.names]
            case ast.ImportFrom(module=str(module)):
                names = [f"{module}.{each.name}" for each in node.names]
            case ast.ImportFrom():
                names = ["."]
            case _:
                continue
        yield from ((node.lineno, name) for name in names if not _is_there(name))


def _is_there(name: str) -> bool:
    first, _, rest = name.partition(".")
    if first == "aeexplain":
        return rest.partition(".")[0] in ROOMS
    return first == "numpy" or first in sys.stdlib_module_names
