"""What `build.py models` tells about weight files."""

import json
from dataclasses import replace

import pytest

from aeexplain.errors import ExplainError
from aeexplain.training import audit, recipes
from aeexplain.training.auditing import audit_file, differences
from aeexplain.training.gates import Gate
from aeexplain.training.weight_files import make


def test_a_missing_file_has_a_row_that_says_what_to_run(tmp_path):
    row = next(row for row in audit(tmp_path) if row.recipe == "bottleneck")
    assert not row.passed
    assert row.faults == ("there is no such file; run: python build.py train bottleneck",)


def test_every_recipe_and_every_file_has_a_row(tmp_path):
    (tmp_path / "stray.json").write_text("{}")
    rows = audit(tmp_path)
    assert [row.recipe for row in rows] == sorted({*recipes.names(), "stray"})
    assert not next(row for row in rows if row.recipe == "stray").passed


def test_a_damaged_file_has_a_row_with_its_error(tmp_path):
    (tmp_path / "bottleneck.json").write_text('{"format": ')
    row = next(row for row in audit(tmp_path) if row.recipe == "bottleneck")
    assert "is not JSON or is cut short" in row.faults[0]


def test_a_good_file_passes_and_a_stricter_bar_fails_it(toy, folders):
    path = make(toy, *folders).path
    assert audit_file(toy, path, full=True).passed
    assert not audit_file(toy, path).notes
    assert not audit_file(replace(toy, gates=(Gate("mse", "<", 0, "MSE"),)), path).passed


def test_metrics_that_were_touched_up_are_found_when_measured_again(toy, folders):
    path = make(toy, *folders).path
    tree = json.loads(path.read_text(encoding="utf-8"))
    tree["metrics"]["mse"] *= 0.9
    path.write_text(json.dumps(tree))
    assert audit_file(toy, path).passed
    assert audit_file(toy, path, full=True).faults == ("metrics.mse is not what was stored",)


def test_a_recipe_that_has_changed_since_is_noted(toy, folders):
    path = make(toy, *folders).path
    row = audit_file(replace(toy, seed=99), path)
    assert row.passed
    assert "has changed since it was trained" in row.notes[0]


def test_a_file_of_another_recipe_is_refused(toy, folders):
    path = make(toy, *folders).path
    with pytest.raises(ExplainError, match="is a weight file of the recipe 'toy'"):
        audit_file(replace(toy, name="other"), path)


def test_differences_name_their_place():
    stored = {"a": [1.0, 2.0], "b": 3}
    assert not list(differences(stored, {"a": [1.0, 2.0001], "b": 3}))
    assert list(differences(stored, {"a": [1.0, 2.1], "b": 3})) == ["metrics.a.1"]
    assert list(differences(stored, {"a": [1.0, 2.0], "b": 3.1})) == ["metrics.b"]
    assert list(differences(stored, {"a": [1.0], "b": 3})) == ["metrics.a"]
    assert list(differences(stored, {"a": [1.0, 2.0]})) == ["metrics"]


def test_metrics_next_to_zero_may_differ_by_what_processors_round():
    stored = {"kl": 5.15083e-07, "apart": 0.000777245, "none": 0.0}
    assert not list(differences(stored, {"kl": 5.17567e-07, "apart": 0.000778913, "none": 1.02553e-12}))
    assert list(differences(stored, {**stored, "kl": 1.1e-05})) == ["metrics.kl"]
    assert list(differences(stored, {**stored, "apart": 0.00079})) == ["metrics.apart"]
