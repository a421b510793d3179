"""A hash of what decides a weight file: the recipe's settings, its source, and all of ours that it imports."""

import ast
import hashlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aeexplain
from aeexplain.training.recipe import Recipe

PACKAGE = Path(aeexplain.__file__).parent
APART = (  # what does not decide the weights
    "aeexplain.errors",
    "aeexplain.checkpoint",
    "aeexplain.setup",
    "aeexplain.training.gates",
    "aeexplain.training.recipe",
    "aeexplain.training.sheets.sheet_layout",
)


def fingerprint(recipe: Recipe[Any]) -> str:
    """Return 64 hexadecimal digits that change with the recipe's name, seed, steps or any source file that it rests on."""
    digest = hashlib.sha256(repr((recipe.name, recipe.seed, recipe.steps)).encode())
    for path in sorted(_sources(Path(inspect.getfile(recipe.step)))):
        digest.update(path.name.encode() + b"\0" + path.read_text(encoding="utf-8").encode() + b"\0")
    return digest.hexdigest()


def _sources(path: Path) -> set[Path]:
    found, todo = set(), [path]
    while todo:
        path = todo.pop()
        if path not in found:
            found.add(path)
            todo += _imports(path)
    return found


def _imports(path: Path) -> Iterator[Path]:
    """Yield the files of the package's own modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            if name.startswith("aeexplain.") and not name.startswith(APART):
                stem = PACKAGE.joinpath(*name.split(".")[1:])
                yield from (
                    file for file in (stem.with_suffix(".py"), stem / "__init__.py") if file.is_file()
                )
