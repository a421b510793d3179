"""A cell with a `compute` becomes the file of a figure."""

import numpy as np
import pytest

from aeexplain.demo import Choice, Slider, Toggle
from aeexplain.errors import ExplainError
from aeexplain.notebook.cell_magic import demo_text, figure

WAVES = """
PLANE = Plane.over(400, 200, (0, 12), (-2, 2))

def compute(
    shift=(0.0, 3.2, 0.1),
    steps=(1, 9),
    squared=False,
    curve=("sine", "cosine"),
):
    t = np.linspace(0, 12, 100)
    y = (np.sin(t), np.cos(t))[curve] + np.sin(t + shift)
    height = float(abs(y).max())
    return {
        "wave_height": readout(height, ".2f"),
        "both": drawing(400, 200, line(PLANE, t, y, "a"), says=f"a wave of height {height:.2f}, {steps}, {squared}"),
    }
"""


def declared(text):
    names = {"__name__": "figure"}
    exec(compile(text, "figure.py", "exec"), names)
    return names["DEMO"]


def test_what_the_cell_leaves_out_is_added():
    demo = declared(demo_text("two-waves", WAVES))
    assert demo.controls == {
        "shift": Slider("Shift", 0.0, 3.2, start=1.6, step=0.1, plays=True),
        "steps": Slider("Steps", 1, 9, start=5, step=1, plays=True),
        "squared": Toggle("Squared"),
        "curve": Choice("Curve", ("sine", "cosine")),
    }
    assert list(demo.views) == ["both", "wave_height"]
    frame = demo.frame(demo.read({"shift": "0", "curve": "sine"}), {})
    assert frame.views["wave_height"].value == pytest.approx(
        2 * np.abs(np.sin(np.linspace(0, 12, 100))).max()
    )
    assert frame.says == "shift 0, steps 5, squared off, curve sine"


def test_what_the_cell_has_stays_as_it_is():
    cell = demo_text("two-waves", WAVES)
    assert demo_text("two-waves", cell) == cell


def test_the_file_is_written_once_the_figure_can_be_shown(tmp_path):
    shown = figure("two-waves", WAVES, tmp_path)
    path = tmp_path / "demos" / "two_waves.py"
    assert path.read_text() == demo_text("two-waves", WAVES)
    assert 'data-demo="figure"' in shown.html
    figure("two-waves", WAVES, tmp_path)
    other = WAVES.replace("0, 12, 100", "0, 12, 50")
    with pytest.raises(ExplainError, match=r"two_waves\.py: is there already.*%%figure two-waves --replace"):
        figure("two-waves", other, tmp_path)
    figure("two-waves --replace", other, tmp_path)
    assert "0, 12, 50" in path.read_text()


@pytest.mark.parametrize(
    ("line", "cell", "told"),
    [
        ("", WAVES, "names no figure"),
        ("Two waves", WAVES, "names no figure"),
        ("waves", "x = 1", "has no function compute"),
        ("waves", "def compute(:", r"%%figure waves:1: is no Python"),
        ("waves", "def compute(shift): return {}", r"%%figure waves:1: shift has no default"),
        ("waves", "def compute(shift=(3, 1)): return {}", "the default of shift makes no control"),
        ("waves", "def compute(shift=np.pi): return {}", "the default of shift makes no control"),
        ("waves", "def compute(): ...\nDEMO = 3", "its DEMO is no Demo"),
    ],
)
def test_what_is_no_figure_is_told_and_nothing_is_written(tmp_path, line, cell, told):
    with pytest.raises(ExplainError, match=told):
        figure(line, cell, tmp_path)
    assert list(tmp_path.iterdir()) == []
