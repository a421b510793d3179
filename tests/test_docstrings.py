"""What the docstrings of the author's vocabulary name between backticks is there."""

import ast
import builtins
import importlib
import inspect
import re
from pathlib import Path

import pytest

from aeexplain import demo, draw

PACKAGE = Path(demo.__file__).parents[1]
NAMED = re.compile(r"`([^`]+)`")
ELSEWHERE = {
    "compute",
    "describe",
    "run",
    "rng",
    "nan",
    "inf",
    "draw",
    "demo",
}  # what authors write, NumPy's, and rooms
FILES = [path for room in ("demo", "draw") for path in sorted((PACKAGE / room).glob("*.py"))]


EXPORTED = [getattr(room, name) for room in (demo, draw) for name in room.__all__]
MEMBERS = {name for thing in EXPORTED if inspect.isclass(thing) for name in dir(thing)}


def documented(path):
    """Yield (docstring, names around it): of the module, of its functions and classes, of their methods."""
    module = importlib.import_module(f"aeexplain.{path.parent.name}.{path.stem}".removesuffix(".__init__"))
    yield module.__doc__ or "", set(vars(module)) | MEMBERS
    for thing in vars(module).values():
        if getattr(thing, "__module__", None) != module.__name__ or not callable(thing):
            continue
        around = set(vars(module)) | parameters(thing) | ({"read"} & MEMBERS)  # what every control has
        if not inspect.isclass(thing):
            yield thing.__doc__ or "", around
            continue
        around |= set(dir(thing)) | set(getattr(thing, "__annotations__", ()))
        yield thing.__doc__ or "", around
        for method in vars(thing).values():
            method = getattr(method, "fget", None) or getattr(method, "__func__", method)
            if inspect.isfunction(method):
                yield method.__doc__ or "", around | parameters(method)


def parameters(function):
    try:
        return set(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return set()


def missing(docstring, around):
    """Yield what a docstring names and nobody has."""
    for named in NAMED.findall(docstring):
        try:
            tree = ast.parse(named, mode="eval").body
        except SyntaxError:
            continue  # SVG, or a sample of text
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
            function = getattr(draw, tree.func.id, None) or getattr(demo, tree.func.id, None)
            yield from () if function else (tree.func.id,)
            known = parameters(function) if function else set()
            yield from (key.arg for key in tree.keywords if key.arg not in known)
        elif isinstance(tree, ast.Name):
            known = {*around, *dir(builtins), *draw.__all__, *demo.__all__, *ELSEWHERE}
            yield from () if tree.id in known else (tree.id,)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_a_docstring_names_is_there(path):
    found = [name for docstring, around in documented(path) for name in missing(docstring, around)]
    assert found == []


def test_an_argument_that_there_is_not_is_found():
    assert list(missing("A drawing (`drawing(..., plane=plane)`) of `nobody` in `says`.", {"says"})) == [
        "plane",
        "nobody",
    ]
