"""What is wrong with a demo is one line with its file, its line and its state, found when the figure is drawn."""

import re
import signal
from pathlib import Path

import pytest

from aeexplain import demos
from aeexplain.cache import Cache
from aeexplain.site.build_context import BuildContext
from aeexplain.site.figures import isolation
from aeexplain.site.figures.figure import FailedFigure, Figure
from aeexplain.site.figures.render import draw
from aeexplain.site.markup.nodes import FigureRequest

HEAD = """import numpy as np
from aeexplain.demo import *
from aeexplain.draw import *
P = Plane.over(400, 220, (0, 13), (-2, 2), margins=(28, 12, 38, 42))
t = np.linspace(0, 4 * np.pi, 200)
S = {"s": Slider("S", 0, 3, start=1)}
def shown(svg): return drawing(400, 220, svg, says="a wave", reach=P.reach)
def demo(compute, controls=S, **more):
    return Demo(compute, lambda: "It is.", controls, {"v": View("V")}, **more)
"""
LINES = HEAD.count("\n")
STATE = r"demo 'broken' at s=1: view 'v': "


@pytest.fixture
def drawn(tmp_path, monkeypatch):
    """A function that draws a demo of a text, which follows what every demo here begins with."""
    monkeypatch.setattr(demos, "__path__", demos.__path__)  # as it is afterwards again
    monkeypatch.chdir(tmp_path)
    (tmp_path / "points.csv").write_text("1\n2\n")
    file = tmp_path / "demos" / "broken.py"
    file.parent.mkdir()

    def draws(text, head=HEAD, draft=False):
        file.write_text(head + text + "\n")
        with BuildContext(tmp_path, Cache(tmp_path / "cache")) as context:
            return draw(FigureRequest.plain("broken"), context, draft)

    return draws


def refusal(answer):
    """The one line that tells why a figure is refused, without the folder of its file."""
    assert isinstance(answer, FailedFigure)
    (error,) = answer.errors
    assert "\n" not in str(error)
    folder, _, rest = str(error).partition("broken.py")
    assert Path(folder).is_absolute() or folder == "src/aeexplain/demos/"
    return rest


VIEWS = {
    "nan in a line": ('shown(line(P, t, np.sin(t) / (t > 0), "a"))', r"line: ys\[0\] is nan; leave such a point out"),
    "infinite points": ('shown(points(P, t / 0, t, "a"))', r"points: xs\[0\] is nan \(200 of 200 are not finite\)"),
    "a huge number": ('shown(line(P, t, t * 1e300, "a"))', r"line: ys lies beyond all screens: its largest size is 1.26e\+301"),
    "a huge whole number": ('shown(line(P, [1, 2], [10**30, 2], "a"))', r"line: ys holds 1e\+30, too large"),
    "complex numbers": ('shown(line(P, t, np.exp(1j * t), "a"))', "line: ys is an array of complex numbers"),
    "booleans": ('shown(line(P, t, t > 1, "a"))', "line: ys is an array of booleans, not of numbers; write"),
    "uneven rows": ('shown(line(P, [1, [2, 3]], [1, 2], "a"))', "line: xs has rows of different lengths"),
    "lengths that differ": ('shown(line(P, t, t[:9], "a"))', r"line: wants \(n,\) and \(n,\), got xs \(200,\) and ys \(9,\)"),
    "arrows": ('shown(arrows(P, np.ones((2, 2)), np.full((2, 2), np.inf), "a"))', r"arrows: displacements\[0, 0\] is inf"),
    "segments": ('shown(segments(P, [[0, np.nan]], [[1, 1]], "a"))', r"segments: starts\[0, 1\] is nan"),
    "trails": ('shown(trails(P, np.full((3, 2, 2), np.nan), "a"))', r"trails: paths\[0, 0, 0\] is nan"),
    "scatter_groups": ('shown(scatter_groups(P, [np.nan], [1], np.array([0]), ("a",)))', r"scatter_groups: xs\[0\] is nan"),
    "polygons": ('shown(polygons(P, [[[0, 0], [1, 1], [np.inf, 0]]], "a"))', r"polygons: shapes\[0, 2, 0\] is inf"),
    "ellipses": ('shown(ellipses(P, [[0, 0]], np.full((1, 2, 2), np.nan), "a"))', r"polygons: shapes\[0, 0, 0\] is nan"),
    "bars": ('shown(bars(P, np.array([1, np.nan]), np.array([True, True])))', r"bars: heights\[1\] is nan"),
    "a rule": ("shown(rule(P, x=np.nan))", "rule: x is nan"),
    "opacity_marks": ('shown(opacity_marks([[1, 1]], np.array([np.nan]), 3, "a"))', r"opacity_marks: shares\[0\] is nan"),
    "thumbnails": (
        "shown(thumbnails(np.full((1, 2, 2), np.nan), [[0, 0]], (1, 1)))",
        r"thumbnails: pictures\[0, 0, 0\] is nan",
    ),
    "filled_contours": (
        'shown(filled_contours(P, np.full((3, 3), np.nan), [1], "a"))',
        r"filled_contours: heights\[0, 0\] is nan",
    ),
    "a rule far away": ("shown(rule(P, x=1e300))", r"rule: x is 1e\+300; give it a place"),
    "a rule of a huge whole number": ("shown(rule(P, y=2**64))", r"rule: y is 1.84467e\+19; give it a place"),
    "a complex attribute": ('shown(tag("circle", cx=1j))', "cx is 1j; give it a place"),
    "an attribute of nothing": ('shown(tag("circle", cx=None))', "cx is None; give it a place"),
    "an array as attribute": ('shown(tag("circle", cx=t))', r"cx is \[ 0"),
    "a huge attribute": ('shown(tag("circle", cx=2**64))', "cx is 18446744073709551616; give it a place"),
    "half an infinity": ('shown(tag("circle", cx=np.float16(70000)))', "cx is inf; give it a place"),
    "a label's place": ('shown(label("x", np.nan, 3))', "x is nan"),
    "a label's text": ('shown(label(f"{np.nan:.2f}", 3, 3))', "label: the text says 'nan'"),
    "an attribute": ('shown(tag("rect", x=np.float32("inf")))', "x is inf"),
    "ink": ('ink(np.full((3, 3), np.nan), "x")', r"ink: x\[0, 0\] is nan \(9 of 9"),
    "an image of one axis": ('ink(np.zeros(784), "x")', r"ink: x has the shape \(784,\), an image has \(height, width\)"),
    "heat without a top": ('heat(np.ones((3, 3)), 0, "x")', "heat: top is 0"),
    "a scale without length": ('scaled(np.ones((3, 3)), 2, 2, "x")', "scaled: span is 0"),
    "an infinite reach": ('signed(np.ones((3, 3)), np.inf, "x")', "signed: reach is inf"),
    "reached": ('reached(ink(np.zeros((2, 2)), "x"), x=(0, np.nan), y=(0, 1))', "reached: x goes from 0 to nan"),
    "a readout": ("readout(np.inf)", "readout: wants one finite number or None, got inf"),
    "a readout of an array": ("readout(np.ones(3))", "readout: wants one finite number or None, got array"),
    "a readout of a boolean": ("readout(True)", "readout: wants one finite number"),
    "a complex readout": ("readout(1j)", "readout: wants one finite number"),
}  # fmt: skip


@pytest.mark.parametrize("case", VIEWS)
def test_a_number_that_cannot_be_drawn_is_told_with_demo_view_state_and_value(drawn, case):
    view, message = VIEWS[case]
    answer = refusal(drawn(f'def compute(s):\n    return {{"v": {view}}}\nDEMO = demo(compute)'))
    assert re.match(rf":{LINES + 2}: {STATE}{message}", answer), answer


PLAIN = 'def compute(s): return {"v": readout(1)}\n'
WRONG = {
    "words of no text": (
        'def compute(s): return {"v": Words(1j)}\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=1: view 'v' says a complex, not a text",
    ),
    "half a character": (
        'def compute(s): return {"v": Words("\\ud800")}\nDEMO = demo(compute)',
        ":10: demo 'broken': view 'v' holds '\\ud800', a character that no page can show",
    ),
    "half a character in a drawing": (
        'def compute(s): return {"v": shown(label("\\ud800", 3, 3))}\nDEMO = demo(compute)',
        ":10: demo 'broken': view 'v' holds '\\ud800', a character that no page can show",
    ),
    "half a character in a sentence": (
        PLAIN + 'DEMO = Demo(compute, lambda: "\\ud800.", S, {"v": View("V")})',
        ":11: demo 'broken': describe says '\\ud800'; a character that no page can show",
    ),
    "a null byte": ("x = '\0'", ": no Python: source code string cannot contain null bytes"),
    "a colour that there is not": (
        'def compute(s): return {"v": shown(line(P, t, t / 9, "purple"))}\nDEMO = demo(compute)',
        ":10: demo 'broken': view 'v' has a path of the colour 'purple', there are a, add, b, dimmed, ink, muted, take",
    ),
    "a complex place": (
        'def compute(s): return {"v": shown(tag("path", d=f"M0 {1j}"))}\nDEMO = demo(compute)',
        ":10: demo 'broken': view 'v' has a path whose d is no place: 'M0 1j'",
    ),
    "a run that is a number": (
        PLAIN + "def run(s): return 3\nDEMO = demo(compute, run=run)",
        ":11: demo 'broken' at s=1: run returns an int, not its views one after another; yield them",
    ),
    "chance": (
        'def compute(s): return {"v": readout(np.random.rand())}\nDEMO = demo(compute)',
        ":10: demo 'broken': view 'v' differs when the same state is drawn again; take chance from `rng`",
    ),
    "a memory": (
        'import itertools\nC = itertools.count()\ndef compute(s): return {"v": ink(np.full((2, 2), next(C) / 99), "x")}\n'
        "DEMO = demo(compute)",
        ":12: demo 'broken': view 'v' differs when the same state is drawn again",
    ),
    "an end that nobody hears": (
        "import os\ndef compute(s): os._exit(3)\nDEMO = demo(compute)",
        ":11: demo 'broken' at s=1: ends Python",
    ),
    "an end at import that nobody hears": ("import os\nos.abort()", ":11: ends Python"),
    "a thread": (
        "import threading\nthreading.Thread(target=print).start()",
        ":11: reaches beyond its figure (_thread.start_",
    ),
    "an error channel": (
        "import sys\nprint('x', file=sys.stderr)",
        ":11: prints 'x'",
    ),
    "TeX that is none in a title": (
        PLAIN + 'DEMO = Demo(compute, lambda: "x.", S, {"v": View("$\\\\foo$")})',
        ":11: demo 'broken': malformed TeX: Undefined control sequence",
    ),
    "TeX that is none in a label": (
        PLAIN + 'DEMO = demo(compute, {"s": Slider("$\\\\href{x}{y}$", 0, 3, start=1)})',
        ":11: demo 'broken': malformed TeX: \\href is not supported",
    ),
    "a file that is no Python": ("def compute(s:\n", ":10:12: no Python: '(' was never closed"),
    "a module that there is not": ("import nothere", ":10: ModuleNotFoundError: No module named 'nothere'; in import nothere"),
    "no demo": ("x = 1", ": declares no DEMO; end it with DEMO = Demo"),
    "a demo of another type": ("DEMO = {}", ": its DEMO is a dict, not a Demo"),
    "a slider without steps": ('Slider("S", 0, 3, start=1, step=0)', ":10: slider 'S': has steps of 0"),
    "a slider that falls": ('Slider("S", 3, 0, start=1)', ":10: slider 'S': goes from 3 to 0"),
    "a slider without an end": ('Slider("S", 0, np.inf, start=1)', ":10: slider 'S': its high is inf"),
    "a start between steps": (
        'Slider("S", 0, 3, start=1.5)',
        ":10: slider 'S': starts at 1.5, where it cannot stand; the nearest",
    ),
    "a start outside": ('Point("P", "v", (0, 1), (0, 1), (0, 7))', ":10: point 'P': starts at (0, 7), where it cannot stand"),
    "an elevation beyond the pole": ('Rotation("R", "v", (0, 91))', ":10: rotation 'R': starts at (0, 91), where"),
    "a choice of nothing": ('Choice("S", ())', ":10: choice 'S': has the options ()"),
    "an option twice": ('Choice("S", ("a", "a"))', ":10: choice 'S': has the option 'a' twice"),
    "a choice that starts nowhere": ('Choice("S", ("a", "b"), start=2)', ":10: choice 'S': starts at 2"),
    "a seed of no number": ('Seed("S", "New", start=-1)', ":10: seed 'S': starts at -1"),
    "cells that there are not": ('Cells("S", "v", 2, 2, start=(4,))', ":10: cells 'S': starts with the cells (4,)"),
    "a control of no type": ('Demo(lambda s: {}, lambda: "", {"s": 3}, {})', ":10: demo 'broken': controls: 's' is an int"),
    "a name that is none": ('Demo(lambda S: {}, lambda: "", {"S": Toggle("S")}, {})', ":10: demo 'broken': 'S' is no name"),
    "other views": (
        'def compute(s): return {"w": readout(1)}\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=1: compute returns the views w, declared are v",
    ),
    "no views": ("def compute(s): pass\nDEMO = demo(compute)", ":10: demo 'broken' at s=1: compute returns None"),
    "a text for a view": (
        'def compute(s): return {"v": "x"}\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=1: view 'v' is a str, not",
    ),
    "pixels of another type": (
        'def compute(s): return {"v": Pixels(np.ones((3, 3, 3), np.uint8), "x", "ink")}\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=1: view 'v' holds uint8 (3, 3, 3), its pixels are uint8 (height, width, 4)",
    ),
    "words of nan": (
        'def compute(s): return {"v": Words(f"it is {np.nan:.2f}")}\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=1: view 'v' says 'nan', which is no finite number",
    ),
    "a sentence of inf": (
        PLAIN + 'DEMO = Demo(compute, lambda v: f"{np.inf}.", S, {"v": View("V")})',
        ":11: demo 'broken' at s=1: describe says 'inf'",
    ),
    "a path with nan": (
        'def compute(s): return {"v": shown(tag("path", d=f"M{np.nan} 3"))}\nDEMO = demo(compute)',
        ":10: demo 'broken': view 'v' has a path whose d is not finite: 'Mnan'",
    ),
    "a path of overflown whole numbers": (
        'def compute(s): return {"v": shown(tag("path", d=f"M1 {np.iinfo(int).min}"))}\nDEMO = demo(compute)',
        ":10: demo 'broken': view 'v' has a path whose d lies beyond all screens: 'M1 -9223372036854775808'",
    ),
    "a scale of nan": (
        'def compute(s): return {"v": shown(axes(Plane.over(9, 9, (0, np.nan), (0, 1)), "a", "b"))}\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=1: a scale's domain is 0 to nan",
    ),
    "no text alternative": (
        'def compute(s): return {"v": drawing(9, 9, says=" ")}\nDEMO = demo(compute)',
        ":10: demo 'broken': view 'v' has no text alternative",
    ),
    "another position": (
        'def compute(s): return {"v": readout(np.inf if s == 3 else 1)}\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=3: view 'v': readout: wants one finite number or None, got inf",
    ),
    "a corner away from the atlas": (
        'def compute(s, k): return {"v": readout(np.nan if k else 1)}\nDEMO = demo(compute, S | {"k": Toggle("K")})',
        ":10: demo 'broken' at s=1, k=on: view 'v': readout: wants one finite number or None, got nan",
    ),
    "a corner of two controls": (
        'def compute(s, k): return {"v": readout(1 / (4 - s - k))}\nDEMO = demo(compute, S | {"k": Toggle("K")})',
        ":10: ZeroDivisionError: division by zero, demo 'broken' at s=3, k=on; in def compute",
    ),
    "another kind of view": (
        'def compute(s): return {"v": readout(1) if s < 2 else Words("x")}\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=3: view 'v' is Words, at the start Readout",
    ),
    "a point without axes": (
        'def compute(p): return {"v": drawing(9, 9, says="x")}\n'
        'DEMO = demo(compute, {"p": Point("P", "v", (0, 1), (0, 1), (0, 0))})',
        ":10: demo 'broken': the control 'p' moves on the view 'v', which has no axes; give it some: drawing(",
    ),
    "a slider's handle without axes": (
        'def compute(p): return {"v": ink(np.zeros((2, 2)), "x")}\nDEMO = demo(compute, {"p": Slider("P", 0, 4, 0, on="v")})',
        ":10: demo 'broken': the control 'p' moves on the view 'v', which has no axes; give it some by `reached(",
    ),
    "a slider's handle past the end of the axis": (
        'R = Plane.over(9, 9, (0, 4), (0, 1)).reach\ndef compute(p): return {"v": drawing(9, 9, says="x", reach=R)}\n'
        'DEMO = demo(compute, {"p": Slider("P", 0, 4, 0, on="v", offset=0.5)})',
        ":11: demo 'broken': the control 'p' moves on the view 'v', which has an axis x from 0 to 4, and the handle goes "
        "from 0.5 to 4.5; give the plot a longer axis",
    ),
    "a knob without a track": (
        'R = Plane.over(9, 9, (0, 4), (0, 1)).reach\ndef compute(p): return {"v": drawing(9, 9, says="x", reach=R)}\n'
        'DEMO = demo(compute, {"p": Slider("P", 0, 4, 0, on="v", grip="knob")})',
        ":11: demo 'broken': the control 'p' moves on the view 'v', which has no track; give it one: drawing(",
    ),
    "a second view without axes": (
        'def compute(p): return {"v": reached(ink(np.zeros((2, 2)), "x"), (0, 5), (0, 1)), "w": ink(np.zeros((2, 2)), "x")}\n'
        'S = {"p": Slider("P", 0, 4, 0, on=("v", "w"), grip="ring")}\n'
        'DEMO = Demo(compute, lambda: "x.", S, {"v": View("V"), "w": View("W")})',
        ":10: demo 'broken': the control 'p' moves on the view 'w', which has no axes",
    ),
    "a sheet of words": (
        'def compute(p): return {"v": Words("x")}\nDEMO = demo(compute, {"p": Choice("P", ("a", "b"), on="v", columns=2)})',
        ":10: demo 'broken': the control 'p' moves on the view 'v', which is Words; name a drawing or an image",
    ),
    "a rotation of a number": (
        'def compute(p): return {"v": readout(1)}\nDEMO = demo(compute, {"p": Rotation("P", "v", (0, 1))})',
        ":10: demo 'broken': the control 'p' moves on the view 'v', which is Readout",
    ),
    "a name that only run reaches": (
        PLAIN + "def run(s):\n    yield compute(s)\n    yield nope\nDEMO = demo(compute, run=run)",
        ":13: NameError: name 'nope' is not defined, demo 'broken' at s=1; in yield nope",
    ),
    "nan that only run reaches": (
        PLAIN + 'def run(s):\n    yield compute(s)\n    yield {"v": readout(np.nan)}\nDEMO = demo(compute, run=run)',
        ":13: demo 'broken' at s=1: view 'v': readout: wants one finite number",
    ),
    "a run of nothing": (
        PLAIN + "def run(s):\n    if 0: yield\nDEMO = demo(compute, run=run)",
        ":11: demo 'broken': run yields nothing",
    ),
    "a check that does not hold": (
        PLAIN + 'DEMO = demo(compute, checks=[Check("s is small", lambda s: (s, "<", 1))])',
        ":11: demo 'broken' at the start: the check 's is small' does not hold: 1 < 1; mend what the figure computes, or say",
    ),
    "a check that raises": (
        PLAIN + 'DEMO = demo(compute, checks=[Check("s is small", lambda s: (s / 0, "<", 1))])',
        ":11: ZeroDivisionError: division by zero, demo 'broken' at s=1",
    ),
    "a check of what there is not": (
        PLAIN + 'DEMO = demo(compute, checks=[Check("k is small", lambda k: (k, "<", 1))])',
        ":11: demo 'broken' at s=1: compute returns no 'k', which the check 'k is small' takes; name a control or a view",
    ),
    "checks without a comma": (
        PLAIN + 'DEMO = demo(compute, checks=(Check("s is small", lambda s: (s, "<", 1))))',
        ":9: demo 'broken': checks is a Check, not a tuple of them; write checks=(Check(",
    ),
    "an end of Python": ("def compute(s): raise SystemExit(3)\nDEMO = demo(compute)", ":10: ends Python (SystemExit: 3)"),
    "an exit at import": ("raise SystemExit", ":10: ends Python"),
    "an endless recursion": ("def compute(s): return compute(s)\nDEMO = demo(compute)", ":10: RecursionError: maximum"),
    "an exception of two lines": (
        'def compute(s): raise ValueError("a\\nb")\nDEMO = demo(compute)',
        ":10: ValueError: a b, demo",
    ),
    "print": (
        "def compute(s): print('hello')\nDEMO = demo(compute)",
        ":10: demo 'broken' at s=1: prints 'hello'; show it in a view",
    ),
    "a file": (
        'def compute(s): return open("points.csv")\nDEMO = demo(compute)',
        ":10: demo 'broken' at s=1: opens 'points.csv'; a reader's",
    ),
    "a file at import": ('T = np.loadtxt("points.csv")', ":10: opens 'points.csv'; a reader's browser has no such file; have"),
    "a file by its path": ('from pathlib import Path\nT = Path("points.csv").read_text()', ":11: opens 'points.csv'"),
    "a file that does not matter to it": (
        'try: open("points.csv")\nexcept Exception: pass\n' + PLAIN + "DEMO = demo(compute)",
        ":10: opens 'points.csv'",
    ),
    "a process": ('import subprocess\nsubprocess.run(["true"])', ":11: reaches beyond its figure (subprocess.Popen)"),
    "a socket": ("import socket\nsocket.socket()", ":11: reaches beyond its figure (socket.__new__)"),
    "a folder": ('import os\nos.listdir(".")', ":11: reaches beyond its figure (os.listdir)"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_demo_is_one_line(drawn, case, capsys):
    text, message = WRONG[case]
    answer = refusal(drawn(text))
    assert answer.startswith(message), answer
    assert capsys.readouterr() == ("", "")


def test_what_a_demo_imports_it_may(drawn):
    text = "def compute(s):\n    import numpy.polynomial.hermite, csv\n    return {'v': readout(s)}\nDEMO = demo(compute)"
    assert isinstance(drawn(text), Figure)


def test_what_a_demo_is_warned_of_and_does_not_draw_is_not_said(drawn, capsys):
    answer = drawn(
        "def compute(s):\n    np.log(np.zeros(2))\n    return {'v': readout(s)}\nDEMO = demo(compute)"
    )
    assert isinstance(answer, Figure)
    assert capsys.readouterr() == ("", "")


def test_a_draft_may_print(drawn, capsys):
    text = "def compute(s):\n    print('so far')\n    return {'v': readout(s)}\nDEMO = demo(compute)"
    assert isinstance(drawn(text, draft=True), Figure)
    assert capsys.readouterr().out == "so far\n"


@pytest.mark.parametrize(
    "loop",
    ["while True: pass", "while True:\n        try: sum(range(99999))\n        except Exception: break"],
)
@pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system has no clock of what a process computes"
)
def test_a_loop_without_end_is_told_with_its_line(drawn, monkeypatch, loop):
    monkeypatch.setattr(isolation, "SECONDS", 0.3)
    answer = refusal(drawn(f"def compute(s):\n    {loop}\nDEMO = demo(compute)"))
    assert re.match(rf":{LINES + 2}|:{LINES + 3}", answer)
    assert "takes longer than 0.3 seconds; draw less" in answer


def test_a_main_control_that_changes_no_picture_of_the_stage_is_refused(drawn):
    still = 'demo(lambda s: {"v": shown(line(P, t, np.sin(t), "a"))})'
    wanted = r":10: demo 'broken': the main control 's' changes no picture of the stage \(v\); name another by main="
    assert re.match(wanted, refusal(drawn(f"DEMO = {still}")))


def test_a_main_control_that_changes_the_stage_in_the_middle_alone_is_well(drawn):
    moving = 'DEMO = demo(lambda s: {"v": shown(line(P, t, np.sin(t + (s == 2)), "a"))})'
    assert isinstance(drawn(moving), Figure)


def test_all_checks_that_do_not_hold_are_told_together(drawn):
    two = 'Check("s is small", lambda s: (s, "<", 1)), Check("s is large", lambda s: (s, ">", 1))'
    answer = drawn(f"{PLAIN}DEMO = demo(compute, checks=[{two}])")
    assert [re.search("the check '(.*?)'", error.what)[1] for error in answer.errors] == [
        "s is small",
        "s is large",
    ]


def test_a_figure_whose_checks_hold_says_how_many_there_are(drawn):
    assert (
        drawn(PLAIN + 'DEMO = demo(compute, checks=[Check("s is one", lambda s: (s, "==", 1))])').checks == 1
    )


def test_a_draft_is_drawn_though_a_check_does_not_hold(drawn):
    text = PLAIN + 'DEMO = demo(compute, checks=[Check("s is small", lambda s: (s, "<", 1))])'
    assert isinstance(drawn(text, draft=True), Figure)
