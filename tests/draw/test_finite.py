"""Numbers that cannot be drawn are refused at once outside a frame, and by a mark of their view within one."""

import numpy as np
import pytest

from aeexplain.demo import Demo, Slider, View, readout
from aeexplain.draw import Linear, Plane, bars, drawing, image_grid, ink, label, line, points, tag
from aeexplain.draw.finite import is_finite, not_finite, refusal_in, refusals_marked, shipped_name
from aeexplain.draw.svg import pairs
from aeexplain.errors import ExplainError

PLANE = Plane.over(400, 220, (0, 10), (-1, 1))


def test_outside_a_frame_a_number_that_cannot_be_drawn_is_an_error_with_the_line():
    with pytest.raises(
        ExplainError, match=r"test_finite\.py:\d+: line: ys\[1\] is inf; leave such a point out"
    ):
        line(PLANE, [0, 1], [0, np.inf], "a")


def test_a_refusal_is_found_in_what_is_drawn_however_it_is_put_together():
    with refusals_marked():
        svg = drawing(9, 9, label("a", 1, 1), line(PLANE, [0, 1], [0, np.nan], "a"), says="x").svg
        nested = tag("g", points(PLANE, [np.nan], [0], "a"))
        sheet = image_grid([ink(np.zeros((2, 2)), "x"), ink(np.full((2, 2), np.nan), "x")], 2, "two")
    assert refusal_in(svg).what == "line: ys[1] is nan"
    assert refusal_in(nested).what == "points: xs[0] is nan"
    assert refusal_in(sheet.says).what == "ink: x[0, 0] is nan (4 of 4 are not finite)"
    assert refusal_in("<svg>of nothing</svg>") is None


@pytest.mark.parametrize("place", [1e7 + 1, -1e9, 1e300, np.nan, -np.inf])
def test_a_place_beyond_all_screens_is_refused(place):
    with pytest.raises(ExplainError, match="path: a place"):
        pairs("M%d %d", np.array([[0, place]]))


def test_what_lies_off_the_drawing_but_on_this_side_of_all_screens_is_drawn():
    assert pairs("M%d %d", np.array([[-1e6, 1e7]])) == "M-10000000 100000000"


def test_no_points_are_no_fault():
    assert points(PLANE, [], [], "a")
    assert bars(PLANE, np.zeros(0), np.zeros(0, bool))


@pytest.mark.parametrize(
    "domain", [(0, 0), (0, np.nan), (np.inf, 1), (0, 1e-300), (-1e300, 1e300), (0,), ("a", "b")]
)
def test_a_scale_needs_two_ends_that_lie_apart(domain):
    with pytest.raises(ExplainError, match=r"test_finite\.py:\d+: a scale's domain"):
        Linear(domain, (0, 1))


@pytest.mark.parametrize("number", [0, -1.5, np.float32(2), np.int64(3), 2**60])
def test_finite_numbers_are(number):
    assert is_finite(number)


@pytest.mark.parametrize(
    "number", [np.nan, np.inf, True, np.True_, 1j, "1", None, 10**400, np.float32("nan"), [1]]
)
def test_all_else_is_not(number):
    assert not is_finite(number)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("loss nan", "nan"),
        ("-inf.", "-inf"),
        ("nan%", "nan"),
        ("financial information", ""),
        ("NaN", ""),
        ("Ferdinand's nan-o", ""),
        ("ten nanometres", ""),
    ],
)
def test_only_what_python_writes_for_a_number_is_taken_for_one(text, found):
    assert not_finite(text) == found


def test_a_file_of_ours_has_its_name_in_the_repository():
    assert (
        shipped_name("/lib/python3.14/site-packages/aeexplain/demos/vae.py") == "src/aeexplain/demos/vae.py"
    )
    assert shipped_name("/tmp/other.py") == "/tmp/other.py"


def test_a_state_that_is_refused_leaves_the_next_one_as_it_is():
    demo = Demo(
        lambda s: {"v": readout(1 / s if s else float("inf"))},
        lambda v: f"{v}.",
        {"s": Slider("S", 0, 3, start=1)},
        {"v": View("V")},
    )
    with pytest.raises(
        ExplainError, match=r"demo 'test-finite' at s=0: view 'v': readout: wants one finite number or None"
    ):
        demo.frame({"s": 0}, {})
    assert demo.frame({"s": 2}, {}).views["v"].value == 0.5
