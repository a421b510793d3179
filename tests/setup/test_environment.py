"""build.py in a copy of the project whose command line only tells its arguments; run by a Python without our packages."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aeexplain.setup import stamps

CLI = """
import os, sys, time
def main(argv):
    print("ran", *argv, sys.prefix, flush=True)
    time.sleep(60 if argv == ["sleep"] else 0)
    return 7
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks into a POSIX virtual environment")


@pytest.fixture
def copy(root, tmp_path):
    package = tmp_path / "src" / "aeexplain"
    shutil.copytree(root / "src" / "aeexplain" / "setup", package / "setup")
    shutil.copytree(root / "requirements", tmp_path / "requirements")
    for name in ("build.py", "pyproject.toml", "package.json", "package-lock.json"):
        shutil.copy(root / name, tmp_path)
    for name in ("__init__.py", "errors.py"):
        shutil.copy(root / "src" / "aeexplain" / name, package)
    (package / "cli.py").write_text(CLI)
    return tmp_path


def command(copy: Path, *argv: str) -> list[str]:
    return [sys._base_executable, str(copy / "build.py"), *argv]


def run(copy: Path, *argv: str, **environ: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("AEEXPLAIN_")}
    return subprocess.run(command(copy, *argv), capture_output=True, text=True, env={**ours, **environ})


def finish(copy: Path) -> None:
    """Lay out a .venv and node_modules that are stamped as finished."""
    venv = copy / ".venv"
    subprocess.run([sys._base_executable, "-m", "venv", "--without-pip", venv], check=True)
    site_packages = next(venv.glob("lib/python3*/site-packages"))
    facts = {"root": str(copy), "python": os.path.realpath(venv / "bin" / "python")}
    facts["build"] = stamps.digest(copy / "requirements" / "build.txt")
    stamps.write(venv / "stamp.json", site_packages, facts)
    (copy / "node_modules" / "pyodide").mkdir(parents=True)
    facts = {"root": str(copy), "lock": stamps.digest(copy / "package-lock.json")}
    stamps.write(copy / "node_modules" / "stamp.json", copy / "node_modules", facts)


def test_a_finished_environment_is_entered_at_once_without_the_network(copy):
    finish(copy)
    start = time.monotonic()
    done = run(copy, "models", AEEXPLAIN_OFFLINE="1")
    assert (done.stdout, done.stderr) == (f"ran models {copy / '.venv'}\n", "")
    assert done.returncode == 7
    assert time.monotonic() - start < 5  # a tenth of that on a quiet machine


@pytest.mark.parametrize(
    "change", ["no stamp", "a new lock file", "a package gone", "moved", "its python gone"]
)
def test_an_environment_that_is_not_finished_and_of_this_tree_is_never_used(copy, change):
    finish(copy)
    stamp = copy / ".venv" / "stamp.json"
    told = json.loads(stamp.read_text())
    if change == "no stamp":
        stamp.unlink()
    elif change == "a new lock file":
        with (copy / "requirements" / "build.txt").open("a") as lock:
            lock.write("\n")
    elif change == "a package gone":
        stamp.write_text(json.dumps({**told, "names": ["rich"]}))
    elif change == "moved":
        stamp.write_text(json.dumps({**told, "facts": {**told["facts"], "root": "/elsewhere"}}))
    else:
        (copy / ".venv" / "bin" / "python").unlink()
    done = run(copy, AEEXPLAIN_OFFLINE="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{copy / '.venv'}: is not complete, and AEEXPLAIN_OFFLINE is set; unset it and run again\n"
    )


def test_node_packages_that_are_not_finished_are_never_used(copy):
    finish(copy)
    (copy / "node_modules" / "pyodide").rmdir()
    done = run(copy, AEEXPLAIN_OFFLINE="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_the_test_extras_are_wanted_by_the_test_command_only(copy):
    finish(copy)
    assert run(copy, "test", AEEXPLAIN_OFFLINE="1").returncode == 1
    assert run(copy, "build", AEEXPLAIN_OFFLINE="1").returncode == 7


def test_a_half_made_environment_is_remade_and_a_pip_that_fails_is_one_clear_error(copy):
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / ".venv" / "bin" / "python").write_text("left over from an interrupted set-up")
    done = run(copy, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(copy))
    assert (done.returncode, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("installing the Python packages: failed with exit code 1: ERROR: ")
    assert "check the network and run again" in last
    assert str(copy / ".cache" / "setup.log") in last
    assert "Traceback" not in done.stderr
    assert (copy / ".venv" / "pyvenv.cfg").exists()
    assert not (copy / ".venv" / "stamp.json").exists()


def test_ctrl_c_ends_with_130_and_no_traceback(copy):
    finish(copy)
    with subprocess.Popen(
        command(copy, "sleep"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # a shell's background job ignores it
    ) as running:
        assert running.stdout.readline().startswith("ran sleep")
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=20)
    assert (running.returncode, told) == (130, "stopped\n")
