"""A demo as an article has it: what its options say is taken, and what they cannot say is told with its place."""

import pytest

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
from aeexplain.demo.variant import variant
from aeexplain.errors import ExplainError

CONTROLS = {
    "k": Slider("Units", 1, 32, start=8),
    "share": Slider("Share", 0.0, 1.0, start=0.5, step=0.1),
    "digit": Choice("Digit", ("zero", "one", "two")),
    "loud": Toggle("Loud"),
    "seed": Seed("Seed", "Another"),
    "place": Point("Place", "board", (-2, 2), (-1, 1), start=(0, 0)),
    "span": Range("Span", 0, 9, start=(2, 5)),
    "side": Rotation("Side", "board", start=(30, 20)),
    "marked": Cells("Marked", "board", 4, 2),
    "hand": Pad("Draw"),
}


def compute(k, share, digit, loud, seed, place, span, side, marked, hand):
    return {"board": Words("board"), "word": Words("word")}


DEMO = Demo(compute, lambda: "It is.", CONTROLS, {"board": View("Board"), "word": View("Word")})


def varied(**options):
    return variant(DEMO, options, lambda option: f"a.md:1:{list(options).index(option) + 1}")


def refusal(**options):
    with pytest.raises(ExplainError) as raised:
        varied(**options)
    return str(raised.value)


@pytest.mark.parametrize(
    ("option", "text", "start"),
    [
        ("k", "12", 12),
        ("k", "1.2e1", 12),
        ("share", "0.3", 0.3),
        ("digit", "two", 2),
        ("loud", "on", True),
        ("seed", "77", 77),
        ("place", "0.25, -1", (0.25, -1)),
        ("place", "0.25;-1.0", (0.25, -1)),
        ("span", "3,9", (3, 9)),
        ("side", "-180, 90", (-180, 90)),
        ("marked", "0 7", (0, 7)),
        ("marked", "", ()),
        ("hand", "", None),
    ],
)
def test_a_control_starts_where_an_option_says(option, text, start):
    changed = varied(**{option: text})
    assert changed.controls[option].start == pytest.approx(start)
    others = {name: value for name, value in changed.start().items() if name != option}
    assert others == {name: value for name, value in DEMO.start().items() if name != option}
    assert changed.name == DEMO.name
    assert DEMO.controls[option] is CONTROLS[option], "the demo itself stays as it is"


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        ("k", "many", "the control 'k' wants a number from 1 to 32, got 'many'"),
        ("k", "40", "the control 'k' cannot start at '40'; the nearest place is '32'"),
        ("k", "1.5", "the control 'k' cannot start at '1.5'; the nearest place is '2'"),
        ("k", "nan", "the control 'k' wants a number"),
        ("share", "0.33", "cannot start at '0.33'; the nearest place is '0.3'"),
        ("digit", "tow", "the control 'digit' has no option 'tow'; did you mean 'two'?"),
        ("loud", "yes", "the control 'loud' wants on or off"),
        ("seed", "-1", "the nearest place is '0'"),
        ("place", "3, 0", "the nearest place is '2, 0'"),
        ("place", "3", "wants two numbers"),
        ("span", "9,3", "the nearest place is '3, 9'"),
        ("side", "190, 0", "the nearest place is '-170, 0'"),
        ("marked", "7 8", "the nearest place is '7'"),
        ("hand", "20,20 80,20", "the control 'hand' cannot start elsewhere; a pad starts empty"),
    ],
)
def test_a_start_where_a_control_cannot_stand_is_refused(option, text, told):
    said = refusal(**{option: text})
    assert said.startswith("a.md:1:1: ")
    assert told in said


def test_the_layout_is_what_the_options_say():
    changed = varied(main="digit", stage="word  board", bar="digit k", line="From {k}: {word}.")
    assert (changed.main, changed.stage, changed.bar) == ("digit", ("word", "board"), ("digit", "k"))
    assert changed.line == "From {k}: {word}."
    assert (DEMO.main, DEMO.stage, DEMO.line) == ("", (), "")


def test_the_main_control_of_an_article_is_the_one_that_is_drawn_ahead():
    own = Demo(compute, DEMO.describe, CONTROLS, DEMO.views, atlas=Atlas("k", (2, 4, 8)))
    for options, control, positions in (
        ({}, "k", [2, 4, 8]),
        ({"main": "k"}, "k", [2, 4, 8]),
        ({"k": "5"}, "k", [2, 4, 5, 8]),
        ({"main": "digit"}, "digit", [0, 1, 2]),
    ):
        assert variant(own, options, str).ahead() == (control, positions)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"stge": "word"}, "no option and no control 'stge'; did you mean 'stage'?"),
        ({"digits": "two"}, "no option and no control 'digits'; did you mean 'digit'?"),
        ({"stage": "wrod"}, "did you mean 'word'?"),
        ({"stage": " "}, "stage is empty"),
        ({"bar": "word"}, "'word'"),
        ({"main": "board"}, "'board'"),
    ],
)
def test_an_option_that_names_what_there_is_not_names_its_neighbour(options, told):
    assert told in refusal(**options)


def test_all_options_that_are_wrong_are_told_together_each_with_its_place():
    told = refusal(k="99", stage="wrod", digit="two", main="kk", nothing="1").splitlines()
    assert {line.partition(": ")[0] for line in told} == {"a.md:1:1", "a.md:1:2", "a.md:1:4", "a.md:1:5"}


def test_an_option_that_is_a_control_too_is_refused():
    def compute(stage):
        return {"word": Words("word")}

    own = Demo(compute, lambda: "It is.", {"stage": Slider("S", 0, 3, start=1)}, {"word": View("Word")})
    with pytest.raises(ExplainError, match="'stage' is an option of every figure and a control"):
        variant(own, {"stage": "2"}, str)


def laid_out(**layout):
    """A demo of four drawings, a slider that lies on the first, and a point with places on it."""
    names = ("board", "left", "right", "strip")
    controls = {
        "k": Slider("K", 0, 10, 3, on="board"),
        "place": Point("Place", "board", (0, 1), (0, 1), (0, 0), places=(("here", (0.5, 0.5)),)),
        "typed": Point("Typed", "board", (0, 1), (0, 1), (0, 0)),
    }
    views = {name: View(name, "full" if name == "strip" else "tile") for name in names}
    return Demo(lambda k, place, typed: dict.fromkeys(names), lambda: "It is.", controls, views, **layout)


def test_a_strip_stands_under_three_pictures_but_no_fourth_picture_beside_them():
    assert laid_out(stage=("board", "left", "right", "strip")).stage[-1] == "strip"
    with pytest.raises(ExplainError, match="stage: 4 views, at most 3"):
        Demo(
            lambda: dict.fromkeys("abcd"),
            lambda: "It is.",
            {},
            {name: View(name) for name in "abcd"},
            stage=("a", "b", "c", "d"),
        )


def test_a_main_control_may_be_left_out_of_the_bar_where_the_stage_shows_its_handle():
    assert laid_out(main="k", stage=("board",), bar=()).bar == ()
    with pytest.raises(ExplainError, match="bar: the main control 'k' is not in it"):
        laid_out(main="k", stage=("left",), bar=())


def test_a_point_stands_in_a_bar_where_it_has_places_to_jump_to():
    assert laid_out(main="place", bar=("place",)).bar == ("place",)
    with pytest.raises(ExplainError, match="bar: 'typed' is moved on its picture"):
        laid_out(main="place", bar=("place", "typed"))
