"""How the startup bench counts and compares; no browser and no clock."""

from aeexplain.bench.startup import Visit, compared, taking_turns

KINDS = ("trimmed", "stock", "floor")


def test_the_kinds_take_turns_in_another_order_each_round():
    asked = []
    visits = taking_turns(lambda kind: asked.append(kind) or Visit(1.0, 2), KINDS, rounds=6)
    assert {kind: len(told) for kind, told in visits.items()} == dict.fromkeys(KINDS, 6)
    rounds = [tuple(asked[at : at + 3]) for at in range(3, len(asked), 3)]
    assert all(sorted(order) == sorted(KINDS) for order in rounds)
    assert len(set(rounds)) > 1


def test_the_first_visit_of_each_kind_is_not_counted():
    times = iter([9000.0] * 3 + [1.0] * 3)
    visits = taking_turns(lambda kind: Visit(next(times), 0), KINDS, rounds=1)
    assert {told[0].milliseconds for told in visits.values()} == {1.0}


def test_kinds_are_compared_round_by_round_so_that_a_slow_round_does_not_count():
    stock, ours, floor = [400.0, 4000.0, 400.0], [100.0, 1000.0, 90.0], [50.0, 500.0, 50.0]
    visits = {
        kind: [Visit(time, 7) for time in times]
        for kind, times in (("trimmed", ours), ("stock", stock), ("floor", floor))
    }
    costs = {cost.kind: cost for cost in compared(visits, "br")}
    assert (costs["trimmed"].sooner, costs["trimmed"].floors) == (4.0, 2.0)
    assert (costs["trimmed"].median, costs["trimmed"].low, costs["trimmed"].high) == (100.0, 90.0, 1000.0)
    assert costs["stock"].sooner == 1.0
