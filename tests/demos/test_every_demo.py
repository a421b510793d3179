"""What holds for every demo, over the corners of its controls and positions between."""

import itertools
import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demo import (
    Cells,
    Choice,
    Drawing,
    Pad,
    Pixels,
    Point,
    Readout,
    Rotation,
    Seed,
    Slider,
    Toggle,
    Words,
)

MOST_CORNERS = 24
WEIGHTS = Path(__file__).parents[2] / "weights"


def stage_for(name):
    stage = bridge.Stage()
    for file in bridge.find(name).weights.values():
        stage.load(file, (WEIGHTS / f"{file}.json").read_text(encoding="utf-8"))
    return stage


@pytest.fixture(scope="module")
def stages():
    return {name: stage_for(name) for name in bridge.names()}


STROKES = "20,20 80,20 50,90;30,55 70,55"


def ends(control):
    """The two extreme raw values of a control."""
    match control:
        case Slider():
            return [control.low, control.high]
        case Choice():
            return [control.options[0], control.options[-1]]
        case Toggle():
            return ["off", "on"]
        case Seed():
            return [0, Seed.HIGHEST]
        case Point():
            return [[control.x[0], control.y[0]], [control.x[1], control.y[1]]]
        case Rotation():
            return [[-180, -90], [179, 90]]
        case Pad():
            return ["", STROKES]
        case Cells():
            return ["", control.show(tuple(range(control.columns * control.rows)))]


def corners(demo):
    """All combinations of extremes; of many controls, a seeded choice of them."""
    names = list(demo.controls)
    every = [
        dict(zip(names, values, strict=True))
        for values in itertools.product(*map(ends, demo.controls.values()))
    ]
    picked = np.random.default_rng(1).permutation(len(every))[:MOST_CORNERS]
    return [every[i] for i in sorted(picked)]


def anywhere(control, rng):
    match control:
        case Slider():
            return rng.uniform(control.low, control.high)
        case Choice():
            return str(rng.choice(control.options))
        case Seed():
            return int(rng.integers(100))
        case Point():
            return [rng.uniform(*control.x), rng.uniform(*control.y)]
        case Rotation():
            return [rng.uniform(-180, 180), rng.uniform(-90, 90)]
        case _:
            return ends(control)[rng.integers(2)]


def states(name):
    """The start, the corners and a few seeded positions between."""
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


@pytest.mark.parametrize("name", bridge.names())
def test_a_view_that_a_point_moves_on_tells_where_its_data_are(stages, name):
    frame = stages[name].draw(name, {})
    for control in bridge.find(name).controls.values():
        if isinstance(control, Point | Cells):
            view = frame.views[control.view]
            assert view.reach if isinstance(view, Pixels) else "data-x=" in view.svg


@pytest.mark.parametrize("name", [name for name in bridge.names() if bridge.find(name).run])
def test_a_run_yields_whole_frames_and_comes_to_an_end(stages, name):
    first, _ = stages[name].begin(name, "{}")
    frames = [json.loads(first)]
    while (packed := stages[name].advance(name)) is not None:
        frames.append(json.loads(packed[0]))
        assert len(frames) < 2000, "a run comes to an end"
    assert len(frames) > 1
    assert all(frame["views"].keys() == bridge.find(name).views.keys() for frame in frames)
    assert frames[-1]["describe"] != frames[0]["describe"]
