import numpy as np
import pytest

from aeexplain.data.sprites import FACTORS, SIDE, draw, sprites
from aeexplain.errors import ExplainError


def bar(x=0.0, y=0.0, scale=0.46, rotation=0.0):
    return draw(np.array([[x, y, scale, rotation]])).reshape(SIDE, SIDE)


def centre(picture):
    down, across = np.mgrid[:SIDE, :SIDE]
    return (across * picture).sum() / picture.sum(), (down * picture).sum() / picture.sum()


def test_sprites_are_ink_and_every_factor_stays_in_its_range():
    x, rows = sprites(np.random.default_rng(0), 500)
    assert (x.shape, x.dtype, rows.shape, rows.dtype) == ((500, 256), np.float32, (500, 4), np.float32)
    assert x.min() >= 0
    assert 0.9 < x.max() <= 1
    low, high = np.array(list(FACTORS.values())).T
    assert ((rows >= low - 1e-4) & (rows <= high + 1e-4)).all()


def test_the_same_generator_draws_the_same_sprites():
    assert np.array_equal(sprites(np.random.default_rng(3), 9)[0], sprites(np.random.default_rng(3), 9)[0])


def test_x_moves_a_bar_to_the_right_and_y_down_by_half_the_picture_a_unit():
    x0, y0 = centre(bar())
    assert centre(bar(x=0.25))[0] - x0 == pytest.approx(2, abs=0.05)
    assert centre(bar(y=0.25))[1] - y0 == pytest.approx(2, abs=0.05)


def test_a_bar_twice_as_long_has_four_times_the_ink():
    assert bar(scale=0.6).sum() / bar(scale=0.3).sum() == pytest.approx(4, rel=0.1)


def test_a_right_turn_by_ninety_degrees_swaps_rows_and_columns():
    assert np.allclose(bar(rotation=90), bar().T, atol=1e-5)


def test_a_positive_rotation_is_clockwise():
    turned = bar(rotation=30)
    assert turned[SIDE // 2 :, SIDE // 2 :].sum() > 2 * turned[: SIDE // 2, SIDE // 2 :].sum()


def test_no_two_factors_change_the_picture_equally_much():
    _, rows = sprites(np.random.default_rng(5), 500)
    low, high = np.array(list(FACTORS.values())).T
    steps = 0.02 * np.diag(high - low)
    change = np.array([((draw(rows + step) - draw(rows - step)) ** 2).mean() for step in steps])
    x, y, scale, rotation = change
    assert y > 1.2 * x
    assert x > 1.2 * rotation
    assert rotation > 1.2 * scale


def test_no_bar_is_cut_off_by_more_than_a_little():
    x, _ = sprites(np.random.default_rng(4), 2_000)
    whole = draw(np.array([[0, 0, 0.6, 0]])).sum()
    edge = x.reshape(-1, SIDE, SIDE)[:, [0, -1]].sum((1, 2))
    assert np.quantile(edge, 0.99) < 0.1 * whole


def test_rows_of_another_length_are_refused():
    with pytest.raises(ExplainError, match="wants rows of 4 factors, got \\(2, 5\\)"):
        draw(np.zeros((2, 5)))
