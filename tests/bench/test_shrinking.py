"""What the steps are worth that make the engine smaller: each is one that the engine takes, and can be left out."""

from aeexplain.bench.shrinking import STEPS, StepWorth
from aeexplain.bench.table import engine_table
from aeexplain.project import Project
from aeexplain.runtime import library
from aeexplain.runtime.engine import sources_of
from aeexplain.runtime.shrink import optional_steps, pyodide_files
from aeexplain.runtime.shrink.optional_steps import left_out, optional
from aeexplain.setup.fetch import numpy_wheel

FOR_SNAPSHOT = 1  # step that makes nothing smaller


def test_a_step_that_is_left_out_changes_nothing_and_is_back_afterwards():
    with left_out("this"):
        assert [optional(step, 0, lambda: 1, print) for step in ("this", "that")] == [0, 1]
    assert optional("this", 0, lambda: 1, print) == 1


def test_every_step_that_the_engine_takes_is_measured(root, monkeypatch):
    taken = []

    def noted(step, untouched, act, say):
        taken.append(step)
        return optional(step, untouched, act, say)

    for module in (library, pyodide_files):
        monkeypatch.setattr(module, "optional", noted)
    sources = sources_of(numpy_wheel(), Project(root).package)
    library.usable_library(sources, print)
    original = pyodide_files.original_files(sources.pyodide)
    pyodide_files.shrunk_files(pyodide_files.patched_for_webkit(original, print), {}, print)
    assert len(taken) == len(STEPS) + FOR_SNAPSHOT
    assert set(STEPS) < set(taken)
    assert optional_steps.optional is optional


def test_the_table_has_both_starts_and_what_they_take_with_every_step():
    worths = [StepWorth("a step", start, 1234.5, 0.1, 456, -0.002) for start in ("snapshot", "trimmed")]
    assert engine_table(worths).splitlines()[2:] == [
        "| a step | +10.0% | -0.2% | +10.0% | -0.2% |",
        "| nothing | 1,234 kB | 456 ms | 1,234 kB | 456 ms |",
    ]
