"""Weight files are stamped anew only where training begins as it did."""

import shutil

import pytest

from aeexplain.errors import ExplainError
from aeexplain.training import first_steps as module
from aeexplain.training.first_steps import first_steps, restamp
from aeexplain.training.recipes import find


def test_the_digest_follows_the_arrays_and_the_losses():
    recipe = find("score-field")
    assert first_steps(recipe, 2) == first_steps(recipe, 2)
    assert first_steps(recipe, 2) != first_steps(recipe, 3)


def test_no_weight_file_is_older_than_the_sources_of_its_recipe(root):
    outdated = module._outdated(root / "weights")
    assert not outdated, f"stamp them anew, or train: {', '.join(outdated)}"


@pytest.fixture
def tree(tmp_path, root):
    """A checkout with one weight file whose stamp is of other sources."""
    weights = tmp_path / "weights"
    shutil.copytree(root / "weights", weights)
    path = weights / "score-field.json"
    text = path.read_text(encoding="utf-8")
    stamp = find("score-field")
    old = module.fingerprint(stamp)
    path.write_text(text.replace(old, "0" * 64, 1), encoding="utf-8")
    return weights, path, text


def test_a_moved_source_is_stamped_anew_and_nothing_else_changes(tree, monkeypatch):
    weights, path, text = tree
    monkeypatch.setattr(module, "_extract", lambda revision, folder: None)
    monkeypatch.setattr(module, "_digest_of", lambda name, sources: "the same")
    assert restamp(weights, "HEAD") == ["score-field"]
    assert path.read_text(encoding="utf-8") == text


def test_a_recipe_that_begins_otherwise_is_refused_and_no_file_changes(tree, monkeypatch):
    weights, path, _ = tree
    before = path.read_bytes()
    monkeypatch.setattr(module, "_extract", lambda revision, folder: None)
    monkeypatch.setattr(module, "_digest_of", lambda name, sources: str(sources))
    with pytest.raises(ExplainError, match=r"recipe 'score-field'.*other arrays.*train score-field"):
        restamp(weights, "HEAD")
    assert path.read_bytes() == before


def test_a_revision_that_git_does_not_know_is_named(tree):
    with pytest.raises(ExplainError, match="git revision 'no-such-thing'"):
        restamp(tree[0], "no-such-thing")


def test_sources_in_another_folder_are_the_ones_that_run(tmp_path, root):
    shutil.copytree(root / "src", tmp_path / "src")
    path = tmp_path / "src/aeexplain/training/recipes/score_field.py"
    same = module._digest_of("score-field", tmp_path / "src")
    assert same == module._digest_of("score-field", root / "src")
    path.write_text(path.read_text(encoding="utf-8").replace("seed=0", "seed=1"), encoding="utf-8")
    assert module._digest_of("score-field", tmp_path / "src") != same
