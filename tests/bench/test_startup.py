"""How the startup bench counts and compares, and what it writes; no browser and no clock."""

import pytest

from aeexplain.bench.startup import Visit, compared, taking_turns
from aeexplain.bench.table import startup_table, with_region
from aeexplain.errors import ExplainError

KINDS = ("snapshot", "trimmed", "stock", "floor")


def visits(**times):
    """Visits of each kind that took these milliseconds."""
    return {
        kind: [Visit(time, time / 2, 7_000_000, 100 << 20) for time in series]
        for kind, series in times.items()
    }


def test_the_kinds_take_turns_in_another_order_each_round():
    asked = []
    visited = taking_turns(lambda kind: asked.append(kind) or Visit(1.0, 1.0, 2, None), KINDS, rounds=6)
    assert {kind: len(each) for kind, each in visited.items()} == dict.fromkeys(KINDS, 6)
    rounds = [tuple(asked[at : at + 4]) for at in range(0, len(asked), 4)]
    assert all(sorted(order) == sorted(KINDS) for order in rounds)
    assert len(set(rounds)) > 1


def test_kinds_are_compared_round_by_round_so_that_a_slow_round_does_not_count():
    measured = visits(trimmed=[100.0, 1000.0, 90.0], stock=[400.0, 4000.0, 400.0], floor=[50.0, 500.0, 50.0])
    costs = {cost.kind: cost for cost in compared(measured, "br")}
    assert (costs["trimmed"].sooner, costs["trimmed"].floors) == (4.0, 2.0)
    assert (costs["trimmed"].median, costs["trimmed"].low, costs["trimmed"].high) == (100.0, 90.0, 1000.0)
    assert (costs["trimmed"].repeat, costs["stock"].sooner) == (50.0, 1.0)


def test_the_table_tells_each_kind_at_each_pace_and_what_each_host_sends():
    measured = visits(snapshot=[80.0], trimmed=[100.0], stock=[400.0], floor=[50.0])
    text = startup_table(
        [*compared(measured, "br"), *compared(measured, "br", 20), *compared(measured, "none")],
        "a machine",
        "Chromium 1",
    )
    assert "a machine; Chromium 1" in text
    assert "| snapshot, no limit | 80 ms (80 to 80) | 5.0 | 1.6 | 40 ms |" in text
    assert "| stock, 20 Mbit/s | 400 ms (400 to 400) | 1.0 | 8.0 | 200 ms |" in text
    assert "| trimmed | 7.00 | 7.00 | 105 |" in text


def test_only_the_marked_region_of_the_document_is_written_anew():
    text = "# Title\n<!-- bench: startup -->\nold\n<!-- /bench -->\nend\n"
    assert with_region(text, "startup", "new\n", "a.md") == text.replace("old", "new")


def test_a_document_without_the_region_is_refused():
    with pytest.raises(ExplainError, match="has no region"):
        with_region("# Title\n", "startup", "new\n", "a.md")
