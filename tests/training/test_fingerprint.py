from dataclasses import replace
from pathlib import Path

import pytest

from aeexplain.errors import ExplainError
from aeexplain.training import recipes
from aeexplain.training.fingerprint import _sources, fingerprint


def test_a_fingerprint_is_64_hexadecimal_digits_and_stays_the_same(toy):
    assert len(bytes.fromhex(fingerprint(toy))) == 32
    assert fingerprint(toy) == fingerprint(toy)


@pytest.mark.parametrize("change", [{"seed": 4}, {"steps": 61}, {"name": "other"}])
def test_a_fingerprint_changes_with_the_settings(toy, change):
    assert fingerprint(replace(toy, **change)) != fingerprint(toy)


def test_the_sources_are_those_that_the_recipe_rests_on_and_no_others():
    recipe = recipes.find("bottleneck")
    names = {path.name for path in _sources(Path(recipe.step.__code__.co_filename))}
    assert {
        "bottleneck.py",
        "mnist.py",
        "class_exemplars.py",
        "dense.py",
        "silu.py",
        "adam.py",
        "pca.py",
        "layer.py",
    } <= names
    assert not {"kinds.py", "spec.py", "loop.py", "checkpoint.py", "fetch.py", "errors.py"} & names


def test_what_a_recipe_takes_from_another_recipe_is_in_its_fingerprint(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(
        "from aeexplain.training.recipes import score_field\nfrom aeexplain.training.gates import Gate\n"
    )
    names = {path.name for path in _sources(path)}
    assert "score_field.py" in names
    assert "gates.py" not in names


def test_a_fingerprint_changes_with_the_models_that_a_recipe_rests_on_and_not_with_their_stamp(
    toy, root, tmp_path
):
    path = tmp_path / "anatomy.json"
    text = (root / "weights" / path.name).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    resting = replace(toy, rests_on=(path,))
    before = fingerprint(resting)
    assert before != fingerprint(toy)
    path.write_text(text.replace('"fingerprint": "', '"fingerprint": "0'), encoding="utf-8")
    assert fingerprint(resting) == before
    path.write_text(text.replace('"units": 12', '"units": 13'), encoding="utf-8")
    assert fingerprint(resting) != before


@pytest.mark.parametrize("text", [None, "{", "[]", '{"models": {}}'])
def test_models_that_cannot_be_read_are_told_with_the_command_that_makes_them(toy, tmp_path, text):
    path = tmp_path / "anatomy.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ExplainError, match=r"run: python build\.py train anatomy"):
        fingerprint(replace(toy, rests_on=(path,)))
