import numpy as np
import pytest

from aeexplain.data.faces import FACTORS, SIDE, draw, faces
from aeexplain.errors import ExplainError

MIDDLE = np.array([[sum(ends) / 2 for ends in FACTORS.values()]], np.float32)


def face(**changed):
    row = MIDDLE.copy()
    for name, value in changed.items():
        row[0, list(FACTORS).index(name)] = value
    return draw(row).reshape(SIDE, SIDE)


def test_faces_are_ink_and_every_factor_stays_in_its_range():
    x, rows = faces(np.random.default_rng(0), 500)
    assert (x.shape, x.dtype, rows.shape, rows.dtype) == ((500, 144), np.float32, (500, 6), np.float32)
    assert x.min() >= 0
    assert 0.9 < x.max() <= 1
    low, high = np.array(list(FACTORS.values())).T
    assert ((rows >= low - 1e-6) & (rows <= high + 1e-6)).all()


def test_the_same_generator_draws_the_same_faces():
    assert np.array_equal(faces(np.random.default_rng(3), 9)[0], faces(np.random.default_rng(3), 9)[0])


def test_a_face_is_its_factors_alone():
    x, rows = faces(np.random.default_rng(1), 20)
    assert np.allclose(draw(rows[7:8])[0], x[7])


def test_a_face_that_looks_straight_ahead_is_symmetric():
    assert np.allclose(face(gaze=0.0), face(gaze=0.0)[:, ::-1], atol=1e-5)


def test_a_smile_has_its_corners_up_and_a_frown_down():
    smile, frown = face(smile=1.0), face(smile=-1.0)
    rows = np.arange(SIDE)[6:]

    def height(picture, columns):
        ink = (picture[6:, columns] - 0.45).clip(0).sum(1)
        return (rows * ink).sum() / ink.sum()

    corners, middle = [3, 8], [5, 6]
    assert height(smile, corners) < height(smile, middle) - 0.5
    assert height(frown, corners) > height(frown, middle) + 0.5


def test_a_wide_face_inks_more_columns():
    wide, narrow = (face(width=width).max(0) > 0.2 for width in FACTORS["width"][::-1])
    assert wide.sum() >= narrow.sum() + 4


def test_smile_and_width_hold_nearly_all_of_the_variance():
    _, rows = faces(np.random.default_rng(2), 2_000)
    calm = rows.copy()
    calm[:, 2:] = MIDDLE[:, 2:]
    murmur = ((draw(rows) - draw(calm)) ** 2).mean()
    assert murmur < 0.02 * draw(rows).var(0).mean()


def test_rows_of_another_length_are_refused():
    with pytest.raises(ExplainError, match="wants rows of 6 factors, got \\(2, 5\\)"):
        draw(np.zeros((2, 5)))
