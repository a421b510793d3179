"""The recipes: one a file, found by name; `swiss-roll` is swiss_roll.py and says so in its RECIPE."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.training.recipe import Recipe


def names() -> list[str]:
    """Return the names of all recipes, sorted."""
    return sorted(module.name.replace("_", "-") for module in iter_modules(__path__))


def find(name: str) -> Recipe[Any]:
    """Return the recipe of that name; ExplainError, with the nearest name, where there is none."""
    if name not in names():
        raise ExplainError("training", f"no recipe named {name!r}", did_you_mean(name, names()))
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    recipe: Recipe[Any] = module.RECIPE
    if recipe.name != name:
        raise ExplainError(f"{module.__name__}", f"holds a recipe named {recipe.name!r}", f"name it {name!r}")
    return recipe
