import re

import numpy as np

from aeexplain.draw import thumbnails


def runs(svg):
    """What every path draws: its opacity, and (x, y, length) of its runs in tenths of a pixel."""
    paths = re.findall(r'<path opacity="([\d.]+)" d="([^"]*)"', svg)
    pattern = r"M(-?\d+) (-?\d+)h(\d+)"
    return {
        float(strength): [tuple(map(int, run)) for run in re.findall(pattern, d)] for strength, d in paths
    }


def test_neighbours_of_one_strength_are_one_run_and_nothing_is_not_drawn():
    picture = np.array([[[0, 1, 1, 0.5], [0, 0, 0, 0], [1, 0, 1, 1]]])
    drawn = runs(thumbnails(picture, [(10, 20)], (2, 3)))
    assert drawn == {0.5: [(160, 215, 20)], 1.0: [(120, 215, 40), (100, 275, 20), (140, 275, 40)]}


def test_a_run_covers_the_height_of_a_pixel_and_a_little_more():
    assert 'stroke-width="31.5"' in thumbnails(np.ones((1, 1, 1)), [(0, 0)], (2, 3))


def test_every_picture_stands_at_its_own_place():
    drawn = runs(thumbnails(np.ones((2, 1, 4)), [(0, 0), (50, 10)], (1, 2), "dimmed"))
    assert drawn == {1.0: [(0, 10, 40), (500, 110, 40)]}


def test_the_runs_say_what_the_pixels_say():
    pictures = np.random.default_rng(0).random((3, 5, 7))
    drawn = runs(thumbnails(pictures, [(0, 0), (7, 0), (14, 0)], (1, 1)))
    canvas = np.zeros((5, 21))
    for strength, marks in drawn.items():
        for x, y, length in marks:
            canvas[y // 10, x // 10 : (x + length) // 10] = strength
    np.testing.assert_allclose(canvas, np.hstack(np.rint(pictures * 8) / 8))


def test_nothing_at_all_draws_nothing():
    assert thumbnails(np.zeros((2, 3, 3)), [(0, 0), (5, 5)], (1, 1)) == ""
