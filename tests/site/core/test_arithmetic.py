"""What published numbers are computed with, told by the environment before NumPy is here."""

import os
import platform
import subprocess
import sys

import pytest
from numpy._core import _multiarray_umath as core

from aeexplain.site.core import arithmetic
from aeexplain.site.core.code_digests import environment

X86 = platform.machine() in ("x86_64", "AMD64")


@pytest.mark.skipif(not X86, reason="NumPy knows other instructions here")
def test_every_instruction_set_that_numpy_could_choose_is_named():
    assert list(arithmetic.WIDE) == list(core.__cpu_dispatch__)


def test_what_a_caller_has_set_for_libraries_does_not_reach_a_process_that_draws():
    hostile = {
        "OPENBLAS_CORETYPE": "Haswell",
        "OPENBLAS_BLOCK_FACTOR": "50",
        "OPENBLAS_NUM_THREADS": "8",
        "NPY_ENABLE_CPU_FEATURES": "X86_V3",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=AVX2",
        "HOME": "/home/a",
    }
    wanted = {**arithmetic.SETTINGS, **arithmetic.UNFUSED, "HOME": "/home/a"}
    assert arithmetic.with_portable_settings(hostile) == wanted


def test_an_environment_is_given_back_as_it_was(monkeypatch):
    monkeypatch.setenv("NPY_ENABLE_CPU_FEATURES", "X86_V3")
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    before = dict(os.environ)
    with arithmetic.portable_environment():
        assert arithmetic.is_portable()
    assert dict(os.environ) == before
    assert not arithmetic.is_portable()


def test_a_process_that_has_numpy_already_is_not_settled_in_silence():
    code = "import numpy; from aeexplain.site.core import arithmetic; arithmetic.make_portable()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=unsettled({}), capture_output=True, text=True, check=False
    )
    assert "RuntimeError: NumPy was imported before it was set up to compute" in done.stderr


@pytest.mark.parametrize("hostile", [{}, {"NPY_ENABLE_CPU_FEATURES": "X86_V3"}, {"OPENBLAS_CORETYPE": "No"}])
def test_a_settled_process_imports_numpy_without_a_warning(hostile):
    steps = ("arithmetic.make_portable()", "import numpy", "assert arithmetic.is_portable()")
    code = "; ".join(("from aeexplain.site.core import arithmetic", *steps))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=unsettled(hostile), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def unsettled(settings):
    """This environment without what libraries are told, and with the settings."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(arithmetic.PREFIXES)}
    return mine | settings


@pytest.mark.parametrize(("machine", "alike"), [("x86_64", True), ("aarch64", False)])
def test_only_where_processors_compute_alike_does_what_is_kept_serve_them_all(monkeypatch, machine, alike):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "machine", lambda: machine)
    keys = set()
    for processor in ("one", "another"):
        monkeypatch.setattr(arithmetic, "_processor", lambda processor=processor: processor)
        arithmetic.identity.cache_clear()
        keys.add(environment())
    arithmetic.identity.cache_clear()
    assert (len(keys) == 1) == alike


@pytest.mark.parametrize("part", ["_numpy", "_libc"])
def test_another_build_of_a_library_is_another_key(monkeypatch, part):
    usual = environment()
    monkeypatch.setattr(arithmetic, part, lambda: "another")
    arithmetic.identity.cache_clear()
    assert environment() != usual
    arithmetic.identity.cache_clear()
