"""The order in which several processes take the files of tests: a long one that came last would keep one busy alone."""

from collections.abc import Sequence
from pathlib import Path

TESTS = Path(__file__).parent
LONGEST = (
    "faults/test_reproducible.py",
    "faults/test_processors.py",
    "faults/test_numbers.py",
    "browser/test_agreement.py",
    "browser/test_every_figure.py",
    "browser/test_offline.py",
    "browser/test_controls.py",
    "browser/test_faults.py",
    "cli/test_site.py",
    "faults/test_crashes.py",
    "check/test_check.py",
    "browser/test_reading.py",
    "browser/test_folds.py",
    "browser/test_editing.py",
    "browser/test_handles.py",
    "browser/test_bottleneck.py",
    "browser/test_engine_files.py",
    "runtime/test_engine.py",
    "runtime/shrink/test_pyodide_files.py",
    "site/figures/test_precompute.py",
    "site/math/test_formulas.py",
    "setup/test_environment.py",
    "test_thorough.py",
    "test_style.py",
)


def in_order(files: Sequence[Path]) -> list[int]:
    """Return the indices of files, those of the longest first; the others stay as they are."""
    rank = {TESTS / name: at for at, name in enumerate(LONGEST)}
    return sorted(range(len(files)), key=lambda index: rank.get(files[index], len(LONGEST)))
