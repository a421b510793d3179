import numpy as np
import pytest

from aeexplain.demo import Atlas, Choice, Demo, Point, Slider, Toggle, View, Words, readout
from aeexplain.demo.layout import layout
from aeexplain.errors import ExplainError


def half(x, way):
    return {"half": readout(x / 2), "way": Words(str(way))}


def describe(x, half):
    return f"half of {x} is {half}"


def demo(**changes):
    declared = {
        "compute": half,
        "describe": describe,
        "controls": {"x": Slider("x", 0, 10, start=4), "way": Choice("Way", ("up", "down"), start=1)},
        "views": {"half": View("Half"), "way": View("Way")},
    }
    return Demo(**(declared | changes))


@pytest.mark.parametrize("on", [True, False])
def test_describe_gets_a_toggle_as_a_word_that_is_as_true_as_it_says(on):
    def pulled(x, pull):
        return {"half": readout(x)}

    def says(pull):
        return f"It is {pull}, {pull == 'off'} and {'pulled' if pull else 'free'}."

    declared = demo(
        compute=pulled,
        describe=says,
        controls={"x": Slider("x", 0, 10, start=4), "pull": Toggle("Pull")},
        views={"half": View("Half")},
    )
    said = declared.frame({"x": 4, "pull": on}, {}).says
    assert said == ("It is on, False and pulled." if on else "It is off, True and free.")


def test_a_frame_holds_the_declared_views_and_a_sentence():
    frame = demo().frame({"x": 4, "way": 1}, {})
    assert frame.views["half"].value == 2.0
    assert frame.says == "half of 4 is 2.0000"


def test_a_compute_that_wants_what_no_control_gives_names_both_sets():
    with pytest.raises(ExplainError, match="compute takes way, x; controls, weights and data give x"):
        demo(controls={"x": Slider("x", 0, 1, 0)})


def test_a_describe_that_wants_what_nothing_is_called_is_refused():
    with pytest.raises(ExplainError, match="describe takes y"):
        demo(describe=lambda x, y: "")


def test_a_view_that_was_not_declared_is_refused():
    with pytest.raises(ExplainError, match="returns the views half, way, declared are half"):
        demo(views={"half": View("Half")}, describe=lambda x: "").frame({"x": 4, "way": 1}, {})


def test_an_unknown_size_of_a_view_is_refused():
    with pytest.raises(ExplainError, match="size huge"):
        demo(views={"half": View("Half", "huge"), "way": View("Way")})


def test_chance_comes_as_an_argument_and_is_the_same_each_time():
    lottery = Demo(lambda rng: {"n": readout(rng.random())}, lambda n: str(n), {}, {"n": View("n")})
    assert lottery.frame({}, {}) == lottery.frame({}, {})


@pytest.mark.parametrize(("raw", "value"), [(3, 3), ("7", 7), (3.4, 3), (99, 10), (-1, 0), (2.0, 2)])
def test_a_slider_reads_the_nearest_position(raw, value):
    read = Slider("k", 0, 10, start=1).read_value(raw)
    assert read == value
    assert type(read) is int


def test_a_slider_of_fractions_stays_on_its_steps():
    assert Slider("t", 0, 1, start=0, step=0.1).read_value(0.34) == pytest.approx(0.3)


@pytest.mark.parametrize("raw", ["", "abc", None, True, float("nan"), float("inf"), [], "1e999"])
def test_what_is_no_number_never_reaches_a_demo(raw):
    with pytest.raises(ExplainError, match="a number from 0 to 10"):
        demo().read({"x": raw})


def test_a_choice_reads_its_options_by_their_text():
    assert demo().read({"way": "up"}) == {"x": 4, "way": 0}
    with pytest.raises(ExplainError, match="did you mean 'down'"):
        demo().read({"way": "dwn"})


def test_an_unknown_control_names_its_neighbour():
    with pytest.raises(ExplainError, match="no control 'wya'; did you mean 'way'"):
        demo().read({"wya": "up"})


def test_a_missing_number_is_shown_as_a_dash():
    assert readout(None).text == "\N{EM DASH}"
    assert readout(np.float32(0.25), ".1f").text == "0.2"


def test_the_frames_drawn_ahead_are_those_of_the_first_slider_or_choice():
    assert demo().ahead() == ("x", list(range(11)))


def test_of_a_long_slider_some_positions_are_drawn_ahead_and_its_start():
    long = Slider("x", 0, 1000, start=17)
    control, values = demo(controls={"x": long, "way": Choice("Way", ("up", "down"))}).ahead()
    assert control == "x"
    assert {0, 17, 1000} <= set(values)
    assert values == sorted(values)
    assert len(values) <= 40


def test_a_demo_may_say_which_frames_are_drawn_ahead():
    assert demo(atlas=Atlas("way")).ahead() == ("way", [0, 1])
    assert demo(atlas=Atlas("x", (9, 2))).ahead() == ("x", [2, 4, 9]), "and the start"


@pytest.mark.parametrize(
    ("atlas", "message"),
    [
        (Atlas("wya"), "no control 'wya'; did you mean 'way'"),
        (Atlas("way", ("sideways",)), "the control 'way' has no option 'sideways'"),
    ],
)
def test_an_atlas_that_cannot_be_drawn_is_refused(atlas, message):
    with pytest.raises(ExplainError, match=message):
        demo(atlas=atlas)


def test_an_atlas_of_too_many_positions_or_of_none_is_refused():
    point = Point("At", "half", (0, 1), (0, 1), start=(0, 0))
    controls = {"x": point, "way": Slider("Way", 0, 90, start=0)}
    with pytest.raises(ExplainError, match="needs positions"):
        demo(controls=controls, atlas=Atlas("x"))
    with pytest.raises(ExplainError, match="91 positions ahead, at most 40"):
        demo(controls=controls, atlas=Atlas("way", tuple(range(91))))
    assert demo(controls=controls, atlas=Atlas("x", ((0.5, 0.5), "1, 1"))).ahead() == (
        "x",
        [(0, 0), (0.5, 0.5), (1.0, 1.0)],
    )


@pytest.mark.parametrize(
    ("on", "stage", "refused"), [("map", ("map",), False), ("map", ("other",), True), ("", ("map",), True)]
)
def test_only_a_main_control_in_hand_on_the_stage_may_be_left_out_of_the_bar(on, stage, refused):
    controls = {"k": Slider("k", 0, 10, start=4, on=on), "s": Slider("s", 0, 10, start=4)}
    views = {"map": View("Map"), "other": View("Other")}

    def declare():
        return Demo(lambda k, s: {}, lambda k: "", controls, views, main="k", bar=("s",), stage=stage)

    if refused:
        with pytest.raises(ExplainError, match="bar: the main control 'k' is not in it; name it first"):
            declare()
    else:
        assert declare().bar == ("s",)


@pytest.mark.parametrize("pace", [-1, 61, float("nan"), "12", None])
def test_a_pace_that_no_screen_has_is_refused(pace):
    with pytest.raises(ExplainError, match=r"run_pace is .*, not from 0 to 60"):
        demo(run_pace=pace)


@pytest.mark.parametrize(
    ("limits", "complaint"),
    [
        ({"heigth": (1.1, "a map")}, "limits: there is none of 'heigth'; did you mean 'height'"),
        ({"height": 1.1}, r"limits: 'height' is 1.1, not a number above 0.86 and the reason"),
        ({"height": (0.5, "a map")}, "not a number above 0.86"),
        ({"caption": (60, " ")}, "not a number above 45 and the reason"),
        ((1, 2), r"limits is \(1, 2\)"),
    ],
)
def test_a_limit_is_raised_with_a_number_and_a_reason(limits, complaint):
    with pytest.raises(ExplainError, match=complaint):
        demo(limits=limits)


def test_a_raised_limit_holds():
    controls = {name: Slider(name, 0, 10, start=4) for name in "abcd"}
    declared = {
        "compute": lambda a, b, c, d: {"half": readout(a / 2)},
        "describe": lambda half: str(half),
        "controls": controls,
        "views": {"half": View("Half")},
        "bar": tuple("abcd"),
    }
    with pytest.raises(ExplainError, match="bar: 4 controls, at most 3; leave the others to the fold"):
        Demo(**declared)
    assert Demo(**declared, limits={"controls": (4, "one for each corner")}).bar == tuple("abcd")


def test_a_line_of_four_numbers_is_refused():
    names = "abcd"
    four = Demo(
        lambda: {name: readout(1) for name in names},
        lambda a: str(a),
        {},
        {name: View(name) for name in names},
        line="{a} {b} {c} {d}",
    )
    with pytest.raises(ExplainError, match="line: 4 numbers, at most 3; leave the others to the fold"):
        layout(four, four.frame({}, {}).views)
