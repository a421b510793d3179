"""What holds for every demo, over the corners of its controls and positions between."""

import itertools
import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demo import Choice, Drawing, Pixels, Readout, Slider, Words

WEIGHTS = Path(__file__).parents[2] / "weights"


def stage_for(name):
    stage = bridge.Stage()
    for file in bridge.find(name).weights.values():
        stage.load(file, (WEIGHTS / f"{file}.json").read_text(encoding="utf-8"))
    return stage


@pytest.fixture(scope="module")
def stages():
    return {name: stage_for(name) for name in bridge.names()}


def ends(control):
    match control:
        case Slider():
            return [control.low, control.high]
        case Choice():
            return [control.options[0], control.options[-1]]


def corners(demo):
    names = list(demo.controls)
    return [
        dict(zip(names, values, strict=True))
        for values in itertools.product(*map(ends, demo.controls.values()))
    ]


def anywhere(control, rng):
    return (
        rng.choice(control.options) if isinstance(control, Choice) else rng.uniform(control.low, control.high)
    )


def states(name):
    """The start, every corner and a few seeded positions between."""
    demo, rng = bridge.find(name), np.random.default_rng(0)
    between = [{key: anywhere(control, rng) for key, control in demo.controls.items()} for _ in range(6)]
    return [{}, *corners(demo), *between]


CASES = [
    pytest.param(name, raw, id=f"{name}-{i}") for name in bridge.names() for i, raw in enumerate(states(name))
]


@pytest.mark.parametrize(("name", "raw"), CASES)
def test_a_frame_is_whole_finite_and_tells_itself(stages, name, raw):
    frame = stages[name].draw(name, raw)
    assert frame.says.endswith(".")
    for key, view in frame.views.items():
        check(view, key)


def check(view, key):
    match view:
        case Drawing():
            root = ElementTree.fromstring(view.svg)
            assert view.says, f"{key} has no text alternative"
            assert root.attrib["aria-label"] == view.says
            assert "nan" not in view.svg.lower().replace("nano", "")
            assert "inf" not in view.svg.lower().replace("infor", "")
        case Pixels():
            assert view.says, f"{key} has no text alternative"
            assert view.rgba.dtype == np.uint8
            assert view.rgba.shape[2] == 4
        case Readout():
            assert view.text
            assert view.value is None or np.isfinite(view.value)
        case Words():
            assert view.text


@pytest.mark.parametrize(("name", "raw"), CASES)
def test_the_same_values_give_the_same_frame(stages, name, raw):
    assert bridge.pack(stages[name].draw(name, raw)) == bridge.pack(stages[name].draw(name, raw))


@pytest.mark.parametrize("name", [name for name in bridge.names() if bridge.find(name).controls])
def test_the_sentence_follows_every_control(stages, name):
    demo = bridge.find(name)
    for key, control in demo.controls.items():
        told = {stages[name].draw(name, {key: end}).says for end in ends(control)}
        assert len(told) == 2, f"the sentence does not change with {key}"


@pytest.mark.parametrize("name", bridge.names())
def test_a_packed_frame_tells_where_its_pixels_are(stages, name):
    header, buffer = bridge.pack(stages[name].draw(name, {}))
    images = [view for view in json.loads(header)["views"].values() if view["kind"] == "pixels"]
    assert sum(image["width"] * image["height"] * 4 for image in images) == len(buffer)
    for image in images:
        assert 0 <= image["offset"] <= len(buffer) - image["width"] * image["height"] * 4
