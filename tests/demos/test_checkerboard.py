import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demos.checkerboard import LAID, WIDEST, overlaps
from aeexplain.nn.layers.transposed_convolution import TransposedConvolution, interior, overlap_counts


@pytest.fixture(scope="module")
def stage():
    return bridge.Stage()


@pytest.mark.parametrize("kernel", range(1, 7))
@pytest.mark.parametrize("stride", range(1, 5))
def test_the_maps_count_the_kernels_and_the_paths(stage, kernel, stride):
    views = stage.draw("checkerboard", {"kernel": kernel, "stride": str(stride)}).views
    counts = interior(overlap_counts(32, kernel, stride), kernel, stride)
    assert views["overlap"].text == told(counts)
    assert views["overlap2"].text == span(paths(kernel, stride))


def paths(kernel, stride):
    """What two layers of ones make of ones, away from the border; a layer wants a kernel as large as its stride."""
    if kernel < stride:
        once = overlaps(np.ones(40), kernel, stride)
        twice = overlaps(once, kernel, stride)[60:-60]
        return np.outer(twice, twice)
    layer = TransposedConvolution(1, 1, kernel, stride)
    p = {"weight": np.ones((kernel, kernel, 1, 1)), "bias": np.zeros(1)}
    y = layer.forward(p, layer.forward(p, np.ones((24, 24, 1))))[..., 0]
    margin = 10 if stride == 1 else stride * kernel + kernel
    return y[margin:-margin, margin:-margin]


def told(counts):
    *first, last = sorted({int(count) for count in counts.ravel()})
    return f"{', '.join(map(str, first))} or {last}" if first else str(last)


def span(counts):
    low, high = int(counts.min()), int(counts.max())
    return str(high) if low == high else f"{low} to {high}"


def test_a_map_is_even_exactly_where_the_stride_divides_the_kernel(stage):
    for kernel in range(1, 7):
        for stride in range(1, 5):
            views = stage.draw("checkerboard", {"kernel": kernel, "stride": str(stride)}).views
            even = len(np.unique(views["once"].rgba.reshape(-1, 4), axis=0)) == 1
            assert even == (kernel % stride == 0)
            assert ("even everywhere" in views["once"].says) == even


def test_the_counts_under_the_kernels_are_written_out(stage):
    svg = stage.draw("checkerboard", {"kernel": 3, "stride": "2"}).views["kernels"].svg
    assert ">11212121211<" in svg


@pytest.mark.parametrize("stride", range(1, 5))
def test_the_knob_stands_at_the_edge_of_the_last_kernel(stage, stride):
    for kernel in range(1, WIDEST + 1):
        svg = stage.draw("checkerboard", {"kernel": kernel, "stride": str(stride)}).views["kernels"].svg
        track = svg.split('data-track="')[1].split('"')[0].split()
        x, _ = map(float, track[kernel - 1].split(","))
        assert x == stride * (LAID - 1) + kernel - 0.5
        assert len(track) == WIDEST


def test_a_map_has_the_ink_of_the_model_which_follows_light_and_dark(stage):
    for name in ("once", "twice"):
        view = stage.draw("checkerboard", {}).views[name]
        assert view.tone == "ink"
        assert len(np.unique(view.rgba[..., :3].reshape(-1, 3), axis=0)) == 1
