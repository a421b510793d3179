"""What docs/authoring.md shows is whole: its figure is the one that `new` writes, its recipe trains and passes its gate."""

import re
from textwrap import dedent, indent
from types import SimpleNamespace

import numpy as np
import pytest

from aeexplain import starters
from aeexplain.training.gates import check_gates


def shown(root, begins):
    """Run the document's code that begins so; return its names."""
    text = (root / "docs" / "authoring.md").read_text(encoding="utf-8")
    code = re.search(rf'^ {{4}}"""{begins}.*?(?=^\S)', text, re.DOTALL | re.MULTILINE)[0]
    names = {"__name__": "shown"}
    exec(compile(dedent(code), "authoring.md", "exec"), names)
    return names


def test_the_figure_is_what_new_writes(root):
    assert indent(starters.DEMO, "    ") in (root / "docs" / "authoring.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def trained(root):
    """The recipe, and what it ends with."""
    recipe = shown(root, "Two half moons through one number")["RECIPE"]
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
