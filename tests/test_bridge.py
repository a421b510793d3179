import json

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demo import Demo, Drawing, Frame, Readout, Words
from aeexplain.draw import ink, reached
from aeexplain.errors import ExplainError


def test_every_demo_file_declares_a_demo():
    assert "bottleneck" in bridge.names()
    for name in bridge.names():
        assert isinstance(bridge.find(name), Demo)


def test_a_misspelt_demo_names_its_neighbour():
    with pytest.raises(ExplainError, match="no demo named 'bottlenek'; did you mean 'bottleneck'"):
        bridge.find("bottlenek")


def test_a_demo_without_its_weights_says_which():
    with pytest.raises(ExplainError, match="its weights are not loaded: bottleneck"):
        bridge.Stage().draw("bottleneck", {})


def test_a_frame_is_packed_as_a_header_and_one_buffer():
    one = ink(np.zeros((2, 3)), "empty")
    two = reached(ink(np.ones((1, 1)), "full"), x=(0, 4), y=(0, 2))
    views = {
        "a": one,
        "n": Readout(0.5, "0.5"),
        "b": two,
        "w": Words("so"),
        "d": Drawing("<svg/>", "a drawing"),
    }
    header, buffer = bridge.pack(Frame(views, "A state."))
    parsed = json.loads(header)
    assert parsed["describe"] == "A state."
    assert parsed["views"]["a"]["reach"] is None
    assert parsed["views"]["b"] == {
        "kind": "pixels",
        "width": 1,
        "height": 1,
        "says": "full",
        "reach": ["0 4 0 1", "0 2 0 1"],
        "offset": 24,
    }
    assert parsed["views"]["n"] == {"kind": "readout", "value": 0.5, "text": "0.5"}
    assert buffer == one.rgba.tobytes() + two.rgba.tobytes()


@pytest.mark.parametrize(
    ("value", "rounded"), [(1 / 3, 0.333333), (1234567.8, 1234570.0), (2.00000004e-9, 2e-9), (0.0, 0.0)]
)
def test_a_number_leaves_python_with_six_significant_digits(value, rounded):
    header, _ = bridge.pack(Frame({"n": Readout(value, "so")}, "A state."))
    assert json.loads(header)["views"]["n"]["value"] == rounded


def test_a_number_that_is_not_finite_never_leaves_python():
    with pytest.raises(ValueError, match="not JSON compliant"):
        bridge.pack(Frame({"n": Readout(float("nan"), "nan")}, "A state."))


def test_two_figures_of_one_demo_run_each_for_itself():
    stage = bridge.Stage()
    texts = []
    stage.begin("linear-pca", "{}", figure="one")
    texts.append(stage.advance("one"))
    stage.begin("linear-pca", "{}", figure="two")
    texts.append(stage.advance("two"))
    assert texts[0] == texts[1], "the second begins where the first began"
    assert stage.advance("one") != texts[0]
    stage.end("one")
    assert stage.advance("one") is None
    assert stage.advance("two") is not None
