import numpy as np

from aeexplain.training.samples.stroke_crops import INK, stroke_crops


def digits():
    return (np.random.default_rng(0).random((5, 784)) < 0.2).astype(np.float32)


def test_a_piece_is_a_square_of_a_digit():
    x = digits()
    windows = np.lib.stride_tricks.sliding_window_view(x.reshape(5, 28, 28), (12, 12), (1, 2))[:, 2:15, 2:15]
    known = {window.tobytes() for window in windows.reshape(-1, 144)}
    found = stroke_crops(x, 12, 20, np.random.default_rng(1))
    assert found.shape == (20, 144)
    assert {piece.tobytes() for piece in found} <= known


def test_every_piece_has_a_stroke_in_it():
    faint = digits() * np.linspace(0.3, 1, 784, dtype=np.float32)
    assert stroke_crops(faint, 12, 200, np.random.default_rng(1)).mean(1).min() >= INK


def test_the_same_generator_finds_the_same_pieces():
    first, again = (stroke_crops(digits(), 12, 50, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first, again)
