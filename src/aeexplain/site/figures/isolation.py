"""A demo draws from its arguments alone: while it is imported and drawn, what it reads, writes, runs or prints is refused.

What it reads from the disk at build is not there in a reader's browser, so the figure could not live.
"""

import io
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, redirect_stderr, redirect_stdout
from types import FrameType
from typing import Any

from aeexplain import bridge
from aeexplain.errors import ExplainError
from aeexplain.project import PACKAGE
from aeexplain.tracebacks import one_line, short

SHIPPED = tuple(f"{PACKAGE}/{room}/" for room in ("demos", "data", "nn", "draw", "demo"))
IMPORTING = ("<frozen importlib._bootstrap>", "_find_and_load")
READING = "a reader's browser has no such file; have the demo get it, data={'points': 'points.csv'}, or a recipe write weights"
# Of the processor, for what a demo does in one go: its import, a frame, all frames drawn ahead.
SECONDS = 60.0
ALONE = "a figure draws from its controls and weights alone"
REACHES = (
    "os.",
    "shutil.",
    "socket.",
    "subprocess.",
    "tempfile.",
    "sqlite3.",
    "urllib.",
    "glob.",
    "http.",
    "ftplib.",
    "ctypes.",
    "_thread.start",
    "signal.",
)
ENDS = ("_exit", "abort")  # of `os`, of which nothing else hears


class _Watch:
    """What a demo in this process has reached for; None where nobody is watched."""

    found: list[ExplainError] | None = None
    places: tuple[str, ...] = SHIPPED
    reading, alone = READING, ALONE
    hooked = False


@contextmanager
def isolated(file: str, prints: bool = False, reading: str = READING, alone: str = ALONE) -> Iterator[None]:
    """Refuse what the demo of a file does beyond drawing while the block runs: ExplainError with the line that does it.

    `prints` lets it print, as somebody who looks for a fault does. `reading` and `alone` tell an author what to do instead.
    """
    if not _Watch.hooked:
        sys.addaudithook(_audit)  # for good: Python has no way to take one back
        _Watch.hooked = True
    found: list[ExplainError] = []
    folders = {os.path.dirname(file), *bridge.folders()}
    _Watch.reading, _Watch.alone = reading, alone
    _Watch.found, _Watch.places = found, (*SHIPPED, *(folder + os.sep for folder in folders))
    contexts: list[AbstractContextManager[object]] = [_unending_refused(), _ends_refused()]
    if not prints:
        contexts += [redirect_stdout(_Refusing()), redirect_stderr(_Refusing())]
    try:
        with warnings.catch_warnings(), ExitStack() as stack:
            for context in contexts:
                stack.enter_context(context)
            # What a warning is about and matters, nan above all, is refused where it is drawn.
            warnings.simplefilter("ignore")
            yield
    except Exception as error:
        if found and found[0].what not in str(error):  # which only follows
            raise found[0] from None
        raise
    finally:
        _Watch.found = None
    if found:  # whatever the demo made of the exception
        raise found[0]


@contextmanager
def _unending_refused() -> Iterator[None]:
    """Refuse what takes the processor longer than `SECONDS`, where the system has a clock for that."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, 1)  # again and again, for who catches it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(_: int, frame: FrameType | None) -> None:
    if (own := _authors(frame)) and _Watch.found is not None:
        _refuse(own, f"takes longer than {SECONDS:g} seconds", "draw less, or end the loop")


@contextmanager
def _ends_refused() -> Iterator[None]:
    """Refuse what would end the process without a word."""
    before = {name: getattr(os, name) for name in ENDS}

    def refused(*_: object) -> None:
        if frame := _authors(sys._getframe(1)):
            _refuse(frame, "ends Python", _Watch.alone)

    for name in ENDS:
        setattr(os, name, refused)
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(os, name, function)


class _Refusing(io.TextIOBase):
    """In the place of standard output."""

    def writable(self) -> bool:
        """Return that it is written to."""
        return True

    def write(self, text: str) -> int:
        """Refuse what a demo prints; what anybody else does is let go."""
        if frame := _authors(sys._getframe(1)):
            _refuse(frame, f"prints {one_line(text)!r:.60}", "show it in a view, such as Words, or remove it")
        return len(text)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _Watch.found is None or not (event in ("open", "builtins.input") or event.startswith(REACHES)):
        return
    frame = _authors(sys._getframe(1))
    if frame is None:
        return
    if event == "open":
        _refuse(frame, f"opens {str(arguments[0])!r:.120}", _Watch.reading)
    _refuse(frame, f"reaches beyond its figure ({event})", _Watch.alone)


def _refuse(frame: FrameType, what: str, hint: str) -> None:
    error = ExplainError(f"{short(frame.f_code.co_filename)}:{frame.f_lineno}", what, hint)
    if _Watch.found is not None:
        _Watch.found.append(error)
    raise error


def _authors(frame: FrameType | None) -> FrameType | None:
    """Return the innermost frame of a shipped room, or of a file beside the demo.

    None where Python's import comes before it, or there is none.
    """
    while frame:
        code = frame.f_code
        if (code.co_filename, code.co_name) == IMPORTING:
            return None
        if code.co_filename.startswith(_Watch.places):
            return frame
        frame = frame.f_back
    return None
