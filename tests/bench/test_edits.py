"""How the bench of edits sums up; no browser."""

from aeexplain.bench.edits import summed_up
from aeexplain.bench.table import edits_table


def test_an_edit_is_held_against_the_frame_that_it_ends_in():
    cost = summed_up("bottleneck", 120, [(100, 30), (90, 10), (200, 20)])
    assert (cost.picture, cost.frame, cost.beside) == (100, 20, 80)


def test_the_table_ends_with_the_medians_of_all_figures():
    costs = [summed_up(name, time, [(time, 10)]) for name, time in (("a", 20), ("b", 60), ("c", 30))]
    assert edits_table(costs).splitlines()[2:] == [
        "| a | 20 ms | 20 ms | 10 ms | 10 ms |",
        "| b | 60 ms | 60 ms | 10 ms | 50 ms |",
        "| c | 30 ms | 30 ms | 10 ms | 20 ms |",
        "| median | 30 ms | 30 ms | 10 ms | 20 ms |",
    ]
