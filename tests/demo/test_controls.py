import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeexplain.demo import (
    Atlas,
    Cells,
    Choice,
    Demo,
    Pad,
    Point,
    Range,
    Rotation,
    Seed,
    Slider,
    Toggle,
    View,
    Words,
)
from aeexplain.demo.controls.control import Slot
from aeexplain.demo.controls.handles import Ground
from aeexplain.demo.controls.strokes import MOST_POINTS, drawn_digit
from aeexplain.errors import ExplainError

CONTROLS = {
    "slider": Slider("S", 0, 10, start=3),
    "choice": Choice("C", ("up", "down")),
    "toggle": Toggle("T"),
    "seed": Seed("N", "New noise"),
    "point": Point("P", "map", (-2, 2), (-1, 1), start=(0.5, 0.25)),
    "rotation": Rotation("R", "map", start=(30, 20)),
    "range": Range("R", 0, 10, start=(2, 8)),
    "pad": Pad("D"),
    "cells": Cells("G", "map", 4, 3, start=(1, 5)),
}


@pytest.mark.parametrize("name", [name for name in CONTROLS if name != "pad"])
def test_a_control_reads_what_it_shows(name):
    control = CONTROLS[name]
    assert control.read_value(control.show_value(control.start)) == control.start


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("toggle", True, True),
        ("toggle", "off", False),
        ("seed", "12", 12),
        ("seed", -5, 0),
        ("seed", 1e12, 9999),
        ("point", "0.5,0.25", (0.5, 0.25)),
        ("point", [9, -9], (2, -1)),
        ("rotation", "190, 100", (-170, 90)),
        ("rotation", [-180.04, 3.14159], (-180.0, 3.1)),
        ("range", "8, 2", (2, 8)),
        ("range", [3.4, 99], (3, 10)),
        ("range", (-1, -1), (0, 0)),
        ("cells", "7 3, 3".replace(",", ""), (3, 7)),
        ("cells", [11, 12, -1], (11,)),
        ("cells", "", ()),
        ("pad", "", None),
    ],
)
def test_raw_values_are_brought_into_range(name, raw, value):
    assert CONTROLS[name].read_value(raw) == pytest.approx(value) if value is not None else True
    if value is None:
        assert CONTROLS[name].read_value(raw) is None


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("toggle", 1),
        ("toggle", "yes"),
        ("seed", "x"),
        ("seed", None),
        ("point", "1"),
        ("point", "1,2,3"),
        ("point", ["a", "b"]),
        ("point", "nan,0"),
        ("point", {"x": 1}),
        ("rotation", "inf, 0"),
        ("range", "1"),
        ("range", "1, nan"),
        ("cells", "1.5"),
        ("cells", "one"),
        ("cells", 3),
        ("pad", None),
        ("pad", "1,2 x"),
        ("pad", "100,1"),
        ("pad", " ".join(["1,1"] * (MOST_POINTS + 1))),
    ],
)
def test_what_is_no_value_is_refused(name, raw):
    with pytest.raises(ValueError, match=r"wants"):
        CONTROLS[name].read_value(raw)


@given(st.one_of(st.none(), st.text(), st.floats(), st.integers(), st.lists(st.floats()), st.booleans()))
def test_nothing_from_outside_reaches_a_demo_out_of_range(raw):
    for control in CONTROLS.values():
        try:
            value = control.read_value(raw)
        except ValueError:
            continue
        match control:
            case Point():
                assert -2 <= value[0] <= 2
                assert -1 <= value[1] <= 1
            case Rotation():
                assert -180 <= value[0] <= 180
                assert -90 <= value[1] <= 90
            case Seed():
                assert 0 <= value <= 9999
            case Range():
                assert 0 <= value[0] <= value[1] <= 10
            case Slider():
                assert 0 <= value <= 10


def test_a_point_on_a_view_that_there_is_not_names_its_neighbour():
    with pytest.raises(ExplainError, match="did you mean 'map'"):
        Demo(
            lambda p: {"map": Words("")},
            lambda: "",
            {"p": Point("P", "mpa", (0, 1), (0, 1), (0, 0))},
            {"map": View("Map")},
        )


def test_strokes_become_an_image_like_mnists():
    image = drawn_digit("50,5 50,95")
    assert image.shape == (784,)
    assert image.dtype == np.float32
    assert image.min() == 0.0
    assert image.max() == 1.0
    rows = np.flatnonzero(image.reshape(28, 28).sum(1))
    assert rows[-1] - rows[0] + 1 in (20, 21, 22)


def test_the_ink_is_centred_by_its_mass():
    pixels = np.arange(28) + 0.5
    for strokes in ("0,0 20,90", "10,10 90,10 90,90;40,40 50,50", "5,80"):
        image = drawn_digit(strokes).reshape(28, 28)
        assert image.sum(0) @ pixels / image.sum() == pytest.approx(14, abs=0.3)
        assert image.sum(1) @ pixels / image.sum() == pytest.approx(14, abs=0.3)


def test_where_and_how_large_a_digit_is_drawn_does_not_matter():
    small, large = drawn_digit("10,10 10,40 25,40"), drawn_digit("30,20 30,80 60,80")
    assert np.abs(small - large).mean() < 0.01


def test_a_run_yields_frames_and_ends():
    def run(x):
        yield from ({"n": Words(f"{i}")} for i in range(x))

    demo = Demo(
        lambda x: {"n": Words("0")}, lambda n: f"{n}.", {"x": Slider("x", 0, 5, 2)}, {"n": View("N")}, run=run
    )
    assert [frame.says for frame in demo.frames({"x": 3}, {})] == ["0.", "1.", "2."]


def test_a_run_with_other_parameters_than_the_controls_is_refused():
    with pytest.raises(ExplainError, match="run takes y; controls, weights and data give x"):
        Demo(lambda x: {}, lambda: "", {"x": Slider("x", 0, 5, 2)}, {}, run=lambda y: iter(()))


def test_a_range_is_drawn_ahead_only_at_positions_that_its_author_names():
    controls = {"r": Range("R", 0, 10, start=(2, 8))}
    views = {"w": View("W")}
    assert Demo(lambda r: {"w": Words("")}, lambda: "so.", controls, views).ahead() is None
    named = Demo(lambda r: {"w": Words("")}, lambda: "so.", controls, views, atlas=Atlas("r", ("0, 4",)))
    assert named.ahead() == ("r", [(2, 8), (0, 4)])


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ({"low": 5, "high": 5}, "goes from 5 to 5"),
        ({"start": (8, 2)}, "starts at (8, 2), where it cannot stand; the nearest place is (2, 8)"),
        ({"start": (2.5, 8)}, "starts at (2.5, 8), where it cannot stand"),
        ({"start": 2}, "its start is 2; give it two finite numbers"),
        ({"step": 0}, "has steps of 0"),
        ({"step": 1e-300}, "has steps of 1e-300 from 0 to 10; give it longer steps"),
    ],
)
def test_a_range_that_cannot_be_is_refused_with_its_line(declared, message):
    with pytest.raises(ExplainError) as raised:
        Range(**({"label": "R", "low": 0, "high": 10, "start": (2, 8)} | declared))
    assert message in str(raised.value)
    assert "test_controls.py:" in str(raised.value)


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        (Slider, {"on": 3}, "lies on 3; name a view"),
        (Slider, {"on": ()}, "lies on (); name a view"),
        (Slider, {"on": ("map", "")}, "lies on ('map', ''); name a view"),
        (Slider, {"on": ("map", "map")}, "lies on ('map', 'map'); name each view once"),
        (Slider, {"on": "map", "along": "z"}, 'its axis `along` is \'z\'; there are "x", "y"'),
        (Slider, {"on": "map", "grip": "hand"}, "its grip is 'hand'; there are \"rule\""),
        (Slider, {"on": ("map", "plot"), "grip": ("rule", "hand")}, "its grip is 'hand'; there are \"rule\""),
        (
            Slider,
            {"on": ("map", "plot"), "grip": ("rule",)},
            "has 1 grips for 2 views; give it one grip for all",
        ),
        (Slider, {"on": "map", "grip": ("rule", "knob")}, "has 2 grips for 1 views"),
        (Slider, {"on": "map", "offset": float("nan")}, "its offset is nan; give it a finite number"),
        (Slider, {"on": "map", "grip": "ring", "cell": -1}, "has a cell of -1"),
        (Slider, {"on": "map", "cell": 1}, "has a cell of 1 and the grip 'rule'; a ring has one"),
        (Slider, {"on": "map", "lane": (0, 1)}, "has the lane (0, 1) and the grip 'rule'; a ring has one"),
        (Slider, {"on": "map", "grip": "ring", "lane": (1, 1)}, "has the lane (1, 1)"),
        (Slider, {"on": "map", "grip": "ring", "lane": 1}, "its lane is 1; give it two finite numbers"),
        (Slider, {"grip": "ring", "lane": (0, 1)}, "has a grip and a lane, and lies on no view"),
        (Slider, {"on": "map", "hint": " "}, "has the hint ' '; give it a word"),
        (Slider, {"grip": "knob", "offset": 0.5}, "has a grip and an offset, and lies on no view; name one"),
        (
            Slider,
            {"on": "map", "grip": "line"},
            "turns a line from 0 to 10; a line turns from 0 to 180 degrees",
        ),
        (
            Slider,
            {"on": "map", "grip": "button"},
            "has the grip 'button' and the word ''; a button has a word",
        ),
        (Slider, {"on": "map", "press": "on"}, "has the grip 'rule' and the word 'on'; a button has a word"),
        (Seed, {"on": ("map",)}, "lies on ('map',); name a view"),
        (Seed, {"on": "map", "hint": ""}, "has the hint ''; give it a word"),
        (Choice, {"on": ("map", "map"), "columns": 1}, "lies on ('map', 'map'); name each view once"),
        (Choice, {"on": "map", "grip": "rule"}, 'its grip is \'rule\'; there are "sheet", "knob"'),
        (
            Choice,
            {"on": "map", "grip": "knob", "columns": 2},
            "has 2 columns and a knob; a sheet has columns",
        ),
        (Choice, {"grip": "knob"}, "has a grip, and lies on no view"),
        (Choice, {"on": "map"}, "has 0 columns for 2 options; say in how many columns"),
        (Choice, {"on": "map", "columns": 3}, "has 3 columns for 2 options"),
        (Choice, {"on": "map", "columns": True}, "has True columns for 2 options"),
        (Choice, {"columns": 2}, "has columns, and lies on no view"),
        (
            Point,
            {"places": (("far", (3.0, 0.0)),)},
            "has the place 'far' at (3.0, 0.0), where it cannot stand; the nearest is",
        ),
        (Point, {"cell": -1}, "has a cell of -1; a ring has a cell above zero"),
        (Point, {"cell": 1, "reticle": True}, "has a cell of 1 and a reticle"),
        (Point, {"cell": float("nan")}, "its cell is nan; give it a finite number"),
        (Point, {"hint": ""}, "has the hint ''; give it a word"),
    ],
)
def test_a_handle_that_cannot_be_is_refused_with_its_line(kind, more, told):
    given = {
        Slider: ("S", 0, 10, 3),
        Choice: ("C", ("up", "down")),
        Seed: ("N", "New noise"),
        Point: ("P", "map", (-2, 2), (-1, 1), (0, 0)),
    }[kind]
    with pytest.raises(ExplainError) as caught:
        kind(*given, **more)
    assert told in str(caught.value)
    assert "test_controls.py" in str(caught.value)


@pytest.mark.parametrize(
    ("lane", "ends"), [((0, 1), ""), ((1, 0.5), ""), ((1, 2), "from 1 to 2"), ((-1, 0), "from -1 to 0")]
)
def test_a_lane_is_on_the_axis_across(lane, ends):
    ground = Ground("0 11 0 40", "0 1 0 30", has_track=False)
    fault = Slider("S", 0, 10, 3, on="map", grip="ring", offset=0.5, lane=lane).fault_on("map", ground)
    wanted = f"has an axis y from 0 to 1, and the handle goes {ends}"
    assert fault == ((wanted, "give the slider another `lane`") if ends else None)


@pytest.mark.parametrize("on", ["mapp", ("map", "mapp")])
def test_a_slider_on_a_view_that_there_is_not_names_its_neighbour(on):
    with pytest.raises(ExplainError, match=r"'s' moves on a view 'mapp' that there is not; .*'?map"):
        Demo(
            lambda s: {"map": Words("x")},
            lambda: "so.",
            {"s": Slider("S", 0, 10, 3, on=on)},
            {"map": View("Map")},
        )


def test_a_slider_has_on_each_of_its_views_the_grip_that_it_was_given_for_it():
    plain, riding = (
        Ground("0 10 0 100", "0 1 50 0", has_track=False),
        Ground("0 1 0 1", "0 1 1 0", has_track=True),
    )
    slider = Slider("S", 0, 10, 3, on=("code", "curve"), grip=("rule", "knob"))
    assert slider.fault_on("code", plain) is None
    assert slider.fault_on("curve", riding) is None
    assert slider.fault_on("code", riding) is not None, "a rule wants an axis in the slider's units"
    assert slider.fault_on("curve", plain) is not None, "a knob wants a track"
    assert 'data-grip="rule knob"' in slider.form_html(Slot("s", "f-s", str))


def test_a_point_with_places_has_a_button_for_each_and_may_stand_in_a_bar():
    point = Point(
        "P",
        "map",
        (-2, 2),
        (-1, 1),
        (0, 0),
        places=(("top", (0.0, 1.0)), ("left", (-2.0, 0.0))),
        jump="Go to the",
    )
    html = point.form_html(Slot("p", "f-p", str))
    assert point.has_buttons
    assert 'data-place="0, 1"' in html
    assert 'data-place="-2, 0"' in html
    assert "Go to the" in html
    assert not Point("P", "map", (-2, 2), (-1, 1), (0, 0)).has_buttons
