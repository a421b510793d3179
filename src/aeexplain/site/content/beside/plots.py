"""Pictures that scripts beside an article draw with any library: light and dark, kept by what they follow from."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.site.build_context import BuildContext

PROCESS = Path(__file__).with_name("plot_process.py")
PYTHON = "AEEXPLAIN_PYTHON"  # which Python draws, where it is not the one that builds
SECONDS = 120  # that a script may take
LARGEST = 5_000_000  # bytes of a picture
NOT_READ = (".md", ".markdown", ".bib")  # of which scripts draw nothing
# For whichever library: no window, no time of day, no order by chance, one thread where that changes a sum.
SETTINGS = {
    "MPLBACKEND": "Agg",
    "SOURCE_DATE_EPOCH": "0",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def drawn(context: BuildContext, folder: Path, beside: Mapping[str, str], script: str) -> dict[str, bytes]:
    """Return what a script draws: light.svg and dark.svg, or .png, or the light one alone where both are the same.

    beside: the digest of each file beside the article, which all may be read by the script. What is wrong: ExplainError with
    the script's line.
    """
    python = os.environ.get(PYTHON) or sys.executable
    read = (part for name in sorted(beside) if not name.endswith(NOT_READ) for part in (name, beside[name]))
    key = digest(PROCESS.read_bytes(), script, python, sys.version, *read)
    found = context.cache.read("plots", key, dict[str, bytes])
    if found is None:
        found = _draw(context.root, folder, script, python)
        context.cache.write("plots", key, found)
    return found


def _draw(root: Path, folder: Path, script: str, python: str) -> dict[str, bytes]:
    path = folder / script
    where = path.relative_to(root).as_posix()
    with tempfile.TemporaryDirectory(prefix="aeexplain-plot-") as out:
        code = _run([python, "-B", "-X", "utf8", str(PROCESS), str(path.absolute()), out], folder, where)
        if (told := Path(out) / "error.json").is_file():
            raise _error(json.loads(told.read_text("utf-8")), root)
        files = {each.name: each.read_bytes() for each in sorted(Path(out).iterdir())}
        if code or len(files) != len(("light", "dark")):
            ended = f"by signal {-code}" if code < 0 else f"with exit code {code}"
            raise ExplainError(where, f"its process ended {ended} before it had drawn", "run draw by itself")
    for name, content in files.items():
        if len(content) > LARGEST:
            what = f"drew {len(content):,} bytes ({name}), more than {LARGEST:,}"
            raise ExplainError(where, what, "draw fewer marks, or return PNG")
    light, dark = sorted(files, reverse=True)
    return {light: files[light]} if files[light] == files[dark] else files


def _run(words: list[str], folder: Path, where: str) -> int:
    """Run a process beside the article and return its exit code; one that takes too long is ended, with all that it began."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            words,
            cwd=folder,
            env=os.environ | SETTINGS,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
    except OSError as error:
        what = f"there is no Python {words[0]!r} to draw it: {error.strerror}"
        raise ExplainError(where, what, f"name another in {PYTHON}") from error
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        hint = "compute beforehand, and have it read the result beside the article"
        raise ExplainError(where, f"draws for more than {SECONDS} s", hint) from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _error(told: Mapping[str, str], root: Path) -> ExplainError:
    path = Path(told["file"])
    file = (
        path.relative_to(root.absolute()).as_posix() if path.is_relative_to(root.absolute()) else told["file"]
    )
    return ExplainError(f"{file}:{told['line']}", told["what"], told["hint"])
