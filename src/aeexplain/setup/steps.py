"""One step of the set-up: a command, told in a line with its seconds, its output in the log. Runs on Python 3.9."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.setup.places import HOME, SETUP_LOG


def say(text: str) -> None:
    """Tell the person at the terminal one line; the standard output is left to the command itself."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def offline() -> bool:
    """Tell whether AEEXPLAIN_OFFLINE forbids the network."""
    return os.environ.get("AEEXPLAIN_OFFLINE", "") not in ("", "0")


def run_step(
    title: str, command: "Sequence[str | Path]", remedy: str, *, network: bool = True, log: Path = SETUP_LOG
) -> None:
    """Run `command` in the project's folder, telling `title`; raise ExplainError where it fails or may not run."""
    if network and offline():
        raise ExplainError(title, "needs the network, and AEEXPLAIN_OFFLINE is set", "unset it and run again")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out, ticking(title):
        start = out.tell()
        out.write(("$ " + " ".join(map(str, command)) + "\n").encode())
        out.flush()
        code = call(command, out.fileno())
    if code != 0:
        with log.open("rb") as output:
            output.seek(start)
            what = reason(output.read().decode("utf-8", "replace"))
        raise ExplainError(
            title, f"failed with exit code {code}: {what}", f"{remedy}; all that it said: {log}"
        )


def call(command: "Sequence[str | Path]", output: int) -> int:
    """Return the exit code of `command`, 127 where it cannot be started; when we are stopped it is stopped first."""
    try:
        child = subprocess.Popen(
            [str(part) for part in command],
            cwd=HOME,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    except OSError as error:
        os.write(output, f"{error}\n".encode())
        return 127
    try:
        return child.wait()
    except BaseException:
        child.terminate()
        child.wait()
        raise


def reason(output: str) -> str:
    """Return the line of a tool's output that says most about its failure: the last error, else the last line."""
    lines = [line.strip() for line in output.splitlines()[1:] if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "npm error"))]
    paths = ("npm error a complete log", "npm error     ")
    errors = [line for line in errors if not line.lower().startswith(paths)] or lines
    return errors[-1] if errors else "it said nothing"


@contextmanager
def ticking(title: str) -> "Iterator[None]":
    """Tell `title` and, when it is over, its seconds; on a terminal the seconds count while it runs."""
    start, over = time.monotonic(), threading.Event()
    live = sys.stderr.isatty()

    def tick() -> None:
        while not over.wait(0.5):
            sys.stderr.write(f"\r  {title} ... {time.monotonic() - start:.0f} s")
            sys.stderr.flush()

    ticker = threading.Thread(target=tick, daemon=True)
    if live:
        ticker.start()
    else:
        say(f"  {title} ...")
    ended = "stopped"
    try:
        yield
        ended = "done"
    finally:
        over.set()
        if live:
            ticker.join()
        say(("\r" if live else "") + f"  {title}: {ended} after {time.monotonic() - start:.1f} s")
