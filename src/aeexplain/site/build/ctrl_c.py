"""Ctrl-C, which a terminal sends to every process at once: the one that was asked to work hears it, and ends the others.

Without, each that had not come so far as to ignore it would tell of it in a traceback of its own.
"""

import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from aeexplain.site.core.arithmetic import portable_environment


def start_server() -> str:
    """Start the server of processes, which has no threads and nothing of ours in it; return the method that starts them.

    Where the system has no such server there is nothing to start, and each process must ignore Ctrl-C by itself.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # now, since it lets the signal through again
    with held(), portable_environment():  # before any library is loaded in it
        forkserver.ensure_running()
    return "forkserver"


@contextmanager
def held() -> Iterator[None]:
    """Hold Ctrl-C back until the end of the block, where it counts; processes that start within it never hear of it.

    They inherit that it is blocked. It is not ignored here meanwhile, or another thread of ours could take it and lose it.
    """
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield  # a system without; handlers are the main thread's
        return
    pressed: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, handler)
    if pressed:
        signal.raise_signal(signal.SIGINT)
