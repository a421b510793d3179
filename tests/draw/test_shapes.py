"""Arrays of another shape than a drawing function wants are refused by it, with both shapes, and draw no nonsense."""

import numpy as np
import pytest

from aeexplain.draw import (
    Plane,
    arrows,
    bars,
    ellipses,
    filled_contours,
    heat,
    image_grid,
    ink,
    inks,
    line,
    opacity_marks,
    points,
    polygons,
    scaled,
    scatter_groups,
    segments,
    signed,
    thumbnails,
    trails,
)
from aeexplain.draw.finite import refusal_in, refusals_marked
from aeexplain.errors import ExplainError

PLANE = Plane.over(200, 100, (0, 10), (-1, 1))


def zeros(*shape):
    return np.zeros(shape)


WRONG = {
    "line": (lambda: line(PLANE, zeros(3), zeros(4), "a"), "wants (n,) and (n,), got (3,) and (4,)"),
    "points": (lambda: points(PLANE, zeros(2, 3), zeros(2, 3), "a"), "wants (n,) and (n,), got (2, 3)"),
    "segments": (
        lambda: segments(PLANE, zeros(2, 41), zeros(2, 41), "b"),
        "segments: wants (n, 2) and (n, 2), got starts (2, 41) and ends (2, 41); write np.stack((x, y), axis=1)",
    ),
    "fewer ends": (
        lambda: segments(PLANE, zeros(4, 2), zeros(3, 2), "b"),
        "got starts (4, 2) and ends (3, 2)",
    ),
    "ragged": (
        lambda: segments(PLANE, [[1, 2], [3]], zeros(2, 2), "b"),
        "starts has rows of different lengths",
    ),
    "arrows": (
        lambda: arrows(PLANE, zeros(2, 5), zeros(2, 5), "b"),
        "arrows: wants (n, 2) and (n, 2), got tails",
    ),
    "one arrow": (lambda: arrows(PLANE, zeros(2), zeros(2), "b"), "got tails (2,) and displacements (2,)"),
    "polygons": (
        lambda: polygons(PLANE, zeros(5, 2), "b"),
        "polygons: wants (n, corners, 2), got shapes (5, 2)",
    ),
    "three numbers": (
        lambda: polygons(PLANE, zeros(1, 5, 3), "b"),
        "wants (n, corners, 2), got shapes (1, 5, 3)",
    ),
    "ellipses": (
        lambda: ellipses(PLANE, zeros(2, 3), zeros(3, 2, 2), "b"),
        "ellipses: wants (n, 2) and (n, 2, 2), got centres (2, 3) and maps (3, 2, 2)",
    ),
    "one map": (lambda: ellipses(PLANE, zeros(3, 2), zeros(2, 2), "b"), "got centres (3, 2) and maps (2, 2)"),
    "trails": (lambda: trails(PLANE, zeros(5, 2), "b"), "trails: wants (steps, points, 2), got paths (5, 2)"),
    "bars": (
        lambda: bars(PLANE, zeros(3), np.ones(2, bool)),
        "wants (n,) and (n,), got heights (3,) and active (2,)",
    ),
    "filled_contours": (
        lambda: filled_contours(PLANE, zeros(9), [0.5], "a"),
        "wants (rows, columns) and (n,), got heights (9,) and levels (1,)",
    ),
    "opacity_marks": (
        lambda: opacity_marks(zeros(2, 5), zeros(5), 3, "a"),
        "wants (n, 2) and (n,), got places (2, 5) and shares (5,)",
    ),
    "scatter_groups": (
        lambda: scatter_groups(PLANE, zeros(3), zeros(3), np.zeros(2, int), ("a",)),
        "wants (n,) and (n,) and (n,), got xs (3,) and ys (3,) and kinds (2,)",
    ),
    "thumbnails": (
        lambda: thumbnails(zeros(3, 4), zeros(3, 2), (1, 1)),
        "wants (n, height, width) and (n, 2), got pictures (3, 4) and places (3, 2)",
    ),
    "ink": (lambda: ink(zeros(9), "x"), "x has the shape (9,), an image has (height, width)"),
    "heat": (lambda: heat(zeros(9), 1, "x"), "x has the shape (9,)"),
    "signed": (lambda: signed(zeros(2, 3, 4), 1, "x"), "x has the shape (2, 3, 4)"),
    "scaled": (lambda: scaled(zeros(0, 3), 0, 1, "x"), "x has the shape (0, 3)"),
    "given": (
        lambda: ink(zeros(2, 3), "x", given=np.ones((3, 2), bool)),
        "ink: wants (height, width) and (height, width), got x (2, 3) and given (3, 2)",
    ),
    "inks": (lambda: inks(zeros(4, 8), "x"), "inks: wants (n, side²), got xs (4, 8)"),
    "active": (
        lambda: image_grid([ink(zeros(2, 2), "x")] * 3, 3, "x", active=np.ones(2, bool)),
        "image_grid: wants (3,), got active (2,)",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_arrays_of_a_wrong_shape_are_refused_with_both_shapes(name):
    drawn, what = WRONG[name]
    with pytest.raises(ExplainError) as raised:
        drawn()
    assert what in str(raised.value)
    assert "test_shapes.py" in str(raised.value)


@pytest.mark.parametrize("name", WRONG)
def test_within_a_frame_the_refusal_stands_in_what_is_drawn(name):
    with refusals_marked():
        drawn = WRONG[name][0]()
    drawn = drawn[0] if isinstance(drawn, list) else drawn
    assert refusal_in(drawn if isinstance(drawn, str) else drawn.says)


def test_nothing_at_all_is_drawn_as_nothing():
    assert 'd=""' in segments(PLANE, zeros(0, 2), zeros(0, 2), "b")
    assert 'd=""' in arrows(PLANE, zeros(0, 2), zeros(0, 2), "b")
