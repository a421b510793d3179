"""Checks: declared with a demo, given what they take by name, and told with the numbers that they compare."""

import json

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demo import Check, Choice, Demo, Slider, View, Words, readout
from aeexplain.demo.translation import Translator, translated
from aeexplain.errors import ExplainError


def compute(x, way):
    return {
        "half": readout(x / 2),
        "way": Words(str(way)),
        "parts": np.arange(x, dtype=float),
        "whole": lambda: x * (x - 1) / 2,
    }


def holds(says="it holds", compares=lambda half, x: (half, "==", x / 2), **more):
    return Check(says, compares, **more)


TAKES_MORE = Check("The parts sum to the whole", lambda parts, whole: (parts.sum(), "==", whole))


def demo(*checks, **changes):
    declared = {
        "compute": compute,
        "describe": lambda x: f"so {x}.",
        "controls": {"x": Slider("x", 0, 10, start=4), "way": Choice("Way", ("up", "down"), start=1)},
        "views": {"half": View("Half"), "way": View("Way")},
        "checks": (TAKES_MORE, *checks),
    }
    return Demo(**(declared | changes))


def checked(compares, x=4, **more):
    return demo(Check("The check", compares, **more)).check({"x": x, "way": 0}, {})[-1]


def test_a_check_gets_controls_numbers_of_readouts_and_what_compute_returns_beside_its_views():
    found = demo(holds()).check({"x": 4, "way": 0}, {})
    assert [(each.says, each.holds, each.compared) for each in found] == [
        ("The parts sum to the whole", True, "6 = 6"),
        ("it holds", True, "2 = 2"),
    ]


def test_what_compute_returns_beside_its_views_is_no_view():
    assert demo().frame({"x": 4, "way": 0}, {}).views.keys() == {"half", "way"}


def test_what_no_check_takes_may_not_stand_beside_the_views():
    with pytest.raises(
        ExplainError, match="returns the views half, parts, way, whole, declared are half, way"
    ):
        demo(checks=(holds(),)).frame({"x": 4, "way": 0}, {})


@pytest.mark.parametrize(
    ("left", "relation", "right", "holds"),
    [
        (3, "<=", 3, True),
        (4, "<=", 3, False),
        (3, "<", 3, False),
        (3, ">", 2, True),
        (2, ">=", 3, False),
        (1 + 1e-9, "==", 1, True),
        (1e9 + 1, "==", 1e9, True),
        (1 + 1e-9, "<=", 1, True),
        (1.001, "==", 1, False),
        (float("nan"), "<=", 1, False),
        (1, "==", float("nan"), False),
        (float("inf"), "<=", 1, False),
        (float("-inf"), "<=", 1, True),
        (True, "==", True, True),
        (np.bool_(False), "==", 1, False),
        ([1, 2, 3], "<=", 3, True),
        (np.array([1.0, np.nan]), "<=", 3, False),
        (np.eye(2, dtype=np.float32), ">=", [0, 0], True),
        (np.zeros((2, 2)), "==", np.array([0, 1]), False),
        (np.array([], float), "<=", 3, None),
    ],
)
def test_what_is_compared_holds_or_does_not(left, relation, right, holds):
    assert checked(lambda: (left, relation, right)).holds is holds


def test_a_state_without_anything_to_compare_is_neither():
    assert checked(lambda: None).holds is None


def test_of_arrays_the_two_are_told_that_come_nearest_to_breaking_what_is_said():
    found = checked(lambda: ([1, 9, 2], "<=", [3, 8, 1000]))
    assert (found.holds, found.compared) == (False, "9 \N{LESS-THAN OR EQUAL TO} 8 (the worst of 3)")


def test_numbers_that_differ_are_told_differently():
    assert checked(lambda: (0.123456789, "==", 0.123459)).compared == "0.1234568 = 0.123459"


def test_what_rounding_leaves_of_zero_is_told_as_zero_where_a_check_holds():
    assert checked(lambda: (3.3e-16, "==", 0)).compared == "0 = 0"
    assert checked(lambda: (-2e-8, ">=", 1e-7)).compared == "0 \N{GREATER-THAN OR EQUAL TO} 0"
    assert checked(lambda: (3e-16, ">", 0)).compared == "3e-16 > 0"
    assert checked(lambda: (2e-6, "==", 0)).compared == "2e-06 = 0"


def test_rounding_is_allowed_for_as_far_as_a_check_says():
    assert checked(lambda: (1.001, "==", 1), within=1e-2).holds is True
    assert checked(lambda: (1.001, "==", 1), within=0).holds is False


def test_chance_is_that_of_the_demo():
    once, again = (checked(lambda rng: (rng.random(), "==", 0.5), within=0) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: Check("", lambda x: None), "says is '', not a sentence"),
        (lambda: Check(lambda x: None, "it holds"), "says is <function .*, not a sentence"),
        (lambda: Check("$k$ units", lambda x: None), r"'\$k\$ units' has a formula"),
        (lambda: Check("it holds", True), "compares a bool, not what a function returns"),
        (lambda: Check("it holds", lambda x: None, within=2), "within is 2, not a number from 0 to 1"),
        (lambda: Check("it holds", lambda x: None, within="a"), "within is 'a', not a number"),
        (lambda: Check("it holds", lambda *x: None), "takes 'x', which has no name"),
        (lambda: demo(checks=holds()), r"checks is a Check, not a tuple of them; write checks=\(Check\("),
        (lambda: demo(checks=(compute,)), "is a function, not a Check"),
        (lambda: demo(checks="it holds"), "checks is a str, not a tuple"),
        (lambda: demo(holds(), holds()), "'it holds' stands twice"),
    ],
)
def test_what_is_no_check_is_refused_where_it_is_written(made, message):
    with pytest.raises(ExplainError, match=message) as refused:
        made()
    assert "test_checks.py:" in refused.value.where
    assert refused.value.hint


@pytest.mark.parametrize(
    ("compares", "message"),
    [
        (
            lambda halv: None,
            "compute returns no 'halv', which the check 'The check' takes; .*did you mean 'half'",
        ),
        (lambda x: True, "'The check' returns a bool, not the two that it compares; return"),
        (lambda x: (x, x), "returns a tuple, not the two"),
        (lambda x: (x, "=", x), "compares by '='; there are <=, >=, ==, <, >"),
        (lambda x: (x, "!=", x), "compares by '!='"),
        (lambda x: (x, None, x), "compares by None"),
        (lambda x: ("a", "<=", x), "compares values of <U1, not numbers"),
        (lambda x: (1j, "<=", x), "compares values of complex128, not numbers"),
        (lambda x: (None, "<=", x), "compares values of object, not numbers"),
        (lambda x: ([1, 2], "<=", [1, 2, 3]), r"has no common shape: \(2,\) and \(3,\)"),
        (lambda x: ([1, [2, 3]], "<=", x), "has no common shape"),
    ],
)
def test_what_cannot_be_compared_is_told_at_the_check_with_the_state(compares, message):
    with pytest.raises(ExplainError, match=f"at x=4, way=up: .*{message}") as refused:
        checked(compares)
    assert "test_checks.py:" in refused.value.where
    assert refused.value.hint


def test_what_a_check_itself_raises_has_the_state_as_a_note():
    with pytest.raises(ZeroDivisionError) as raised:
        checked(lambda x: (x / 0, "<=", 1))
    assert "at x=4, way=up" in raised.value.__notes__[0]


def test_the_browser_gets_all_checks_of_a_state_as_json():
    class Stage(bridge.Stage):
        def demo(self, name):
            return demo(holds())

    header, pixels = Stage().check("x", '{"x": "7"}')
    first, second = json.loads(header)["checks"]
    assert pixels == b""
    assert first == {
        "says": "The parts sum to the whole",
        "holds": True,
        "left": "21",
        "relation": "=",
        "right": "21",
        "pairs": 1,
    }
    assert second["left"] == "3.5"


def test_a_demo_without_checks_has_nothing_to_tell_and_computes_nothing():
    assert demo(checks=(), compute=lambda x, way: 1 / 0).check({"x": 4, "way": 0}, {}) == []


def test_a_page_in_another_language_says_checks_in_its_own():
    say = Translator({"The parts sum to the whole": "Die Teile ergeben das Ganze"})
    assert translated(demo(), say).check({"x": 4, "way": 0}, {})[0].says == "Die Teile ergeben das Ganze"
