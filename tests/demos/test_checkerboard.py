from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.checkerboard import UNTRAINED, overlaps
from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.layers.transposed_convolution import TransposedConvolution, interior, overlap_counts
from aeexplain.nn.metrics.spectrum import nyquist_share

FILE = Path(__file__).parents[2] / "weights" / "checkerboard.json"
READOUTS = {"odd": "share3", "even": "share4", "resize": "shareresize"}


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/checkerboard.json")


@pytest.fixture(scope="module")
def stage():
    stage = bridge.Stage()
    stage.load("checkerboard", FILE.read_text(encoding="utf-8"))
    return stage


def decoder(ae, name, stage):
    if stage == "untrained":
        model = ae.models[name]
        return model.bind(model.net.init(np.random.default_rng(UNTRAINED)))
    return ae.models[name if stage == "early" else f"{name}_late"]


@pytest.mark.parametrize("moment", ["untrained", "early", "late"])
@pytest.mark.parametrize("squashed", [False, True])
def test_the_shares_are_those_of_the_outputs_shown(ae, stage, moment, squashed):
    views = stage.draw("checkerboard", {"stage": moment, "digit": "5", "squashed": squashed}).views
    for name, readout in READOUTS.items():
        y = decoder(ae, name, moment).logits(ae.samples["codes"][5])
        share = nyquist_share((sigmoid(y) if squashed else y).reshape(28, 28))
        assert views[readout].value == pytest.approx(100 * share, rel=1e-4, abs=1e-6)
    real = nyquist_share(ae.samples["digits"][5].reshape(28, 28))
    assert views["sharereal"].value == pytest.approx(100 * real, rel=1e-4, abs=1e-6)


def test_early_every_digit_has_the_checkerboard_that_resizing_has_not(stage):
    for digit in "0123456789":
        views = stage.draw("checkerboard", {"digit": digit}).views
        assert views["share3"].value > 10 * views["shareresize"].value
        assert views["share3"].value > 3 * views["share4"].value


def test_training_takes_most_of_it_out(stage):
    early, late = (
        stage.draw("checkerboard", {"stage": at}).views["share3"].value for at in ("early", "late")
    )
    assert late < early / 5


@pytest.mark.parametrize("kernel", range(1, 7))
@pytest.mark.parametrize("stride", range(1, 5))
def test_the_maps_count_the_kernels_and_the_paths(stage, kernel, stride):
    views = stage.draw("checkerboard", {"kernel": kernel, "stride": stride}).views
    counts = interior(overlap_counts(32, kernel, stride), kernel, stride)
    assert views["overlap"].text == span(counts)
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


def span(counts):
    low, high = int(counts.min()), int(counts.max())
    return str(high) if low == high else f"{low} to {high}"


def test_a_map_is_even_exactly_where_the_stride_divides_the_kernel(stage):
    for kernel in range(1, 7):
        for stride in range(1, 5):
            views = stage.draw("checkerboard", {"kernel": kernel, "stride": stride}).views
            even = len(np.unique(views["once"].rgba.reshape(-1, 4), axis=0)) == 1
            assert even == (kernel % stride == 0)
            assert ("even everywhere" in views["once"].says) == even


def test_the_counts_under_the_kernels_are_written_out(stage):
    svg = stage.draw("checkerboard", {"kernel": 3, "stride": 2}).views["kernels"].svg
    assert ">11212121211<" in svg
