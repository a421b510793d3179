import re

import numpy as np

from aeexplain.draw import opacity_marks


def test_shapes_of_one_strength_share_a_path_and_nothing_is_not_drawn():
    svg = opacity_marks([(10, 10), (30, 10), (50, 10), (70, 10)], np.array([0.0, 0.5, 0.51, 2.0]), 8, "a")
    assert re.findall(r'opacity="([\d.]+)"', svg) == ["0.5", "1"]
    assert [path.count("M") for path in re.findall(r' d="([^"]*)"', svg)] == [2, 1]


def test_a_square_is_centred_on_its_place():
    assert 'd="M60 60h80v80h-80z"' in opacity_marks([(10, 10)], np.ones(1), 8, "a")


def test_a_disc_begins_at_its_left_end():
    assert 'd="M60 100a40 40' in opacity_marks([(10, 10)], np.ones(1), 8, "a", round=True)


def test_nothing_at_all_draws_nothing():
    assert opacity_marks([(1, 1)], np.zeros(1), 8, "a") == ""
