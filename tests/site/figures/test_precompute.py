"""Atlases: what the browser's own modules unpack is what the bridge draws."""

import json
from pathlib import Path

import numpy as np
import pytest
from likeness import assert_alike

from aeexplain import bridge
from aeexplain.check.budgets import ATLAS, ATLASES
from aeexplain.demo import Frame, Pixels
from aeexplain.setup.node import run_node
from aeexplain.site.figures.precompute import atlas, pack
from aeexplain.site.figures.text_diff import TOKEN, patch
from aeexplain.site.pages.scripts import BROWSER

UNPACK = Path(__file__).with_name("unpack.mjs")
MOVABLE = [name for name in bridge.names() if bridge.find(name).controls]


@pytest.fixture(scope="module")
def unpacked(stage, tmp_path_factory):
    """Every demo's atlas as JavaScript unpacks it: the folder with what it wrote."""
    folder = tmp_path_factory.mktemp("atlases")
    for name in MOVABLE:
        (folder / name).write_bytes(atlas(name, bridge.find(name), stage))
    run_node(
        Path(__file__).with_name("unpack.mjs"),
        "",
        BROWSER.as_uri(),
        *(str(folder / name) for name in MOVABLE),
    )
    return folder


@pytest.mark.parametrize("name", MOVABLE)
def test_every_frame_comes_out_as_it_was_drawn(unpacked, stage, name):
    written = json.loads((unpacked / f"{name}.json").read_text(encoding="utf-8"))
    pixels = (unpacked / f"{name}.rgba").read_bytes()
    control, values = bridge.find(name).ahead()
    assert written["control"] == control
    assert len(written["positions"]) == len(values) > 1
    for position, frame in zip(written["positions"], written["frames"], strict=True):
        own, pixels = pixels[: frame["bytes"]], pixels[frame["bytes"] :]
        assert frame["exact"]
        drawn = stage.frame(name, json.dumps({control: position}))
        assert {key: frame[key] for key in ("views", "describe")} == json.loads(drawn[0])
        assert_alike((json.dumps(frame), own), drawn)
    assert pixels == b""


@pytest.mark.parametrize("name", MOVABLE)
def test_the_positions_are_those_of_the_control_and_the_start_is_one(stage, name):
    demo = bridge.find(name)
    control, values = demo.ahead()
    assert demo.controls[control].start in values
    assert len(values) == len(set(values)) <= 40


def test_an_atlas_is_small(unpacked):
    sizes = {name: (unpacked / name).stat().st_size for name in MOVABLE}
    assert max(sizes.values()) <= ATLAS
    assert sum(sizes.values()) <= ATLASES


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<a x='1'/><b/>", "<a x='2'/><b/>", [1, "2"]),
        ("<a/>", "<a/>", []),
        ("M1 2h0M3 4h0", "M1 2h0M7 8h0M3 4h0", [6, ["M7 8h0"]]),
        ("<a/><b/><c/>", "<a/><c/>", [1, -1]),
    ],
)
def test_a_patch_tells_only_what_changed(old, new, expected):
    assert patch(old, new) == expected


def test_tokens_of_a_part_are_a_part_of_the_tokens():
    text = 'a "<path d=\\"M1 2h0M3.5 4h0\\"/>" … 12.</path><text>M</text>'
    tokens = TOKEN.findall(text)
    assert "".join(tokens) == text
    for start in range(len(tokens)):
        for end in range(start + 1, len(tokens) + 1):
            assert TOKEN.findall("".join(tokens[start:end])) == tokens[start:end]


def test_images_of_many_colours_of_none_and_of_changing_size_are_kept(tmp_path):
    rng = np.random.default_rng(0)
    sizes = [(20, 30), (20, 30), (7, 5), (20, 30)]
    frames = [
        Frame(
            {
                "many": Pixels(rng.integers(0, 256, (*size, 4), dtype=np.uint8), "many", "colour"),
                "none": Pixels(np.zeros((2, 2, 4), np.uint8), "none", "ink"),
            },
            "Four.",
        )
        for size in sizes
    ]
    file = tmp_path / "four"
    file.write_bytes(pack("x", [0, 1, 2, 3], frames))
    run_node(UNPACK, "", BROWSER.as_uri(), str(file))
    pixels = file.with_suffix(".rgba").read_bytes()
    for frame, header in zip(
        frames, json.loads(file.with_suffix(".json").read_text())["frames"], strict=True
    ):
        own, pixels = pixels[: header["bytes"]], pixels[header["bytes"] :]
        assert_alike((json.dumps(header), own), bridge.pack(frame))
