"""What numbers that are published are computed with: the same instructions on every x86-64 processor that runs Linux.

NumPy, its OpenBLAS and the C library each choose between several versions of a function when they start, by the processor
that they find; sums are then taken in another order, and products rounded or not, so that results differ in the last bits. Each
can be set by the environment, before it is loaded, to choose what every processor has.
"""

import json
import os
import platform
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from aeexplain.files.digests import digest

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")
# OpenBLAS has no simpler kernel for x86-64 whose block sizes are constants: Prescott's follow from the processor's cache.
# NumPy itself runs on no older processor.
KERNEL = {"OPENBLAS_CORETYPE": "Nehalem"}
# All sets of instructions that this NumPy could use beyond those which it always uses. It passes over in silence those that
# the processor lacks.
WIDE = ("X86_V3", "X86_V4", "AVX512_ICL", "AVX512_SPR")
NARROW = {"NPY_DISABLE_CPU_FEATURES": " ".join(WIDE)}
# The C library's exp, sin and pow come with and without fused multiplication. It reads this when a program starts, so it
# counts in programs that are started, and not in the process itself. The longer names are those of releases before 2.33.
UNFUSED = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-FMA_Usable,-FMA4_Usable"}

SETTINGS = {**ONE_THREAD, **KERNEL, **NARROW}
PREFIXES = ("GOTO_", "NPY_", "OMP_", "OPENBLAS_", "VECLIB_")  # of other variables that could change results
PROCESSOR = ("model name", "flags", "features", "cpu implementer", "cpu architecture", "cpu part", "isa")


def with_portable_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which what is started computes as published numbers are computed."""
    others = {name: value for name, value in environ.items() if not name.upper().startswith(PREFIXES)}
    return {**others, **SETTINGS, **UNFUSED}


@contextmanager
def portable_environment() -> Iterator[None]:
    """Give this process's environment the settings until the end of the block, for what is started within it."""
    before = dict(os.environ)
    _become(with_portable_settings(before))
    try:
        yield
    finally:
        _become(before)


def make_portable() -> None:
    """Let this process compute as published numbers are computed; NumPy is here already and may not: RuntimeError."""
    if is_portable():
        return
    if "numpy" in sys.modules:
        raise RuntimeError("NumPy was imported before it was set up to compute")
    _become(with_portable_settings(os.environ))


def is_portable() -> bool:
    """Tell whether this process was started, or set up before NumPy was here, to compute as published numbers are computed."""
    return {name: os.environ[name] for name in os.environ if name.startswith(PREFIXES)} == SETTINGS


@cache
def identity() -> str:
    """Return a digest of what decides the bits of published numbers and of their compressed files on this machine.

    It is the same on all x86-64 processors under Linux. Elsewhere, where nothing can be promised, the processor is in it.
    """
    parts = [zlib.ZLIB_RUNTIME_VERSION, platform.system(), platform.machine(), _libc(), _numpy()]
    return digest(json.dumps([*parts, SETTINGS, UNFUSED, "" if is_promised() else _processor()]))


def is_promised() -> bool:
    """Tell whether this is a machine on which numbers come out as on every other of its kind."""
    return platform.system() == "Linux" and platform.machine() == "x86_64"


def _become(environ: Mapping[str, str]) -> None:
    """Make the environment what is given, name by name: what stays the same is never absent."""
    for name in os.environ.keys() - environ.keys():
        del os.environ[name]
    os.environ.update(environ)


def _libc() -> str:
    known = "CS_GNU_LIBC_VERSION" in getattr(os, "confstr_names", {})
    return (os.confstr("CS_GNU_LIBC_VERSION") or "") if known else platform.release()


def _numpy() -> str:
    """Return the list of NumPy's files with their digests: builds of one version may have another BLAS."""
    try:
        return distribution("numpy").read_text("RECORD") or ""
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    """Return what the system tells of the processor and of what it can do."""
    names = [platform.processor(), platform.version()]
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    return "\n".join([*names, *sorted({line for line in lines if line.lower().startswith(PROCESSOR)})])
