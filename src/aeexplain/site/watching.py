"""Watching a tree, and its site in the browser: what is saved is built and shown."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.site.rebuilding import Rebuilder
from aeexplain.site.reload import Channel
from aeexplain.site.sources import PACKAGE

TREES = ("content", "templates", "weights")
TOGETHER, WAIT = 80, 10  # milliseconds: changes this close are one; no further change for so long ends them


@dataclass(frozen=True)
class Rebuilt:
    """What came of a build: its seconds, and what is wrong, or nothing."""

    seconds: float
    errors: Sequence[ExplainError]


class Watch:
    """Watches from the start of the `with` block; `changed` waits for a change of which nobody was told."""

    def __init__(self, root: Path) -> None:
        places = [*(root / name for name in TREES), PACKAGE]
        self._places = [place for place in places if place.is_dir()]
        self._stop, self._change = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def changed(self, seconds: float | None = None) -> bool:
        """Wait until something has changed, or so many seconds; tell which."""
        end = None if seconds is None else time.monotonic() + seconds
        while not self._change.wait(0.5):  # in short waits, so that Ctrl-C is heard on every system
            if end is not None and time.monotonic() > end:
                return False
        self._change.clear()
        return True

    def _listen(self) -> None:
        from watchfiles import watch

        changes = watch(
            *self._places,
            stop_event=self._stop,
            debounce=TOGETHER,
            step=WAIT,
            rust_timeout=500,
            raise_interrupt=False,
        )
        for _ in changes:
            self._change.set()


def rebuilt(rebuilder: Rebuilder, channel: Channel) -> Rebuilt:
    """Build, and tell the pages that are open: to load anew, or what is wrong."""
    begun = time.monotonic()
    errors: Sequence[ExplainError] = ()
    try:
        rebuilder.build()
    except ExplainErrors as several:
        errors = several.errors
    except ExplainError as error:
        errors = [error]
    channel.tell(errors)
    return Rebuilt(time.monotonic() - begun, errors)


def watch_and_rebuild(
    root: Path, out: Path, channel: Channel, say: Callable[[str], None], told: Callable[[Rebuilt], None]
) -> None:
    """Build, then build again after each change, until interrupted; `told` hears what came of each."""
    with Watch(root) as watch, Rebuilder(root, out, say) as rebuilder:
        while True:
            told(rebuilt(rebuilder, channel))
            watch.changed()
