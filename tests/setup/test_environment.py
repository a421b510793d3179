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
from permissions import bound_by_permissions, only_read

from aeexplain.setup import stamps

CLI = """
import json, os, sys, time
def main(argv):
    if argv == ["surroundings"]:
        print(json.dumps({"environ": dict(os.environ), "path": sys.path, "prefix": sys.prefix}))
        return 0
    print("ran", *argv, sys.prefix, flush=True)
    time.sleep(60 if argv == ["sleep"] else 0)
    return 7
"""
fcntl = pytest.importorskip("fcntl", reason="looks into a POSIX virtual environment")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks into a POSIX virtual environment")


@pytest.fixture
def copy(root, tmp_path):
    package = tmp_path / "src" / "aeexplain"
    shutil.copytree(root / "src" / "aeexplain" / "setup", package / "setup")
    shutil.copytree(root / "src" / "aeexplain" / "files", package / "files")
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
    stamped = json.loads(stamp.read_text())
    if change == "no stamp":
        stamp.unlink()
    elif change == "a new lock file":
        with (copy / "requirements" / "build.txt").open("a") as lock:
            lock.write("\n")
    elif change == "a package gone":
        stamp.write_text(json.dumps({**stamped, "names": ["rich"]}))
    elif change == "moved":
        stamp.write_text(json.dumps({**stamped, "facts": {**stamped["facts"], "root": "/elsewhere"}}))
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


STRANGE = {
    "PYTHONSTARTUP": "{evil}/json.py",
    "PYTHONHOME": sys.base_prefix,
    "PYTHONOPTIMIZE": "2",
    "PYTHONUSERBASE": "{evil}/user",
    "PIP_TARGET": "{evil}",
    "PIP_USER": "1",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "PIP_CONSTRAINT": "{evil}/none.txt",
    "VIRTUAL_ENV": "{evil}",
    "CONDA_PREFIX": "{evil}",
    "NODE_OPTIONS": "--require {evil}/none.js",
    "NODE_PATH": "{evil}",
    "NODE_ENV": "production",
    "npm_config_prefix": "{evil}",
    "NPM_CONFIG_OMIT": "dev",
    "npm_config_ignore-scripts": "false",
}
KEPT = {
    "PYTHONUNBUFFERED": "1",
    "PYTHON_VERSION": "3.13",
    "PIP_INDEX_URL": "https://packages.example/simple",
    "npm_config_registry": "https://packages.example/npm",
    "npm_config_//packages.example/:_authToken": "key",
    "NODE_EXTRA_CA_CERTS": "/certificates",
    "HTTPS_PROXY": "http://proxy.example",
}


@pytest.fixture
def evil(tmp_path_factory):
    """A folder with modules that are named as Python's own, or as packages of ours, and end whoever imports them."""
    folder = tmp_path_factory.mktemp("evil")
    for name in ("json", "pathlib", "subprocess", "tomllib", "numpy", "markdown", "aeexplain"):
        (folder / f"{name}.py").write_text(f"raise SystemExit('somebody imported {name} from elsewhere')")
    (folder / "numpy-9.9.9.dist-info").mkdir()
    return folder


def machine_python(copy: Path, folder: Path) -> Path:
    """Make a Python that has all that is pinned; return it."""
    pyproject = (copy / "pyproject.toml").read_text().split("dependencies = [", 1)
    (copy / "pyproject.toml").write_text(
        pyproject[0] + "dependencies = []\n[project.optional-dependencies]\ntest = []\n"
    )
    subprocess.run([sys._base_executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / "bin" / "python"


def claim(site_packages: Path) -> None:
    """Put there what tells that the project is installed."""
    place = site_packages / "aeexplain-0.1.0.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text("Metadata-Version: 2.1\nName: aeexplain\nVersion: 0.1.0\n")


@pytest.mark.parametrize("of", [".venv", "the machine"])
def test_what_leads_python_and_its_tools_elsewhere_does_not_reach_the_command(copy, evil, tmp_path, of):
    finish(copy)
    python = Path(sys._base_executable)
    if of == "the machine":
        python = machine_python(copy, tmp_path / "machine")
        claim(next((tmp_path / "machine").glob("lib/python3*/site-packages")))
    strange = {name: value.format(evil=evil) for name, value in STRANGE.items()}
    done = subprocess.run(
        [python, copy / "build.py", "surroundings"],
        capture_output=True,
        text=True,
        cwd=evil,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(evil), **strange, **KEPT},
    )
    assert (done.returncode, done.stderr) == (0, "")
    reported = json.loads(done.stdout)
    assert reported["prefix"] == str(copy / ".venv" if of == ".venv" else tmp_path / "machine")
    assert not [place for place in reported["path"] if str(evil) in place or place == ""]
    assert not (STRANGE.keys() | {"PYTHONPATH"}) & reported["environ"].keys()
    assert KEPT.items() <= reported["environ"].items()


def test_packages_of_the_user_do_not_make_a_python_ready(copy, tmp_path):
    machine_python(copy, tmp_path / "machine")
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    claim(tmp_path / ".local" / "lib" / version / "site-packages")
    done = run(copy, HOME=str(tmp_path), AEEXPLAIN_OFFLINE="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert ".venv: is not complete" in done.stderr


def test_where_nothing_is_to_be_set_up_nobody_waits_for_a_lock(copy):
    finish(copy)
    (copy / ".cache").mkdir()
    with (copy / ".cache" / "setup.lock").open("a+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        running = [
            subprocess.Popen(
                command(copy), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
            )
            for _ in range(4)
        ]
        said = [each.communicate(timeout=60) for each in running]
    assert said == [(f"ran {copy / '.venv'}\n", "")] * 4


def test_a_tree_that_may_only_be_read_is_entered_where_nothing_is_to_be_set_up(copy):
    finish(copy)
    with only_read(copy):
        done = subprocess.run(
            command(copy, "models"), capture_output=True, text=True, preexec_fn=bound_by_permissions
        )
        tried = subprocess.run(["touch", copy / "new"], capture_output=True, preexec_fn=bound_by_permissions)
    assert (done.stdout, done.stderr, done.returncode) == (f"ran models {copy / '.venv'}\n", "", 7)
    assert tried.returncode != 0, "the tree could be written after all"


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
        _, output = running.communicate(timeout=20)
    assert (running.returncode, output) == (130, "stopped\n")
