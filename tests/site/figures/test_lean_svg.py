"""A drawing in the page is the same picture as the one that Python drew, in fewer bytes."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeexplain.site.figures.lean_svg import GRID, LINE, lean_drawings, lean_path, thinned

PLACE = st.tuples(st.integers(-3000, 9000), st.integers(-3000, 9000))


def absolute(path):
    """Return the places that a path of m, M, l, h, v, z and z names, one list for each time the pen is set down."""
    here, runs = np.zeros(2), []
    for letter, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", text)]
        pairs = [np.array(numbers[i : i + 2]) for i in range(0, len(numbers), 2)]
        if letter in "hv":
            pairs = [np.array([numbers[0], 0] if letter == "h" else [0, numbers[0]])]
        for i, pair in enumerate(pairs):
            here = pair if letter in "ML" and not (letter == "M" and i) else here + pair
            if letter in "Mm" and i == 0:
                runs.append([])
            runs[-1].append(here)
        if letter == "z":
            here = runs[-1][0]
    return [np.array(run) for run in runs]


@pytest.mark.parametrize(
    ("path", "lean"),
    [
        ("M10 20L40 60", "M10 20l30 40"),
        ("M10 20L40 60L40 90L10 20z", "M10 20l30 40 0 30-30-70z"),
        ("M10 20h30v10zM40 50h30", "M10 20h30v10zm30 30h30"),
        ("M40 50h0M10 20h0M10 10h0", "M10 10h0m0 10h0m30 30h0"),
        ("M1.5 2a3 3 0 1 0 6 0a3 3 0 1 0-6 0zM1.5 9.4h1", "M1.5 2a3 3 0 1 0 6 0a3 3 0 1 0-6 0zm0 7.4h1"),
        ("M0 0C1 1 2 2 3 3", "M0 0C1 1 2 2 3 3"),
        ("M0 0 5 5", "M0 0 5 5"),
        ("", ""),
    ],
)
def test_places_are_told_from_those_before(path, lean):
    assert lean_path(path, False) == lean


@given(st.lists(st.lists(PLACE, min_size=1, max_size=9), min_size=1, max_size=4))
def test_no_line_moves_farther_than_is_seen(runs):
    path = "".join("M" + "L".join(f"{x} {y}" for x, y in run) for run in runs)
    lean = absolute(lean_path(path, True))
    assert len(lean) == len(runs)
    for run, told in zip(runs, lean, strict=True):
        reach = 10 * (LINE + GRID / math.sqrt(2)) + 1e-6
        assert all(distance(np.array(place), told) <= reach for place in run)


def distance(place, line):
    """Return how far a place is from a line through others."""
    starts, ends = (line[:-1], line[1:]) if len(line) > 1 else (line, line)
    ways = ends - starts
    squared = (ways**2).sum(1)
    shares = np.clip(((place - starts) * ways).sum(1) / np.where(squared, squared, 1), 0, 1)
    return np.linalg.norm(place - starts - shares[:, None] * ways, axis=1).min()


def test_points_are_all_there():
    rng = np.random.default_rng(1)
    places = rng.integers(0, 3000, (50, 2)) * 2
    lean = lean_path("".join(f"M{x} {y}h0" for x, y in places), True)
    assert sorted(tuple(run[0]) for run in absolute(lean)) == sorted(map(tuple, places.astype(float)))


def test_places_on_a_line_are_left_out_and_corners_are_not():
    assert thinned([(0, 0), (1, 0.1), (2, 0), (2, 5)], 0.15) == [(0, 0), (2, 0), (2, 5)]
    assert thinned([(0, 0)], 1) == [(0, 0)]
    assert thinned([(0, 0), (3, 0), (0, 0)], 1) == [(0, 0), (3, 0), (0, 0)]


def test_a_track_is_told_as_finely_as_a_knob_is_placed_and_drawings_alone_change():
    path = '<path d="M0 0L5 5"/>'
    reach = ' data-x="0 10 0 100" data-y="0 1 50 0"'
    svg = f'<svg viewBox="0 0 9 9"{reach} data-track="0.123456,0.123456 10,1">{path}</svg>'
    lean = f'<svg viewBox="0 0 9 9"{reach} data-track=".1,.12 10,1"><path d="M0 0l5 5"/></svg>'
    assert lean_drawings(f"{path}{svg}") == f"{path}{lean}"
