from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.demos.upsampling import UNTRAINED
from aeexplain.nn.activations.sigmoid import sigmoid
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


def decoder(ae, name, training):
    if training == "untrained":
        model = ae.models[name]
        return model.bind(model.net.init(np.random.default_rng(UNTRAINED)))
    return ae.models[name if training == "early" else f"{name}_late"]


@pytest.mark.parametrize("moment", ["untrained", "early", "late"])
@pytest.mark.parametrize("squashed", [False, True])
def test_the_shares_are_those_of_the_outputs_shown(ae, stage, moment, squashed):
    views = stage.draw("upsampling", {"training": moment, "digit": "5", "squashed": squashed}).views
    for name, readout in READOUTS.items():
        y = decoder(ae, name, moment).logits(ae.samples["codes"][5])
        share = nyquist_share((sigmoid(y) if squashed else y).reshape(28, 28))
        assert views[readout].value == pytest.approx(100 * share, rel=1e-4, abs=1e-6)
    real = nyquist_share(ae.samples["digits"][5].reshape(28, 28))
    assert views["sharereal"].value == pytest.approx(100 * real, rel=1e-4, abs=1e-6)


def test_early_every_digit_has_the_checkerboard_that_resizing_has_not(stage):
    for digit in "0123456789":
        views = stage.draw("upsampling", {"digit": digit}).views
        assert views["share3"].value > 10 * views["shareresize"].value
        assert views["share3"].value > 3 * views["share4"].value


def test_training_takes_most_of_it_out(stage):
    early, late = (
        stage.draw("upsampling", {"training": at}).views["share3"].value for at in ("early", "late")
    )
    assert late < early / 5


def test_the_three_are_drawn_in_the_ink_of_models_and_the_digit_in_that_of_data(stage):
    views = stage.draw("upsampling", {}).views
    for name in READOUTS:
        assert (views[name].rgba[..., 2] > views[name].rgba[..., 0]).all()
        assert views[name].tone == "ink"
    assert np.ptp(views["real"].rgba[..., :3]) < 16
