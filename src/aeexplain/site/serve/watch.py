"""Watching a tree, and its site in the browser: what is saved is built and shown."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.project import PACKAGE, Project
from aeexplain.site.serve.build_process import Rebuilder
from aeexplain.site.serve.linked_files import Places, places_of, real_place
from aeexplain.site.serve.live_reload import Channel

TOGETHER, WAIT = 80, 10  # milliseconds: changes this close are one; no further change for so long ends them
QUIET = 500  # milliseconds without a change, after which a watch looks whether it is still wanted
ORDINARY = DefaultFilter()


@dataclass(frozen=True)
class Rebuilt:
    """What came of a build: its seconds, and what is wrong, or nothing."""

    seconds: float
    errors: Sequence[ExplainError]


class Watch:
    """Watches from the start of the `with` block; `changed` waits for a change that nobody has heard of."""

    def __init__(self, root: Path) -> None:
        self._trees = [*Project(root).watched, PACKAGE]
        self._stop, self._change = threading.Event(), threading.Event()
        self._again = threading.Event()  # what is watched has become something else
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._again.set()
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
        """Watch where everything is, and anew when a link leads elsewhere."""
        first = True
        while not self._stop.is_set():
            self._again.clear()
            places = places_of(self._trees)
            watchers = [
                threading.Thread(target=self._follow, args=(places, recursive, first), daemon=True)
                for recursive in (True, False)
            ]
            for each in watchers:
                each.start()
            for each in watchers:
                each.join()
            first = False

    def _follow(self, places: Places, recursive: bool, first: bool) -> None:
        """Watch the trees, or the single names, until something else is to be watched."""
        known = first
        followed = watch(
            *(places.trees if recursive else places.folders),
            watch_filter=partial(_matters, places, recursive),
            recursive=recursive,
            stop_event=self._again,
            debounce=TOGETHER,
            step=WAIT,
            rust_timeout=QUIET,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        try:
            for changes in followed:
                if changes or not known:  # what changed before this watch began was seen by none
                    known = True
                    self._change.set()
                if self._stop.is_set() or (changes and places_of(self._trees) != places):
                    break
        except FileNotFoundError:  # a folder went before it could be watched
            time.sleep(QUIET / 1000)
        self._again.set()


def _matters(places: Places, recursive: bool, change: Change, path: str) -> bool:
    """Tell whether a change is one of what is watched, and no editor's or system's own affair."""
    place = real_place(Path(path))  # the system's own watch goes through links, also to where nothing is read
    if not recursive:
        return place in places.names
    inside = next((tree for tree in places.trees if place.is_relative_to(tree)), None)
    return inside is not None and ORDINARY(change, os.path.relpath(place, inside))


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
    root: Path, out: Path, channel: Channel, say: Callable[[str], None], on_rebuilt: Callable[[Rebuilt], None]
) -> None:
    """Build, then build again after each change, until interrupted; `on_rebuilt` gets what came of each."""
    with Watch(root) as watch, Rebuilder(root, out, say) as rebuilder:
        while True:
            on_rebuilt(rebuilt(rebuilder, channel))
            watch.changed()
