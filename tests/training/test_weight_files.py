"""A weight file is written whole and only when every gate is passed."""

import os
from dataclasses import replace

import pytest

from aeexplain.errors import ExplainError
from aeexplain.training.gates import Gate, check_gates
from aeexplain.training.loop import Progress
from aeexplain.training.weight_files import make, train


def test_every_step_is_told(toy, folders):
    seen = []
    make(toy, *folders, seen.append)
    assert [p.step for p in seen] == list(range(1, toy.steps + 1))
    assert all(isinstance(p, Progress) and p.total == toy.steps for p in seen)


def test_a_missed_gate_is_named_and_nothing_is_written(toy, folders):
    strict = replace(
        toy, gates=(*toy.gates, Gate("mse", "<=", 1e-9, "MSE"), Gate("gzip", "<=", 10, "bytes, gzipped"))
    )
    with pytest.raises(ExplainError) as caught:
        make(strict, *folders)
    first, second = str(caught.value).splitlines()
    assert first.startswith("recipe 'toy': MSE (mse) is ")
    assert "wants <= 1e-09, missed by " in first
    assert "bytes, gzipped (gzip) is " in second
    assert not folders[0].exists()


def test_a_missed_gate_leaves_the_old_file(toy, folders):
    before = make(toy, *folders).path.read_bytes()
    with pytest.raises(ExplainError):
        make(replace(toy, seed=9, gates=(Gate("mse", ">", 1, "MSE"),)), *folders)
    assert [path.name for path in folders[0].iterdir()] == ["toy.json"]
    assert (folders[0] / "toy.json").read_bytes() == before


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(toy, folders, monkeypatch):
    before = make(toy, *folders).path.read_bytes()

    def full(source, target):
        if str(target).endswith(".json"):
            raise OSError("disk full")
        moved(source, target)

    moved = os.replace
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        make(replace(toy, seed=9), *folders)
    assert [path.name for path in folders[0].iterdir()] == ["toy.json"]
    assert (folders[0] / "toy.json").read_bytes() == before


def test_gates_judge_the_models_as_packed(toy, folders):
    def coarse(state, x):
        finished = toy.finish(state, x)
        broken = {name: replace(p, data=p.data * 0) for name, p in finished.arrays.items()}
        return replace(finished, arrays=broken)

    with pytest.raises(ExplainError, match="MSE \\(mse\\) is"):
        make(replace(toy, finish=coarse), *folders)


def test_a_steady_metric_that_packing_moves_is_a_missed_gate(toy, folders):
    def coarse(state, x):
        finished = toy.finish(state, x)
        weight = finished.arrays["net.decoder.weight"]
        return replace(
            finished, arrays=finished.arrays | {"net.decoder.weight": replace(weight, data=weight.data // 2)}
        )

    with pytest.raises(ExplainError, match="largest change of a metric by quantisation"):
        make(replace(toy, finish=coarse, gates=(), steady=("mse",)), *folders)


@pytest.mark.parametrize(
    ("op", "bound", "passed"),
    [("<=", 2, True), ("<", 2, False), (">=", 2, True), (">", 2, False), ("<", 3, True), (">", 1, True)],
)
def test_a_gate_compares_as_it_says(op, bound, passed):
    (result,) = check_gates((Gate("a.1", op, bound, "a"),), {"a": [1, 2]})
    assert result.passed is passed
    assert result.reached == 2


@pytest.mark.parametrize("path", ["b", "a.x", "a.2", "a.1.0", "a"])
def test_a_gate_on_something_that_is_not_measured_is_an_error(path):
    with pytest.raises(ExplainError, match=r"is not (measured|one number)"):
        check_gates((Gate(path, "<", 1, "a"),), {"a": [1, 2]})


def test_a_misspelt_recipe_names_its_neighbour(tmp_path):
    with pytest.raises(ExplainError, match=r"no recipe named 'bottelneck'; did you mean 'bottleneck'\?"):
        train("bottelneck", tmp_path)


def test_a_gate_on_what_is_not_measured_names_its_recipe_and_the_neighbour():
    with pytest.raises(ExplainError) as refused:
        check_gates((Gate("msee", "<", 1, "a"),), {"mse": 1}, "bent")
    assert str(refused.value) == (
        "recipe 'bent': a gate's metric 'msee': is not measured: nothing at 'msee'; did you mean 'mse'?"
    )
