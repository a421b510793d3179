"""Edited modules: run under the figure's contract, told at their line, and kept apart from one another."""

import base64
import io
import json
import unicodedata

import numpy as np
import pytest
from PIL import Image

from aeexplain import bridge
from aeexplain.demo import Demo, Pixels
from aeexplain.edits.characters import NAMED, NAMES, numbered
from aeexplain.edits.png import data_url
from aeexplain.edits.stage import EditStage

SOURCE = bridge.source("projection")
NEW_SLIDER = SOURCE.replace("def compute(", "def compute(extra, ").replace(
    "    controls={", '    controls={\n        "extra": Slider("Extra", 0, 3, start=1),'
)


@pytest.fixture(scope="module")
def weights(root):
    return {path.stem: path.read_text("utf-8") for path in sorted((root / "weights").glob("*.json"))}


def edited(stage, source, name="projection", values=None, options=None):
    header, pixels = stage.edit(name, name, source, json.dumps(values or {}), json.dumps(options or {}))
    return json.loads(header), pixels


def fault(source, name="projection"):
    return edited(EditStage(), source, name)[0]["fault"]


@pytest.mark.parametrize("name", bridge.names())
def test_every_demo_runs_as_an_edited_module_and_draws_what_it_draws(name, weights):
    stage, plain = EditStage(), bridge.Stage()
    for file in bridge.find(name).weights.values():
        stage.load(file, weights[file])
        plain.load(file, weights[file])
    header, pixels = edited(stage, bridge.source(name), name)
    drawn, own_pixels = plain.frame(name, "{}")
    assert header["views"] == json.loads(drawn)["views"]
    assert pixels == own_pixels
    assert header["main"] == bridge.find(name).main_control
    for control in bridge.find(name).controls:
        assert f'data-control="{control}"' in header["form"]
    for view in bridge.find(name).views:
        assert f'data-view="{view}"' in header["form"]


def test_a_form_is_the_same_in_all_states_and_another_where_a_control_is_new():
    stage = EditStage()
    first, moved, more = (
        edited(stage, SOURCE)[0],
        edited(stage, SOURCE, values={"angle": 20})[0],
        edited(stage, NEW_SLIDER)[0],
    )
    assert first["form"] == moved["form"] != more["form"]
    assert first["views"] != moved["views"]
    assert 'data-control="extra"' in more["form"]


def test_state_is_kept_as_far_as_there_are_still_controls_for_it():
    values = {"angle": 20, "gone": 3, "seed": "no number"}
    kept = edited(EditStage(), SOURCE, values=values)[0]["values"]
    assert kept["angle"] == "20"
    assert "gone" not in kept
    assert kept["seed"] == bridge.find("projection").show(bridge.find("projection").start())["seed"]


def test_an_articles_options_hold_as_far_as_the_edit_leaves_them():
    header = edited(EditStage(), SOURCE, options={"angle": "30", "gone": "1"})[0]
    assert header["values"]["angle"] == "30"


@pytest.mark.parametrize(
    ("source", "what", "line"),
    [
        (SOURCE + "\n(", "This is no Python: '(' was never closed", len(SOURCE.split("\n")) + 1),
        ("x = 1\nimport scipy.signal", "The module 'scipy' is not in the page", 2),
        ("from numpy import vector", "ImportError: cannot import name 'vector' from 'numpy'", 1),
        ("a = 1\n\nb", "NameError: name 'b' is not defined", 3),
        ("x = 1", "The module declares no DEMO", 0),
        ("DEMO = 3", "DEMO is a int, not a Demo", 0),
        ("raise SystemExit", "The module ends Python (SystemExit)", 1),
        ("def f():\n    return 1 / 0\n\nf()", "ZeroDivisionError: division by zero", 2),
        ("x = 1\0", "SyntaxError: source code string cannot contain null bytes", 0),
        (
            NEW_SLIDER.replace("extra, ", ""),
            "compute takes angle, seed; controls, weights and data give angle, extra, seed",
            None,
        ),
    ],
)
def test_what_is_wrong_is_told_in_words_at_its_line(source, what, line):
    found = fault(source)
    assert found["what"].startswith(what)
    if line is not None:
        assert found["line"] == line


def test_a_traceback_tells_of_the_readers_text_alone():
    source = SOURCE.replace(
        "def compute(", "def _bad():\n    return np.linalg.inv(np.zeros((2, 2)))\n\n\ndef compute("
    ).replace("    return {", "    _bad()\n    return {", 1)
    found = fault(source)
    lines = source.split("\n")
    assert "Singular matrix" in found["what"]
    assert [name for _, name in found["calls"]] == ["compute", "_bad"]
    assert "np.linalg.inv" in lines[found["line"] - 1]


def test_a_view_without_a_text_alternative_is_refused():
    source = SOURCE.replace("says=", "says='' and ")
    assert "text alternative" in fault(source)["what"] or "says" in fault(source)["what"]


def test_what_is_wrong_leaves_the_last_good_version():
    stage = EditStage()
    good = edited(stage, NEW_SLIDER)[0]
    assert "fault" in edited(stage, SOURCE + "\n(")[0]
    header, _ = stage.frame("projection", json.dumps({"extra": 2}))
    assert json.loads(header)["views"].keys() == good["views"].keys()


def test_a_frame_that_fails_is_a_fault_at_its_line():
    stage = EditStage()
    source = SOURCE.replace("    return {", "    1 / (angle - 20)\n    return {", 1)
    edited(stage, source)
    found = json.loads(stage.frame("projection", json.dumps({"angle": 20}))[0])["fault"]
    assert found["what"].startswith("ZeroDivisionError")
    assert "1 / (angle - 20)" in source.split("\n")[found["line"] - 1]


def test_weights_that_are_not_loaded_are_asked_for(weights):
    stage = EditStage()
    source = bridge.source("bottleneck")
    assert edited(stage, source, "bottleneck")[0] == {"wants": ["bottleneck"]}
    stage.load("bottleneck", weights["bottleneck"])
    assert "form" in edited(stage, source, "bottleneck")[0]


def test_what_an_edit_changed_in_numpy_is_gone_for_the_next():
    stage, exp = EditStage(), np.exp
    patch = "import numpy as np\nnp.exp = lambda x: 0 * x\nnp.novelty = 3\n"
    assert "form" in edited(stage, patch + SOURCE)[0]
    assert np.exp is not exp
    assert "form" in edited(stage, SOURCE)[0]
    assert np.exp is exp
    assert not hasattr(np, "novelty")


def test_an_edit_that_fails_takes_nothing_from_the_last_good_version():
    stage = EditStage()
    good = edited(stage, "import numpy as np\nnp.novelty = 3\n" + SOURCE)[0]
    assert "fault" in edited(stage, "import numpy as np\nnp.cos = np.array = np.novelty = None\n1 / 0")[0]
    header, _ = stage.frame("projection", "{}")
    assert json.loads(header)["views"] == good["views"]
    assert np.novelty == 3
    assert "form" in edited(stage, SOURCE)[0]


def test_what_an_edit_changed_in_a_class_is_gone_for_the_next():
    stage, frame = EditStage(), Demo.frame
    patch = "import aeexplain.demo as d\nd.Demo.frame = lambda *a: 1\nd.Demo.novelty = 3\nd.Demo.__len__ = lambda d: 3\n"
    assert "fault" in edited(stage, patch + SOURCE)[0]
    assert "form" in edited(stage, SOURCE)[0]
    assert Demo.frame is frame
    assert not hasattr(Demo, "novelty")
    assert not hasattr(Demo, "__len__")


@pytest.mark.parametrize(
    "raised",
    [
        "type('E', (Exception,), {'__str__': lambda self: 1 / 0})()",
        "type('E', (Exception,), {'__str__': lambda self: 3})()",
        "SyntaxError('x', ('projection.py', 'no line', 1, ''))",
        "ModuleNotFoundError(name=3)",
        "type('E', (BaseException,), {'__notes__': property(lambda self: 1 / 0)})()",
    ],
)
def test_an_exception_that_fails_to_say_what_it_is_is_told_at_its_line_all_the_same(raised):
    found = fault(f"x = 1\nraise {raised}")
    assert found["what"]
    assert found["line"] == 2 or "no line" in raised


def test_an_image_becomes_a_png_with_its_pixels():
    rgba = np.random.default_rng(0).integers(0, 256, (3, 5, 4), dtype=np.uint8)
    address = data_url(Pixels(rgba, "noise", "colour"))
    content = base64.b64decode(address.removeprefix("data:image/png;base64,"))
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(content)), np.uint8), rgba)


def test_characters_are_known_by_their_names_where_python_has_no_table_of_names():
    for name, character in NAMES.items():
        assert unicodedata.name(character) == name
    used = {name for demo in bridge.names() for name in NAMED.findall(bridge.source(demo))}
    assert used
    assert used <= NAMES.keys()
    source = 'a = "\\N{MINUS SIGN}1 \\N{minus sign} \\N{SNOWMAN}"'
    assert numbered(source) == 'a = "\\u22121 \\u2212 \\N{SNOWMAN}"'


def checks(stage, **values):
    return json.loads(stage.check("projection", json.dumps(values))[0])


def test_the_checks_of_an_edit_are_those_that_it_declares_of_what_it_computes():
    stage = EditStage()
    edited(stage, SOURCE)
    plain = json.loads(bridge.Stage().check("projection", '{"angle": 20}')[0])
    assert checks(stage, angle=20) == plain
    edited(stage, SOURCE.replace("shadows = along[:, None] * way", "shadows = along[:, None] + way"))
    assert [each["holds"] for each in checks(stage)["checks"]] == [False, False, True]
    edited(
        stage, SOURCE + "\nfrom dataclasses import replace\nDEMO = replace(DEMO, checks=DEMO.checks[:1])\n"
    )
    assert [each["says"] for each in checks(stage)["checks"]] == [plain["checks"][0]["says"]]


def test_what_a_check_of_an_edit_raises_is_a_fault_at_its_line_and_the_edit_stays():
    stage = EditStage()
    broken = SOURCE.replace('(lost, "==",', '(1 / 0, "==",')
    assert broken != SOURCE
    assert "fault" not in edited(stage, broken)[0]
    found = checks(stage)["fault"]
    assert found["what"].startswith("ZeroDivisionError: division by zero")
    assert "1 / 0" in broken.split("\n")[found["line"] - 1]
    assert "views" in json.loads(stage.frame("projection", "{}")[0])


def test_checks_before_any_version_has_run_are_a_fault_in_words():
    assert checks(EditStage())["fault"]["what"] == "no version of it has run yet"
