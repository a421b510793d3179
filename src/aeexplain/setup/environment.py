"""From whatever Python was at hand to the command, inside an environment that has all it needs. Runs on Python 3.9.

A second run finds its stamps and does nothing: no set-up work, no network.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.setup import stamps, surroundings
from aeexplain.setup.interpreters import FLOOR, find_python
from aeexplain.setup.lock import file_lock
from aeexplain.setup.places import CHECKOUT, REQUIREMENTS, SETUP_LOG, VENV
from aeexplain.setup.steps import offline, run_step, say

TEST_COMMANDS = {"test", "bench", "check", "picture"}  # these need the test extras and a browser
INSIDE = "AEEXPLAIN_INSIDE"  # set for the second start, so that a set-up which did not help is not repeated for ever
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NAME = re.compile(r"[\w.-]+")  # of a package, with which a requirement begins
LOCKED = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
PACKAGES_REMEDY = "check the network and run again (what is there already is kept in pip's cache)"


def enter(argv: "list[str]", run: "Callable[[list[str]], int]") -> int:
    """Call `run(argv)` in a complete environment, made first where it is not there; return the exit code."""
    inside = os.environ.pop(INSIDE, "") != ""
    for name in set(os.environ) - set(surroundings.clean(dict(os.environ))):
        del os.environ[name]  # and no tool that is called here hears of it
    level = "test" if argv and argv[0] in TEST_COMMANDS else "build"
    try:
        if not ready_here(level):
            if inside:
                raise ExplainError(
                    str(VENV), "was made but cannot be used", "delete the folder and run again"
                )
            ensure_venv(level)
            return start_again(str(VENV_PYTHON), argv, INSIDE)
        if not sys.flags.no_user_site and not in_venv():
            # Without the packages of the user, which may not be the pinned ones.
            return start_again(sys.executable, argv)
        put_in_place(level)
        return run(argv)
    except ExplainError as error:
        say(str(error))
        return 1
    except OSError as error:  # a full disk, a folder that may not be written
        say(f"{error.filename or 'build.py'}: {error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130


def put_in_place(level: str) -> None:
    """Put in place what needs this environment to be put in place: the npm packages, for the tests a browser."""
    from aeexplain.setup.node import ensure_node_modules

    ensure_node_modules(development=level == "test")
    if level == "test":
        from aeexplain.setup.browser import ensure_browser

        ensure_browser(say)


def ready_here(level: str) -> bool:
    """Tell whether the running interpreter has all that `level` pins."""
    if in_venv():
        return venv_holds(level)
    return sys.version_info >= FLOOR and pins_are_installed(level)


def in_venv() -> bool:
    """Tell whether the running interpreter is .venv's."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def pins_are_installed(level: str) -> bool:
    """Tell whether the project and each direct dependency of `level` are installed here, in the locked versions."""
    from importlib.metadata import PackageNotFoundError, version

    import tomllib

    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["test"] if level == "test" else []
    direct = {found[0] for each in [*project["dependencies"], *extra] if (found := NAME.match(each))}
    locked = dict(LOCKED.findall(REQUIREMENTS[level].read_text(encoding="utf-8")))
    wanted = {name: locked.get(name.lower()) for name in direct} | {project["name"]: project["version"]}
    try:
        return all(version(name) == wanted[name] for name in wanted)
    except PackageNotFoundError:
        return False


def facts(level: str) -> "dict[str, str]":
    """Return what a finished .venv was made from: this place, its Python, the lock files up to `level`."""
    levels = ["build"] if level == "build" else ["build", "test"]
    locks = {name: stamps.digest(REQUIREMENTS[name]) for name in levels}
    return {"root": str(CHECKOUT), "python": os.path.realpath(VENV_PYTHON), **locks}


def site_packages() -> Path:
    """Return the folder of .venv's packages (a folder that is not there when there is none)."""
    return next(VENV.glob("lib/python3*/site-packages"), VENV / "Lib" / "site-packages")


def venv_holds(level: str) -> bool:
    """Tell whether .venv is finished, of this place and up to date, at least for `level`."""
    return VENV_PYTHON.exists() and stamps.holds(VENV / "stamp.json", site_packages(), facts(level))


def ensure_venv(level: str) -> None:
    """Make .venv, or add the test extras to it, where it is not yet what `level` wants; else nothing is locked or written."""
    if venv_holds(level):
        return
    with file_lock():
        if not venv_holds(level):  # another process may have made it meanwhile
            make_venv(level)


def make_venv(level: str) -> None:
    """Make .venv, or add the test extras to it."""
    if offline():
        raise ExplainError(
            str(VENV), "is not complete, and AEEXPLAIN_OFFLINE is set", "unset it and run again"
        )
    SETUP_LOG.write_bytes(b"")
    say("Setting up (this happens once; details in .cache/setup.log)")
    if not venv_holds("build"):
        start_venv()
    (VENV / "stamp.json").unlink(missing_ok=True)
    pip: list[str | Path] = [
        VENV_PYTHON,
        *("-s", "-P"),
        *("-m", "pip", "install", "--no-user"),
        "--disable-pip-version-check",
        "--no-input",
        "--no-compile",
    ]
    locked: list[str | Path] = ["--require-hashes", "--only-binary=:all:", "-r", REQUIREMENTS[level]]
    run_step("installing the Python packages", pip + locked, PACKAGES_REMEDY)
    editable: list[str | Path] = ["--no-index", "--no-deps", "--no-build-isolation", "-e", CHECKOUT]
    run_step("installing the project itself", pip + editable, "delete .venv and run again", network=False)
    stamps.write(VENV / "stamp.json", site_packages(), facts(level))


def start_venv() -> None:
    """Make an empty .venv, in place of any that is there."""
    python = find_python()
    try:
        if VENV.is_symlink():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        raise ExplainError(
            str(VENV), f"cannot be removed: {error}", "close what uses it, delete it, run again"
        ) from None
    command: list[str | Path] = [python, "-m", "venv", VENV]
    run_step(
        f"making .venv with {python}", command, "install Python's venv module and run again", network=False
    )


def start_again(python: str, argv: "list[str]", *marks: str) -> int:
    """Become the same command under another Python, with these variables set; return its exit code on Windows."""
    environ = {**surroundings.clean(dict(os.environ)), **dict.fromkeys(marks, "1")}
    return surroundings.start(python, [str(CHECKOUT / "build.py"), *argv], environ)
