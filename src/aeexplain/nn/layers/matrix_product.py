"""Matrix products, as fast as the machine at hand can do them."""

import sys

import numpy as np

from aeexplain.arrays import Array

HAS_BLAS = sys.platform != "emscripten"  # the browser's NumPy comes without one


def product(x: Array, weight: Array) -> Array:
    """Return x W: (..., inputs) and (inputs, outputs) → (..., outputs).

    Without a BLAS, NumPy's einsum takes half the time of its matmul (measured in Pyodide from 64 × 64 up).
    """
    if HAS_BLAS:
        return x @ weight
    y: Array = np.einsum("...i,io->...o", x, weight)
    return y
