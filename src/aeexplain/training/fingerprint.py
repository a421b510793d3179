"""A hash of what decides a weight file: the recipe's settings, its source, all of ours that it imports, models it looks at."""

import ast
import hashlib
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aeexplain.errors import ExplainError
from aeexplain.project import PACKAGE, RECIPES
from aeexplain.training import recipes
from aeexplain.training.recipe import Recipe

APART = (  # what does not decide the weights
    "aeexplain.errors",
    "aeexplain.checkpoint",
    "aeexplain.setup",
    "aeexplain.training.gates",
    "aeexplain.training.recipe",
    "aeexplain.training.sheets.sheet_layout",
)


def fingerprint(recipe: Recipe[Any]) -> str:
    """Return 64 hexadecimal digits that change with the recipe's name, seed, steps, or any source or model that it rests on."""
    digest = hashlib.sha256(repr((recipe.name, recipe.seed, recipe.steps)).encode())
    for path in sorted(_sources(Path(inspect.getfile(recipe.step)))):
        digest.update(path.name.encode() + b"\0" + path.read_text(encoding="utf-8").encode() + b"\0")
    for path in recipe.rests_on:
        digest.update(path.name.encode() + b"\0" + _models_of(path))
    return digest.hexdigest()


def _models_of(path: Path) -> bytes:
    """Return what a weight file says of its models, whose stamp and metrics may change while they stay."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        return json.dumps([whole["models"], whole["arrays"]]).encode()
    except (OSError, ValueError, TypeError, KeyError) as error:
        what = "cannot be read, and a recipe rests on its models"
        raise ExplainError(f"weights/{path.name}", what, f"run: python build.py train {path.stem}") from error


def _sources(path: Path) -> set[Path]:
    found, todo = set(), [path]
    while todo:
        path = todo.pop()
        if path not in found:
            found.add(path)
            todo += _imports(path)
    return found


def _imports(path: Path) -> Iterator[Path]:
    """Yield the files of the package's modules, a site's own recipes among them, that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = f"{RECIPES}.{node.module or ''}".rstrip(".") if node.level else node.module or ""
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        for name in names:
            if name.startswith("aeexplain.") and not _is_apart(name):
                yield from (file for file in _files_of(name) if file.is_file())


def _is_apart(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in APART)


def _files_of(name: str) -> Iterator[Path]:
    """Yield the files, there or not, that a module of the package may be, of a recipe also in the folder of a site."""
    stems = [PACKAGE.joinpath(*name.split(".")[1:])]
    if name.startswith(f"{RECIPES}."):
        stems += [Path(folder, *name.split(".")[3:]) for folder in recipes.__path__]
    yield from (
        path for stem in dict.fromkeys(stems) for path in (stem.with_suffix(".py"), stem / "__init__.py")
    )
