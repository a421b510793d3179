"""An article's code in the page: one scope, from its beginning each time, and what is wrong told in words."""

import json

import numpy as np

from aeexplain.edits.cell_stage import CellStage

CHECK, SOLUTION = "assert f(2) == 4, 'twice 2 is 4'\n", "def f(x):\n    return 2 * x\n"


def ran(stage, source, check="", solution="", begins=False):
    header, pixels = stage.run(source, check, solution, begins)
    assert pixels == b""
    return json.loads(header)


def test_a_cell_finds_the_names_of_those_before_it_until_all_begins_anew():
    stage = CellStage()
    ran(stage, "x = 2", begins=True)
    assert ">3</pre>" in ran(stage, "x + 1")["html"]
    assert ran(stage, "x", begins=True)["fault"]["what"] == "NameError: name 'x' is not defined"


def test_a_fault_has_its_line_in_the_cell_itself():
    stage = CellStage()
    ran(stage, "def f():\n    return 1 / 0", begins=True)
    fault = ran(stage, "a = 1\n\nf()")["fault"]
    assert (fault["what"], fault["line"]) == ("ZeroDivisionError: division by zero", 3)
    assert ran(stage, "x = (")["fault"]["line"] == 1


def test_what_a_cell_changed_in_numpy_is_gone_when_all_begins_anew():
    stage, exp = CellStage(), np.exp
    ran(stage, "import numpy as np\nnp.exp = abs", begins=True)
    assert np.exp is not exp
    ran(stage, "1", begins=True)
    assert np.exp is exp


def test_an_exercise_is_solved_by_whatever_its_check_holds_for():
    stage = CellStage()
    assert ran(stage, "def f(x):\n    return x + x", CHECK, SOLUTION, begins=True)["holds"] is True
    unmet = ran(stage, "def f(x):\n    return x", CHECK, SOLUTION, begins=True)
    assert (unmet["holds"], unmet["unmet"]) == (False, "twice 2 is 4")


def test_after_an_exercise_that_is_not_solved_stands_its_solution():
    stage = CellStage()
    for bad in ("def f(x):\n    return x", "def f(x:", "raise SystemExit"):
        ran(stage, bad, CHECK, SOLUTION, begins=True)
        assert ">6</pre>" in ran(stage, "f(3)")["html"]


def test_a_check_leaves_no_names_behind():
    stage = CellStage()
    ran(stage, SOLUTION, "y = f(2)\nassert y == 4", SOLUTION, begins=True)
    assert "fault" in ran(stage, "y")
