"""The recipes: one a file, found by name; `swiss-roll` is swiss_roll.py and says so in its RECIPE."""

import importlib.util
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.tracebacks import run_author_code, short
from aeexplain.training.recipe import Recipe


def names() -> list[str]:
    """Return the names of all recipes, sorted; a module whose name begins with an underscore is a helper of recipes."""
    modules = (module.name for module in iter_modules(__path__) if not module.ispkg)
    return sorted(module.replace("_", "-") for module in modules if not module.startswith("_"))


def find(name: str) -> Recipe[Any]:
    """Return the recipe of that name; ExplainError, with the nearest name, where there is none."""
    if name not in names():
        raise ExplainError("training", f"no recipe named {name!r}", did_you_mean(name, names()))
    module = f"{__name__}.{name.replace('-', '_')}"
    spec = importlib.util.find_spec(module)
    path = spec.origin if spec and spec.origin else module
    recipe = getattr(run_author_code(path, lambda: import_module(module)), "RECIPE", None)
    if not isinstance(recipe, Recipe):
        what = (
            "declares no RECIPE"
            if recipe is None
            else f"its RECIPE is of type {type(recipe).__name__}, not a Recipe"
        )
        raise ExplainError(short(path), what, "end it with RECIPE = Recipe(...)")
    if recipe.name != name:
        raise ExplainError(short(path), f"holds a recipe named {recipe.name!r}", f"name it {name!r}")
    return recipe
