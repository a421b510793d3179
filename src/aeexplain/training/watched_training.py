"""A recipe under watch: what its author's code raises is one line, and what no weight file could hold stops it early."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial, wraps
from typing import Any

import numpy as np

from aeexplain.errors import ExplainError
from aeexplain.nn.quantised_arrays import Packed
from aeexplain.tracebacks import run_author_code, short
from aeexplain.training.fingerprint import fingerprint
from aeexplain.training.recipe import Finished, Recipe, Rng, State

CHECKS = 100  # of the state, evenly over the steps
LARGEST = float(np.finfo(np.float16).max)  # 65504
MOMENTS = ("first", "second")  # of an optimiser: they are never packed
LOWER = "lower the rate, or clip the gradient"


def watched(recipe: Recipe[Any]) -> Recipe[Any]:
    """Return the recipe whose functions raise ExplainErrors with the line in its file, and whose `step` checks the state.

    A state that is not finite, or that would not be when packed, ends the training with the array's name.
    """
    own = partial(_author, inspect.getfile(recipe.step))
    every = max(1, recipe.steps // CHECKS)

    def step(state: State, data: Any, at: int, rng: Rng) -> float:
        loss = own(lambda: recipe.step(state, data, at, rng))
        if isinstance(loss, bool) or not isinstance(loss, int | float | np.integer | np.floating):
            what = f"its step returns {type(loss).__name__}, not its loss, a number"
            raise ExplainError(_named(recipe, recipe.step), what)
        if not np.isfinite(loss):
            what = f"lost its way: the loss at step {at} is {loss}"
            raise ExplainError(_named(recipe, recipe.step), what, LOWER)
        if at % every == 0:
            check_state(recipe, state, at, lambda: own(lambda: recipe.finish(state, data)))
        return float(loss)

    def wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
        return wraps(function)(lambda *arguments: own(lambda: function(*arguments)))

    return replace(
        recipe,
        data=wrapped(recipe.data),
        begin=wrapped(recipe.begin),
        step=wraps(recipe.step)(step),
        finish=wrapped(recipe.finish),
        measure=wrapped(recipe.measure),
        measure_samples=wrapped(recipe.measure_samples),
    )


def fingerprint_of(recipe: Recipe[Any]) -> str:
    """Return the recipe's fingerprint; a file that it rests on and that is no Python: ExplainError."""
    return run_author_code(inspect.getfile(recipe.step), lambda: fingerprint(recipe))


def check_state(recipe: Recipe[Any], state: State, at: int, finish: Callable[[], Finished]) -> None:
    """Raise an ExplainError where an array is not finite, or so large that it would not be when it is packed.

    Only then is `finish` called, which knows how each array is packed.
    """
    large = False
    for name, values in _arrays(state):
        largest = np.abs(values).max(initial=0)
        if not np.isfinite(largest):
            what = f"array {name!r} is not finite after step {at + 1}"
            raise ExplainError(_named(recipe, recipe.step), what, LOWER)
        large = large or (largest > LARGEST and not any(part in name for part in MOMENTS))
    if large:
        check_finished(recipe, finish(), f" after step {at + 1}")


def check_finished(recipe: Recipe[Any], finished: Finished, when: str = "") -> None:
    """Raise an ExplainError where a packed array or sample is not finite, with its name."""
    for kind, packed in (("array", finished.arrays), ("sample", finished.samples)):
        for name, each in packed.items():
            if not _fits(each):
                what = f"{kind} {name!r} does not fit into {each.dtype}{when}: sizes up to {LARGEST:.0f} do"
                raise ExplainError(_named(recipe, recipe.finish), what, LOWER)


def check_metrics(recipe: Recipe[Any], metrics: object, path: str = "") -> None:
    """Raise an ExplainError where a metric is not a finite number, with its path."""
    match metrics:
        case dict():
            children = list(metrics.items())
        case list() | tuple():
            children = list(enumerate(metrics))
        case _:
            if not isinstance(metrics, int | float | np.integer | np.floating) or not np.isfinite(metrics):
                what = f"metric {path!r} is {metrics!r:.40}, not a finite number"
                raise ExplainError(_named(recipe, recipe.measure), what)
            return
    for key, child in children:
        check_metrics(recipe, child, f"{path}.{key}" if path else str(key))


def _author[T](file: str, work: Callable[[], T]) -> T:
    """Return what a recipe's code gives; NumPy's warnings are not said, since what they are about and matters is refused."""
    with np.errstate(all="ignore"):
        return run_author_code(file, work, placed=False)


def _arrays(state: State) -> Iterator[tuple[str, Any]]:
    for group, values in state.items():
        for name, value in values.items():
            if np.asarray(value).dtype.kind == "f":
                yield f"{group}/{name}", value


def _fits(packed: Packed) -> bool:
    scale = packed.scale is None or bool(np.isfinite(packed.scale).all())
    return scale and bool(np.isfinite(packed.data).all())


def _named(recipe: Recipe[Any], function: Callable[..., Any]) -> str:
    """Return where one of the recipe's functions begins, in its author's file, and the recipe's name."""
    own = inspect.unwrap(function)
    while isinstance(own, partial):
        own = inspect.unwrap(own.func)
    code = getattr(own, "__code__", None)
    place = f"{short(code.co_filename)}:{code.co_firstlineno}: " if code else ""
    return f"{place}recipe {recipe.name!r}"
