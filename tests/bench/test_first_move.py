"""How the bench of first moves counts, and what it writes; no browser and no clock."""

from aeexplain.bench.first_move import summed_up
from aeexplain.bench.table import first_table

VISIT = {
    "moves": [5.0, 305.0, 605.0, 905.0, 1205.0],
    "frames": [("precomputed", 60.0), ("precomputed", 330.0), ("live", 1000.0), ("live", 1300.0)],
}


def test_of_moves_before_the_engine_those_are_answered_after_which_the_atlas_drew():
    cost = summed_up("phone", "bottleneck", [VISIT])
    assert (cost.first, cost.seen, cost.answered, cost.moves, cost.live) == (55.0, 60.0, 2, 4, 1000.0)


def test_a_visit_whose_atlas_never_drew_waited_for_the_engine():
    late = {"moves": [5.0, 305.0], "frames": [("live", 400.0)]}
    cost = summed_up("phone", "bottleneck", [VISIT, late, late])
    assert (cost.first, cost.low, cost.high, cost.seen, cost.answered) == (395.0, 55.0, 395.0, 400.0, 0)


def test_the_table_tells_the_first_move_and_what_was_answered():
    text = first_table([summed_up("phone", "bottleneck", [VISIT])])
    assert "| phone | bottleneck | 55 ms (55 to 55) | 60 ms | 2 of 4 | 1.0 s |" in text
