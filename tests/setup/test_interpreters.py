"""A Python is found by trying, not by its name."""

import sys
from pathlib import Path

import pytest

from aeexplain.setup.interpreters import candidates, first_that_runs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the shims of this file are shell scripts")


def shim(folder: Path, name: str, script: str) -> list[str]:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return [str(path)]


def test_a_shim_that_fails_and_a_python_too_old_are_passed_over(tmp_path):
    broken = shim(tmp_path, "python3.14", "echo 'python3.14: command not found' >&2; exit 127")
    old = shim(tmp_path, "python3", """echo '["cpython", [3, 11], "/usr/bin/python3"]'""")
    python, tried = first_that_runs([broken, old, ["/nowhere/python"], [sys.executable]])
    assert python == Path(sys.executable)
    assert [why.partition(" (")[2] for why in tried] == [
        "does not run: python3.14: command not found)",
        "is cpython 3.11)",
        "does not start)",
    ]


def test_a_python_without_its_venv_module_is_passed_over(tmp_path):
    bare = shim(
        tmp_path, "python3.12", """echo "ModuleNotFoundError: No module named 'ensurepip'" >&2; exit 1"""
    )
    python, tried = first_that_runs([bare])
    assert python is None
    assert "No module named 'ensurepip'" in tried[0]


def test_the_running_python_comes_first_then_path_then_pyenv(tmp_path, monkeypatch):
    shim(tmp_path, "python3.13", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    versions = tmp_path / ".pyenv" / "versions" / "3.12.1" / "bin"
    versions.mkdir(parents=True)
    (versions / "python").touch()
    found = [command[0] for command in candidates(home=tmp_path)]
    assert found[1:] == [str(tmp_path / "python3.13"), str(versions / "python")]
