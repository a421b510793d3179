"""What the page about models shows is whole: its recipe trains and passes its gate."""

from types import SimpleNamespace

import numpy as np
import pytest

from aeexplain.training.gates import check_gates


@pytest.fixture(scope="module")
def trained(code_of):
    """The recipe, and what it ends with."""
    names = {"__name__": "bent"}
    exec(compile(code_of("models", '"""Two half moons'), "bent.py", "exec"), names)
    recipe = names["RECIPE"]
    rng = np.random.default_rng(recipe.seed)
    data = recipe.data()
    state = recipe.begin(data, rng)
    losses = [recipe.step(state, data, at, rng) for at in range(recipe.steps)]
    return SimpleNamespace(recipe=recipe, losses=losses, data=data, finished=recipe.finish(state, data))


def test_the_recipe_learns_and_passes_its_gate(trained):
    assert np.mean(trained.losses[-100:]) < 0.1 * np.mean(trained.losses[:10])
    results = check_gates(trained.recipe.gates, trained.recipe.measure(trained.finished.models, trained.data))
    assert [str(result) for result in results if not result.passed] == []


def test_the_model_gives_the_point_of_a_code(trained):
    point = trained.finished.models["net"].decode(np.array([0.5], np.float32))
    assert point.shape == (2,)
    assert np.abs(point).max() < 3
