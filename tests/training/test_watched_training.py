"""What is wrong with a recipe is one line, and a training that no weight file could hold ends early with the array's name."""

import functools
import inspect
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from aeexplain.errors import ExplainError
from aeexplain.nn.quantised_arrays import float16
from aeexplain.training import recipes
from aeexplain.training.recipe import Recipe
from aeexplain.training.weight_files import make


def refusal(recipe, folders, on_progress=lambda _: None):
    with pytest.raises(ExplainError) as caught:
        make(recipe, *folders, on_progress)
    assert not folders[0].exists(), "nothing was written"
    return str(caught.value)


def place(function):
    """Return how an error names a function of the toy's, here or in toy.py."""
    code = inspect.unwrap(function).__code__
    return f"tests/training/{Path(code.co_filename).name}:{code.co_firstlineno}: recipe 'toy'"


def spoiling(toy, at, array, value, group="params"):
    """The toy whose array gets a value after a step; its loss does not tell."""

    def step(state, x, number, rng):
        if number == at:
            state[group][array] = np.full_like(state[group][array], value)
        return 0.5

    return replace(toy, step=step, gates=())


@pytest.mark.parametrize("at", [0, 1, 30])
def test_a_bias_that_float16_cannot_hold_stops_the_training_with_its_name(toy, folders, at):
    seen = []
    answer = refusal(spoiling(toy, at, "decoder.bias", 1e5), folders, seen.append)
    assert answer == (
        f"{place(toy.finish)}: array 'net.decoder.bias' does not fit into float16 after step {at + 1}: sizes up to 65504 do; "
        "lower the rate, or clip the gradient"
    )
    assert len(seen) == at, "at once"


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_an_array_that_is_not_finite_stops_the_training_with_its_name(toy, folders, value):
    seen = []
    recipe = spoiling(toy, 7, "encoder.weight", value)
    answer = refusal(recipe, folders, seen.append)
    assert answer.startswith(
        f"{place(recipe.step)}: array 'params/encoder.weight' is not finite after step 8"
    )
    assert len(seen) == 7


def test_large_moments_and_large_matrices_are_no_fault(toy, folders):
    make(spoiling(toy, 3, "decoder.bias", 1e6, "second"), *folders)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, np.float32("nan")])
def test_a_loss_that_is_not_finite_stops_the_training_with_its_step_and_the_place_of_that(
    toy, folders, value
):
    def step(state, x, at, rng):
        return toy.step(state, x, at, rng) if at < 5 else value

    answer = refusal(replace(toy, step=step), folders)
    what = f"lost its way: the loss at step 5 is {value}; lower the rate, or clip the gradient"
    assert answer == f"{place(step)}: {what}"


def test_a_step_that_is_wrapped_is_told_at_its_own_place(toy, folders):
    def step(state, x, at, rng):
        return float("nan")

    @functools.wraps(step)
    def wrapped(*arguments):
        return step(*arguments)

    assert refusal(replace(toy, step=wrapped), folders).startswith(f"{place(step)}: lost its way")


def test_a_step_without_a_loss_is_told(toy, folders):
    recipe = replace(toy, step=lambda *_: None)
    answer = refusal(recipe, folders)
    assert answer == f"{place(recipe.step)}: its step returns NoneType, not its loss, a number"


def test_what_overflows_only_when_it_is_packed_is_told_by_its_name(toy, folders):
    def finish(state, x):
        finished = toy.finish(state, x)
        return replace(finished, samples=finished.samples | {"codes": float16(np.array([7e4]))})

    assert refusal(replace(toy, finish=finish), folders).startswith(
        f"{place(finish)}: sample 'codes' does not fit into float16: sizes up to 65504 do"
    )


def test_a_metric_that_is_not_finite_is_told_by_its_path(toy, folders):
    measured = replace(toy, measure=lambda models, x: {"mse": 0.0, "deep": {"er": [1.0, float("nan")]}})
    assert (
        refusal(measured, folders)
        == f"{place(measured.measure)}: metric 'deep.er.1' is nan, not a finite number"
    )


def wrong(*_):
    raise KeyError("lost")


@pytest.mark.parametrize("function", ["data", "begin", "step", "finish", "measure", "measure_samples"])
def test_an_exception_in_a_recipe_is_one_line_with_its_place(toy, folders, function):
    answer = refusal(replace(toy, **{function: wrong}), folders)
    line = wrong.__code__.co_firstlineno + 1
    assert (
        answer
        == f"""tests/training/test_watched_training.py:{line}: KeyError: 'lost'; in raise KeyError("lost")"""
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("def step(:\n", "broken.py:1:10: no Python: invalid syntax"),
        (
            "import nothere\n",
            "broken.py:1: ModuleNotFoundError: No module named 'nothere'; in import nothere",
        ),
        ("x = 1\n", "broken.py: declares no RECIPE; end it with RECIPE = Recipe(...)"),
        (
            "RECIPE = 3\n",
            "broken.py: its RECIPE is of type int, not a Recipe; end it with RECIPE = Recipe(...)",
        ),
        ("1 / 0\n", "broken.py:1: ZeroDivisionError: division by zero; in 1 / 0"),
    ],
)
def test_a_recipe_that_cannot_be_imported_is_one_line(tmp_path, monkeypatch, text, what):
    (tmp_path / "broken.py").write_text(text)
    monkeypatch.setattr(recipes, "__path__", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, "aeexplain.training.recipes.broken", raising=False)
    with pytest.raises(ExplainError) as caught:
        recipes.find("broken")
    assert str(caught.value) == f"{tmp_path}/{what}"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"steps": 0}, "recipe 'toy': its steps is 0; give it a whole number from 1"),
        ({"seed": 1.5}, "recipe 'toy': its seed is 1.5; give it a whole number from 0"),
        ({"step": None}, "recipe 'toy': its step is no function; name one of its file"),
        ({"gates": ("mse",)}, "recipe 'toy': has 'mse' among its gates; give it Gates"),
    ],
)
def test_a_recipe_that_could_not_be_followed_is_refused_where_it_is_declared(toy, changes, what):
    with pytest.raises(ExplainError) as caught:
        replace(toy, **changes)
    assert str(caught.value) == what
    assert isinstance(toy, Recipe)
