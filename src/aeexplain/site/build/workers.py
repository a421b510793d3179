"""Processes that share many jobs of one kind; few jobs are done where they are asked for."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from aeexplain.cache import Cache
from aeexplain.site.build.ctrl_c import held, start_server
from aeexplain.site.build_context import BuildContext
from aeexplain.site.core import arithmetic

AHEAD = 10  # jobs a process has before it, so that results do not pile up where nobody takes them
_contexts: list[BuildContext] = []  # of this process, where it is one of a pool


class Pool:
    """As many processes as there are cores, started with the first batch that is worth it; they end with the `with` block."""

    def __init__(self, context: BuildContext) -> None:
        self._context, self._size = context, cores()
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    def map[J, R](self, work: Callable[[J, BuildContext], R], jobs: Iterable[J], few: int) -> Iterator[R]:
        """Return what `work` makes of each job, in their order; other processes begin at once, before anybody takes it.

        Up to `few` jobs are done in this process, as they are taken.
        """
        rest = iter(jobs)
        first = list(islice(rest, few + 1))
        every = chain(first, rest)
        if len(first) <= few:
            return (work(job, self._context) for job in every)
        executor = self._executor = self._executor or self._started()
        begun = (_begun(executor, work, job) for job in every)
        return _results(deque(islice(begun, AHEAD * self._size)), begun)

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context(start_server())
        arguments = (self._context.root, self._context.cache.folder)
        return ProcessPoolExecutor(self._size, context, _enter, arguments)


def _begun[J, R](executor: ProcessPoolExecutor, work: Callable[[J, BuildContext], R], job: J) -> Future[R]:
    """Hand a job over; Ctrl-C waits, since a process that had started, and was not yet known, would never be waited for."""
    with held():
        return executor.submit(_work, work, job)


def _results[R](waiting: deque[Future[R]], begun: Iterator[Future[R]]) -> Iterator[R]:
    """Yield each job's result; for each that is taken another is begun."""
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(islice(begun, 1))
        yield done


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _enter(root: Path, cache: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; who asked for the jobs decides
    arithmetic.make_portable()
    _contexts.append(BuildContext(root, Cache(cache)))


def _work[J, R](work: Callable[[J, BuildContext], R], job: J) -> R:
    return work(job, _contexts[0])
