import numpy as np
import pytest

from aeexplain.draw.scale import Linear, tick_text


def test_a_scale_maps_its_domain_onto_its_pixels():
    scale = Linear((0.0, 10.0), (100.0, 0.0))
    assert scale([0, 5, 10]).tolist() == [100.0, 50.0, 0.0]


@pytest.mark.parametrize(
    ("domain", "ticks"),
    [
        ((0, 32), [0, 10, 20, 30]),
        ((0.0, 0.07), [0.0, 0.02, 0.04, 0.06]),
        ((-1, 1), [-1, -0.5, 0, 0.5, 1]),
        ((3, -3), [-2, 0, 2]),
    ],
)
def test_ticks_are_round_numbers_inside_the_domain(domain, ticks):
    assert Linear(domain, (0, 1)).ticks(4) == pytest.approx(ticks)


@pytest.mark.parametrize("reach", [1e-6, 0.3, 7.0, 123456.0])
def test_the_number_of_ticks_stays_near_what_was_asked(reach):
    assert 3 <= len(Linear((0.0, reach), (0, 1)).ticks(5)) <= 7


def test_ticks_read_as_a_person_would_write_them():
    assert [tick_text(value) for value in (0.02, -1.0, 1500.0)] == ["0.02", "\N{MINUS SIGN}1", "1500"]


def test_a_scale_keeps_the_shape_of_its_values():
    assert Linear((0, 1), (0, 2))(np.zeros((3, 4))).shape == (3, 4)
