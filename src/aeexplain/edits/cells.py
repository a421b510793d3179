"""Code that runs in an article's text: one cell after the other in one scope, and what comes of each as HTML.

The build and the page run the same code, so what stands in the page before any script runs is what its reader gets.
"""

import ast
import io
import sys
from contextlib import redirect_stdout
from html import escape
from types import ModuleType

from aeexplain.demo.html import element
from aeexplain.demo.views import kind_of
from aeexplain.demo.views.view import ImageAddress
from aeexplain.edits.characters import numbered
from aeexplain.errors import ExplainError

ROOM = "article"  # what the module is called in which an article's code runs
MOST_CHARACTERS = 20_000  # that a cell prints, or its value has


class Printed(io.StringIO):
    """What a cell prints, in the place of standard output; more than a page can show: ExplainError."""

    def write(self, text: str) -> int:
        """Take a text."""
        if self.tell() + len(text) > MOST_CHARACTERS:
            raise ExplainError("", f"It prints more than {MOST_CHARACTERS:,} characters", "print less")
        return super().write(text)


def new_scope() -> ModuleType:
    """Return the scope of an article's code, with nothing in it; the last one is forgotten."""
    module = sys.modules[ROOM] = ModuleType(ROOM)
    return module


def run_cell(source: str, file: str, first_line: int, scope: ModuleType, image: ImageAddress) -> str:
    """Run a cell in a scope, and return as HTML what it printed and the value of the expression that it ends with.

    first_line: where in `file` it begins, so that what it raises names lines of that. A value that says nothing to those who do
    not see it: ExplainError; whatever the code itself raises, passes.
    """
    body, last = _parsed(source, file, first_line)
    printed, value = Printed(), None
    with redirect_stdout(printed):
        exec(compile(body, file, "exec", dont_inherit=True), vars(scope))
        if last:
            value = eval(compile(last, file, "eval", dont_inherit=True), vars(scope))
        shown = value_html(value, image)
    said = printed.getvalue().removesuffix("\n")
    return (_text_html(said) if said.strip() else "") + shown


def value_html(value: object, image: ImageAddress) -> str:
    """Return a value as HTML: a drawing, an image or a table as figures have them, all else as Python writes it."""
    if value is None:
        return ""
    try:
        kind = kind_of(value)
    except TypeError:
        text = repr(value)
        if len(text) > MOST_CHARACTERS:
            what = f"Its value has {len(text):,} characters, at most {MOST_CHARACTERS:,}"
            raise ExplainError("", what, "end it with less") from None
        return _text_html(text)
    if wrong := kind.fault(value) or kind.lack(value):
        raise ExplainError("", f"The {type(value).__name__} that it ends with {wrong}")
    if not kind.on_stage:
        return _text_html(str(value))
    return element("div", kind.content(value, image), data_kind=kind.name, **kind.attributes(value))


def _parsed(source: str, file: str, first_line: int) -> tuple[ast.Module, ast.Expression | None]:
    """Return the statements of a cell, and the expression that it ends with."""
    tree = ast.parse("\n" * (first_line - 1) + numbered(source), file)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        return ast.Module(tree.body[:-1], tree.type_ignores), ast.Expression(last.value)
    return tree, None


def _text_html(text: str) -> str:
    """Return a text that was printed, line by line, in a box that a keyboard can scroll."""
    printed = element("pre", escape(text, quote=False), tabindex=0)
    return element("div", printed, class_="printed")
