"""In a notebook a figure's data lie beside the notebook, or beside the file that declares it."""

import json
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from aeexplain.errors import ExplainError
from aeexplain.notebook import figure, show

SOURCE = """
from aeexplain.demo import Demo, Slider, View, readout


def compute(data, n):
    return {"sum": readout(n * data["y"].sum(), ".1f")}


def describe(n):
    return f"{n} times."


controls = {"n": Slider("Number", 0, 5, start=1)}
DEMO = Demo(compute, describe, controls=controls, views={"sum": View("Sum")}, data={"data": "points.csv"})
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A notebook's folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "points.csv").write_text("x,y\n0,1\n1,2.5\n")
    return tmp_path


def total(shown):
    message = {"kind": "frame", "id": 1, "values": {"n": "2"}, "views": ""}
    reply, _ = shown.kernel.answer(message)
    return json.loads(reply["header"])["views"]["sum"]["value"]


def test_a_cells_data_lie_beside_the_notebook(folder):
    names = {"__name__": "__main__"}
    exec(compile(SOURCE, "<ipython-input-1>", "exec"), names)
    assert total(show(names["DEMO"])) == 7


def test_a_modules_data_lie_beside_its_file(folder, monkeypatch):
    (folder / "apart").mkdir()
    (folder / "points.csv").rename(folder / "apart" / "points.csv")
    (folder / "apart" / "fit_of_a_module.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(folder / "apart")
    try:
        from fit_of_a_module import DEMO
    finally:
        sys.modules.pop("fit_of_a_module", None)
    assert total(show(DEMO)) == 7


def test_the_cell_magic_finds_data_beside_the_notebook_and_beside_the_file_that_it_writes(folder):
    assert total(figure("fit", SOURCE)) == 7
    (folder / "points.csv").rename(folder / "demos" / "points.csv")
    assert total(figure("fit-again", SOURCE)) == 7


def test_data_that_are_missing_are_told_in_one_line(folder):
    (folder / "points.csv").rename(folder / "point.csv")
    with pytest.raises(
        ExplainError, match=r"there is no file 'points\.csv' beside the demo; did you mean 'point.csv'"
    ):
        figure("fit", SOURCE)


def test_a_column_that_is_missing_is_told_with_those_that_there_are(folder):
    with pytest.raises(
        ExplainError, match=r"demos/fit\.py:7: .*the data have no column 'z'; there are: 'x', 'y'"
    ):
        figure("fit", SOURCE.replace('["y"]', '["z"]'))


def test_a_notebook_shows_an_error_in_one_line_and_no_traceback(folder, capsys):
    shell = InteractiveShell.instance()
    try:
        shell.run_cell("from aeexplain.notebook import show\nshow(3)")
    finally:
        InteractiveShell.clear_instance()
    said = capsys.readouterr()
    assert "was given a int, not a Demo" in said.out + said.err
    assert "Traceback" not in said.out + said.err
