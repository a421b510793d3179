"""The transposed convolution, which makes images larger, and the overlaps that put a checkerboard into them.

After Odena, Dumoulin and Olah 2016, "Deconvolution and checkerboard artifacts".
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.nn.layers.convolution import overlapped, times, windows
from aeexplain.nn.layers.layer import Back, Params, Shapes


@dataclass(frozen=True)
class TransposedConvolution:
    """Every place of x adds a kernel, `stride` on from its neighbour's: (h, w, inputs) → (stride h, stride w, outputs)."""

    inputs: int
    outputs: int
    kernel: int
    stride: int

    def __post_init__(self) -> None:
        if min(self.inputs, self.outputs, self.stride) < 1 or self.kernel < self.stride:
            raise ValueError(
                "a transposed convolution wants channels, a stride, and a kernel that is no smaller than it"
            )

    def shapes(self) -> Shapes:
        """Return the shapes of weight and bias."""
        return {"weight": (self.kernel, self.kernel, self.inputs, self.outputs), "bias": (self.outputs,)}

    def init(self, rng: np.random.Generator) -> Params:
        """Return normal weights of variance 2 stride² / (kernel² inputs), so that y is as large as a convolution's; no bias."""
        spread = np.float32(math.sqrt(2 / self.inputs) * self.stride / self.kernel)
        weight = rng.standard_normal(self.shapes()["weight"], np.float32) * spread
        return {"weight": weight, "bias": np.zeros(self.outputs, np.float32)}

    def forward(self, p: Params, x: Array) -> Array:
        """Return the sum of all kernels, each times its place's x, plus b."""
        size = self.stride * x.shape[-3], self.stride * x.shape[-2]
        return overlapped(x, p["weight"], self.stride, size) + p["bias"]

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx = patches of dy · Wᵀ, dW = (patches of dy)ᵀ x, db = Σ dy."""
        weight = p["weight"].swapaxes(2, 3)  # (kernel, kernel, outputs, inputs)

        def back(dy: Array) -> tuple[Array, Params]:
            seen = windows(dy, self.kernel, self.stride)  # (..., h, w, kernel² outputs)
            d_weight = seen.reshape(-1, seen.shape[-1]).T @ x.reshape(-1, self.inputs)
            d_bias = dy.reshape(-1, self.outputs).sum(0)
            dx = times(seen, weight.reshape(-1, self.inputs))
            return dx, {"weight": d_weight.reshape(weight.shape).swapaxes(2, 3), "bias": d_bias}

        return self.forward(p, x), back


def overlap_counts(inputs: int, kernel: int, stride: int) -> NDArray[np.int_]:
    """Return how many of inputs × inputs kernels lie over each place of a square of (inputs - 1) stride + kernel places.

    This is the whole output, before a layer cuts its border. Inside, the count is the same everywhere only where the stride
    divides the kernel; it is 0 in the gaps that a kernel smaller than the stride leaves.
    """
    places = stride * np.arange(inputs)[:, None] + np.arange(kernel)  # (inputs, kernel)
    along = np.bincount(places.ravel())  # ((inputs - 1) stride + kernel,)
    return np.outer(along, along)


def interior(counts: NDArray[Any], kernel: int, stride: int) -> NDArray[Any]:
    """Return the part of an overlap map that the border does not touch, cut to whole periods of the stride; it may be empty."""
    margin = max(kernel - stride, 0)
    whole = max(len(counts) - 2 * margin, 0) // stride * stride
    return counts[margin : margin + whole, margin : margin + whole]
