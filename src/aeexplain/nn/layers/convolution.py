"""The convolution of images, as one matrix product over their patches (im2col)."""

import math
from dataclasses import dataclass

import numpy as np

from aeexplain.arrays import Array
from aeexplain.nn.layers.layer import Back, Params, Shapes

# Images are (..., height, width, channels). Padding is "same": an axis of n places gives ceil(n / stride) of them, zeros
# standing outside of the image, an odd one of them at the end.


@dataclass(frozen=True)
class Convolution:
    """y = patches of x · W + b, from `inputs` channels to `outputs`, (h, w, inputs) → (⌈h/stride⌉, ⌈w/stride⌉, outputs)."""

    inputs: int
    outputs: int
    kernel: int
    stride: int

    def __post_init__(self) -> None:
        if min(self.inputs, self.outputs, self.kernel, self.stride) < 1:
            raise ValueError("a convolution wants at least 1 for its channels, kernel and stride")

    def shapes(self) -> Shapes:
        """Return the shapes of weight and bias."""
        return {"weight": (self.kernel, self.kernel, self.inputs, self.outputs), "bias": (self.outputs,)}

    def init(self, rng: np.random.Generator) -> Params:
        """Return normal weights of variance 2 / (kernel² inputs) (He and others 2015) and a bias of zero."""
        spread = np.float32(math.sqrt(2 / (self.kernel**2 * self.inputs)))
        weight = rng.standard_normal(self.shapes()["weight"], np.float32) * spread
        return {"weight": weight, "bias": np.zeros(self.outputs, np.float32)}

    def forward(self, p: Params, x: Array) -> Array:
        """Return every patch of x times W, plus b."""
        return times(windows(x, self.kernel, self.stride), self._matrix(p)) + p["bias"]

    def vjp(self, p: Params, x: Array) -> tuple[Array, Back]:
        """Return y; dx adds up dy Wᵀ where patches overlap, dW = patchesᵀ dy, db = Σ dy."""
        seen = windows(x, self.kernel, self.stride)  # (..., rows, columns, kernel² inputs)

        def back(dy: Array) -> tuple[Array, Params]:
            d_rows = dy.reshape(-1, self.outputs)
            d_weight = seen.reshape(len(d_rows), -1).T @ d_rows  # (kernel² inputs, outputs)
            dx = overlapped(dy, p["weight"].swapaxes(2, 3), self.stride, (x.shape[-3], x.shape[-2]))
            return dx, {"weight": d_weight.reshape(p["weight"].shape), "bias": d_rows.sum(0)}

        return times(seen, self._matrix(p)) + p["bias"], back

    def _matrix(self, p: Params) -> Array:
        return p["weight"].reshape(-1, self.outputs)  # (kernel² inputs, outputs)


def windows(x: Array, kernel: int, stride: int) -> Array:
    """Return the kernel × kernel patch around every stride-th place, (..., h, w, c) → (..., ⌈h/s⌉, ⌈w/s⌉, kernel² c)."""
    *batch, height, width, channels = x.shape
    above, rows, canvas_height = padding(height, kernel, stride)
    left, columns, canvas_width = padding(width, kernel, stride)
    canvas = np.zeros((*batch, canvas_height, canvas_width, channels), x.dtype)
    canvas[..., above : above + height, left : left + width, :] = x
    down, across = canvas.strides[-3:-1]
    windows = np.lib.stride_tricks.as_strided(
        canvas,
        (*batch, rows, columns, kernel, kernel, channels),
        (*canvas.strides[:-3], stride * down, stride * across, *canvas.strides[-3:]),
        writeable=False,
    )
    return windows.reshape(*batch, rows, columns, kernel * kernel * channels)


def overlapped(values: Array, weight: Array, stride: int, size: tuple[int, int]) -> Array:
    """Return the images of that size to which every place of `values` adds a kernel: the transpose of patches times a matrix.

    values (..., rows, columns, inputs), weight (kernel, kernel, inputs, outputs) → (..., height, width, outputs).
    """
    kernel, _, _, outputs = weight.shape
    *batch, rows, columns, _ = values.shape
    above, _, canvas_height = padding(size[0], kernel, stride)
    left, _, canvas_width = padding(size[1], kernel, stride)
    canvas = np.zeros((*batch, canvas_height, canvas_width, outputs), values.dtype)
    for i, j in np.ndindex(kernel, kernel):
        places = slice(i, i + stride * rows, stride), slice(j, j + stride * columns, stride)
        canvas[(..., *places, slice(None))] += times(values, weight[i, j])
    return canvas[..., above : above + size[0], left : left + size[1], :]


def times(x: Array, matrix: Array) -> Array:
    """Return x · matrix over the last axis as one product, which for many small images is faster than one for each."""
    return (x.reshape(-1, x.shape[-1]) @ matrix).reshape(*x.shape[:-1], matrix.shape[1])


def padding(size: int, kernel: int, stride: int) -> tuple[int, int, int]:
    """Return along one axis the zeros before the image, the patches, and the canvas that holds both image and patches."""
    count = -(-size // stride)
    reach = (count - 1) * stride + kernel
    return max(reach - size, 0) // 2, count, max(reach, size)
