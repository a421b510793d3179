"""One at a time: a lock that the system itself takes back when its holder ends, however it ends."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aeexplain.setup.places import SETUP_LOCK
from aeexplain.setup.steps import say


@contextmanager
def file_lock(path: Path = SETUP_LOCK, what: str = "is setting up") -> "Iterator[None]":
    """Hold the lock on `path` (a small file that stays) for the block; wait, and say so, while another process has it.

    `what` says of that process what it does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not try_lock(file.fileno()):
            say(f"another process {what}; waiting for it ({path})")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield  # closing the file gives the lock back


def try_lock(descriptor: int) -> bool:
    """Take the lock if nobody has it; tell whether we have it now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
