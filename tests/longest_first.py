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
)


def in_order(files: Sequence[Path]) -> list[int]:
    """Return the indices of files, those of the longest first; the others stay as they are."""
    rank = {TESTS / name: at for at, name in enumerate(LONGEST)}
    return sorted(range(len(files)), key=lambda index: rank.get(files[index], len(LONGEST)))
