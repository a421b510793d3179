"""A process that builds again and again, so that what it has imported is at hand, and another in its place when code changes.

Python cannot forget a module for certain. So a process in which a demo, or any other code of ours, is no longer what it was
when the process began says so, and a fresh one begins where it stood.
"""

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.project import Project
from aeexplain.site.build.ctrl_c import held, start_server
from aeexplain.site.core import arithmetic

BUILT, REFUSED, STALE, PROGRESS = "built", "refused", "stale", "progress"
PATIENCE = 5.0  # seconds that a build may go on when nobody waits for it
# What a fresh process has at once; none of it is ours.
AHEAD = [
    "numpy",
    "pygments.formatters.html",
    "pygments.lexers.python",
    "jinja2",
    "markdown",
    "PIL.Image",
    "brotli",
    "platformdirs",
    "multiprocessing.pool",
    "importlib.metadata",
]


class Rebuilder:
    """Builds drafts of `root` into `out` in a process of its own, as often as asked, until the `with` block ends."""

    def __init__(self, root: Path, out: Path, say: Callable[[str], None]) -> None:
        self._root, self._out, self._say = root, out, say
        multiprocessing.set_forkserver_preload(AHEAD)
        self._context: Any = multiprocessing.get_context(start_server())
        self._process: Any = None
        self._line: Connection[Any, Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def build(self) -> None:
        """Build what is there now; anything wrong: ExplainError with all that is wrong."""
        while (answer := self._asked())[0] == STALE:
            self._end()
        if answer[0] == REFUSED:
            errors = [ExplainError(*each) for each in answer[1]]
            raise errors[0] if len(errors) == 1 else ExplainErrors(errors)

    def _asked(self) -> tuple[str, Sequence[tuple[str, str, str]]]:
        if self._process is None:
            ours, theirs = self._context.Pipe()
            self._line = ours
            self._process = self._context.Process(target=_builds, args=(theirs, self._root, self._out))
            with held():  # or there might be half a process
                self._process.start()
            theirs.close()
        connection: Any = self._line
        try:
            connection.send(None)
            while (answer := connection.recv())[0] == PROGRESS:
                self._say(answer[1])
        except (EOFError, OSError):
            self._end()
            what = ("the builder", "ended by itself", "what it said stands above; save again to try again")
            return REFUSED, [what]
        result: tuple[str, Sequence[tuple[str, str, str]]] = answer
        return result

    def _end(self) -> None:
        if self._process is not None:
            if self._line:
                self._line.close()
            self._process.join(PATIENCE)
            if self._process.is_alive():  # in the middle of something long
                self._process.terminate()
                self._process.join()
            self._process.close()
        self._process = self._line = None


def _builds(connection: "Connection[Any, Any]", root: Path, out: Path) -> None:
    """Build whenever asked by the connection, and answer; end when it is closed."""
    # The terminal sends it to all; the process that asks decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    arithmetic.make_portable()
    from aeexplain.cache import user_cache
    from aeexplain.site.build.builder import build
    from aeexplain.site.core.code_digests import Sources
    from aeexplain.site.math.typesetter import Typesetter

    project = Project(root)
    begun, cache = Sources(project).everything, user_cache()
    typesetter = Typesetter(cache)
    try:
        while True:
            connection.recv()
            if Sources(project).everything != begun:
                connection.send((STALE, []))
                return
            try:
                build(
                    root,
                    out,
                    lambda message: connection.send((PROGRESS, message)),
                    None,
                    cache,
                    typesetter,
                    draft=True,
                )
                connection.send((BUILT, []))
            except ExplainErrors as several:
                connection.send((REFUSED, [(each.where, each.what, each.hint) for each in several.errors]))
            except ExplainError as each:
                connection.send((REFUSED, [(each.where, each.what, each.hint)]))
    except (EOFError, ConnectionError):
        return  # nobody asks any more
    finally:
        typesetter.close()
