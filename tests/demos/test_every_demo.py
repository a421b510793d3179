"""What holds for every demo, over the corners of its controls and positions between."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demo import Choice, Point, Rotation, Seed, Slider
from aeexplain.project import Project
from aeexplain.site.figures.contract import check_figure, check_frame, corners

MOST_CORNERS = 24
SENTENCES = 4  # positions beside the ends, which may look alike, as a rotation by 0 and by 180 degrees does
PROJECT = Project(Path(os.environ.get("AEEXPLAIN_SITE") or Path(__file__).parents[2]))
PROJECT.activate()
NAMES = PROJECT.own_demo_names()


def stage_for(name):
    stage = bridge.Stage()
    for file in bridge.find(name).weights.values():
        stage.load(file, PROJECT.weight_file(file).read_text(encoding="utf-8"))
    return stage


@pytest.fixture(scope="module")
def stages():
    return {name: stage_for(name) for name in NAMES}


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
            return control.extremes()[rng.integers(2)]


def states(name, count=6):
    """The start, the corners and some seeded positions between."""
    demo, rng = bridge.find(name), np.random.default_rng(0)
    between = [{key: anywhere(control, rng) for key, control in demo.controls.items()} for _ in range(count)]
    return [{}, *corners(demo, MOST_CORNERS), *between]


CASES = [pytest.param(name, raw, id=f"{name}-{i}") for name in NAMES for i, raw in enumerate(states(name))]


@pytest.mark.parametrize(("name", "raw"), CASES)
def test_a_frame_is_whole_finite_and_tells_itself(stages, name, raw):
    frame = stages[name].draw(name, raw)
    assert frame.says.endswith(".")
    check_frame(bridge.find(name), frame)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_keeps_the_contract_that_the_build_holds_it_to(stages, name):
    check_figure(name, bridge.find(name), stages[name], stages[name].draw(name, {}))


@pytest.mark.parametrize("name", [name for name in NAMES if bridge.find(name).checks])
def test_what_a_figure_says_must_hold_does_in_every_state(stages, name, request):
    thorough = request.config.getoption("--thorough", default=False)
    tried = states(name, 300) if thorough else states(name)[::2]
    found = [(raw, each) for raw in tried for each in stages[name].checked(name, raw)]
    broken = [f"at {raw}: {each.says}: {each.compared}" for raw, each in found if each.holds is False]
    assert broken == []
    assert {each.says for _, each in found if each.holds} == {each.says for each in bridge.find(name).checks}


@pytest.mark.parametrize(("name", "raw"), CASES)
def test_the_same_values_give_the_same_frame(stages, name, raw):
    assert bridge.pack(stages[name].draw(name, raw)) == bridge.pack(stages[name].draw(name, raw))


@pytest.mark.parametrize("name", [name for name in NAMES if bridge.find(name).controls])
def test_the_sentence_follows_every_control(stages, name):
    demo, rng = bridge.find(name), np.random.default_rng(2)
    for key, control in demo.controls.items():
        places = [*control.extremes(), *(anywhere(control, rng) for _ in range(SENTENCES))]
        sentences = {stages[name].draw(name, {key: place}).says for place in places}
        assert len(sentences) > 1, f"the sentence does not change with {key}"


@pytest.mark.parametrize("name", NAMES)
def test_a_packed_frame_tells_where_its_pixels_are(stages, name):
    header, buffer = bridge.pack(stages[name].draw(name, {}))
    images = [view for view in json.loads(header)["views"].values() if view["kind"] == "pixels"]
    assert sum(image["width"] * image["height"] * 4 for image in images) == len(buffer)
    for image in images:
        assert 0 <= image["offset"] <= len(buffer) - image["width"] * image["height"] * 4


@pytest.mark.parametrize("name", [name for name in NAMES if bridge.find(name).run])
def test_a_run_yields_whole_frames_and_comes_to_an_end(stages, name):
    first, _ = stages[name].begin(name, "{}")
    frames = [json.loads(first)]
    while (packed := stages[name].advance(name)) is not None:
        frames.append(json.loads(packed[0]))
        assert len(frames) < 2000, "a run comes to an end"
    assert len(frames) > 1
    assert all(frame["views"].keys() == bridge.find(name).views.keys() for frame in frames)
    assert frames[-1]["describe"] != frames[0]["describe"]
