import numpy as np
import pytest

from aeexplain.draw import grounded, heat, image_grid, ink, overlaid, reached, scaled, signed, tag
from aeexplain.errors import ExplainError


def test_ink_is_clear_at_zero_and_full_at_one():
    view = ink(np.array([[0.0, 0.5, 1.0, 2.0, -1.0]]), "a row")
    assert view.rgba.dtype == np.uint8
    assert view.rgba[0, :, 3].tolist() == [0, 128, 255, 255, 0]
    assert view.tone == "ink"


def test_what_the_model_draws_and_its_rival_have_inks_of_their_own_which_turn_light_in_the_dark():
    inks = [ink(np.ones((1, 1)), "a pixel", series).rgba[0, 0].tolist() for series in ("ink", "a", "b")]
    assert inks[1:] == [[11, 79, 143, 255], [110, 31, 94, 255]]
    assert max(inks[0][:3]) < 32
    assert {ink(np.ones((1, 1)), "a pixel", series).tone for series in ("ink", "a", "b")} == {"ink"}


def test_a_grounded_image_keeps_its_pixels_and_stands_on_paper_in_a_grid_too():
    face = ink(np.ones((2, 2)), "a face")
    view = grounded(face)
    assert (view.tone, view.says) == ("paper", "a face")
    assert np.array_equal(view.rgba, face.rgba)
    assert image_grid([view, view], 2, "two faces").tone == "paper"
    assert overlaid(reached(view, (0, 1), (1, 0)), 2, 2).tone == "paper"


def test_an_ink_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(ExplainError, match="ink: the series is 'c'; there are 'ink', 'a', 'b'"):
        ink(np.ones((1, 1)), "a pixel", "c")


def test_heat_is_full_at_its_top():
    assert heat(np.array([[0.0, 0.25, 0.5, 9.0]]), 0.5, "errors").rgba[0, :, 3].tolist() == [0, 128, 255, 255]


def test_signed_numbers_have_a_colour_for_each_side():
    rgba = signed(np.array([[-1.0, 0.0, 1.0]]), 1.0, "weights").rgba
    assert rgba[0, :, 3].tolist() == [255, 0, 255]
    assert rgba[0, 0, :3].tolist() != rgba[0, 2, :3].tolist()


def test_the_scale_grows_brighter_all_the_way():
    rgb = scaled(np.linspace(0, 1, 64)[None], 0, 1, "a scale").rgba[0, :, :3]
    lightness = rgb @ np.array([0.2126, 0.7152, 0.0722])
    assert np.all(np.diff(lightness) > 0)


def test_a_film_sets_images_in_rows_and_dims_those_that_are_not_lit():
    one = ink(np.ones((4, 3)), "full")
    view = image_grid([one] * 5, 3, "five", gap=2, active=np.array([True, False, True, True, True]), marked=3)
    assert view.rgba.shape == (2 * 6 + 2, 3 * 5 + 2, 4)
    assert view.rgba[2, 2, 3] == 255
    assert 0 < view.rgba[2, 7, 3] < 128
    assert view.rgba[7, 2, 3] == 255
    assert view.rgba[0, 0, 3] == 0


def test_what_the_model_makes_is_blue_its_rival_plum_and_what_is_given_ink():
    x, given = np.ones((1, 2)), np.array([[True, False]])
    data, model, rival = (ink(x, "two", series, given).rgba[0, :, :3] for series in ("ink", "a", "b"))
    assert (data[0] == data[1]).all()
    assert model[1].argmax() == 2
    assert model[1, 2] > 2 * model[1, 0]
    assert rival[1].argmin() == 1
    assert all((one[0] == data[0]).all() for one in (model, rival)), "given"


def test_marks_over_an_image_keep_it_and_where_its_data_stand():
    image = reached(ink(np.ones((2, 3)), "a map"), (0, 3), (0, 2))
    both = overlaid(image, 30, 20, tag("path", d="M1 2h0"))
    assert (both.says, both.reach) == (image.says, image.reach)
    assert both.rgba is image.rgba
    assert both.over == (
        '<svg viewBox="0 0 30 20" preserveAspectRatio="none" class="over" aria-hidden="true"><path d="M1 2h0"/></svg>'
    )
