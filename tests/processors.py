"""Other processors, by what libraries can be told: to do without instructions that this machine has."""

import ctypes
import hashlib
import math
import os

import numpy as np
from numpy._core import _multiarray_umath as core

FUSED = "glibc.cpu.hwcaps=-FMA,-FMA4,-FMA_Usable,-FMA4_Usable"
# Each with what NumPy must find on this machine, or the processor cannot be played.
KNOWN = {
    "haswell": (
        "X86_V3",
        {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "2", "NPY_ENABLE_CPU_FEATURES": "X86_V3"},
    ),
    # What an AMD's processors have beside Haswell's kernel, which is their own.
    "sandybridge": ("X86_V3", {"OPENBLAS_CORETYPE": "Sandybridge"}),
    "skylakex": ("X86_V4", {"OPENBLAS_CORETYPE": "SkylakeX"}),
    "prescott": ("X86_V2", {"OPENBLAS_CORETYPE": "Prescott"}),
    "narrow": ("X86_V4", {"NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL"}),
    "old": (
        "X86_V3",
        {
            "OPENBLAS_CORETYPE": "Prescott",
            "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
            "GLIBC_TUNABLES": FUSED,
        },
    ),
}
FEWEST = 3  # with which a comparison says anything


def playable():
    """The environment of each processor that this machine can play, by name; fewer than three where it has no choice."""
    has = core.__cpu_features__
    if kernel() is None:
        return {}
    return {name: settings for name, (wanted, settings) in KNOWN.items() if has.get(wanted)}


def played_here():
    """What `playable` gives, for a module of tests, which is skipped in sight of everybody where that is too few."""
    import pytest

    found = playable()
    if len(found) < FEWEST:
        why = "NOT TESTED that processors publish the same bytes: this one, or its NumPy, cannot play others"
        pytest.skip(why, allow_module_level=True)
    return found


def environment_of(settings):
    """This environment, as on another processor; tests that run within do not take themselves for a part of these."""
    others = ("OPENBLAS_", "NPY_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(others)} | settings


def kernel():
    """The name of the kernel that OpenBLAS computes with, None where NumPy has another library."""
    try:
        name = ctypes.CDLL(core.__file__).scipy_openblas_get_corename64_
    except (OSError, AttributeError):
        return None
    name.restype = ctypes.c_char_p
    return name().decode()


def wide():
    """The sets of instructions beyond those it always uses that NumPy uses here."""
    return sorted(name for name in core.__cpu_dispatch__ if core.__cpu_features__[name])


def bits():
    """A digest of what products, functions of NumPy's and of the C library's come to here, for each of the three."""
    rng = np.random.default_rng(0)
    a, b = rng.standard_normal((2, 150, 150), np.float32)
    x = rng.standard_normal(5000)
    own = np.tanh(x.astype(np.float32)).tobytes() + np.exp(x).tobytes()
    return {
        "products": _digest((a @ b).tobytes()),
        "functions": _digest(own),
        "library": _digest(repr([math.exp(each) for each in x.tolist()]).encode()),
    }


def _digest(content):
    return hashlib.sha256(content).hexdigest()[:16]
