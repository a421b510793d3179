import numpy as np

from aeexplain.training.sheets.sheet_layout import grid, ink, scatter, signed, stack


def test_a_grid_holds_every_image_in_rows():
    sheet = grid(np.zeros((5, 4, 3)), columns=3, gap=2, zoom=1)
    assert sheet.shape == (2 * 6 + 2, 3 * 5 + 2)
    assert (sheet == 0).sum() == 5 * 4 * 3


def test_ink_is_dark_on_white():
    assert ink(np.array([[0.0, 1.0, 2.0, -1.0]]), (2, 2)).ravel().tolist() == [1, 0, 0, 1]


def test_zero_is_grey_among_signed_numbers():
    assert signed([[-2.0, 0.0, 2.0]], (1, 3)).ravel().tolist() == [1, 0.5, 0]


def test_every_point_leaves_its_dot_inside_the_square():
    sheet = scatter([[0, 0], [1, 1], [0.5, 0.2]], [0, 1, 0.5], size=60)
    assert sheet.shape == (60, 60, 3)
    assert len(np.unique(sheet.reshape(-1, 3), axis=0)) == 4


def test_pictures_of_any_width_are_stacked_in_colour_where_one_is():
    assert stack(np.ones((4, 10)), np.zeros((2, 6, 3))).shape == (6, 10, 3)
