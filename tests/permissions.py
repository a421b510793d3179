"""What a test needs that is about who may write where: the tests may be run by root, who may."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DROP_FROM_BOUNDS, MAY_WRITE_ANYWHERE = 24, 1  # PR_CAPBSET_DROP of prctl(2), CAP_DAC_OVERRIDE


def bound_by_permissions() -> None:
    """Take from this process, and from what it becomes, the right of root to write everywhere."""
    if os.geteuid() == 0 and sys.platform == "linux":
        ctypes.CDLL(None).prctl(DROP_FROM_BOUNDS, MAY_WRITE_ANYWHERE, 0, 0, 0)


@contextmanager
def only_read(folder: Path) -> Iterator[None]:
    """Have nobody who is bound by permissions change anything below a folder while the block runs."""
    places = [Path(place) for place, _, _ in os.walk(folder)]
    for place in places:
        place.chmod(0o555)
    try:
        yield
    finally:
        for place in places:
            place.chmod(0o755)
