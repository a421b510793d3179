"""Every figure's first frame is the one that was last looked at and found good.

After a change that is meant: python build.py test tests/demos/test_goldens.py --renew-goldens, and look at the page.
"""

import base64
import json
import zlib
from pathlib import Path

import pytest
from likeness import assert_alike

from aeexplain import bridge

ROOT = Path(__file__).parents[2]
GOLDENS = Path(__file__).with_name("goldens")


def first_frame(name):
    """A demo's start state as the bridge packs it."""
    stage = bridge.Stage()
    for file in set(bridge.find(name).weights.values()):
        stage.load(file, (ROOT / "weights" / f"{file}.json").read_text(encoding="utf-8"))
    return stage.frame(name, "{}")


def packed(frame):
    header, pixels = frame
    return json.dumps(
        {"header": json.loads(header), "pixels": base64.b64encode(zlib.compress(pixels, 9)).decode()},
        indent=1,
    )


def unpacked(text):
    golden = json.loads(text)
    return json.dumps(golden["header"]), zlib.decompress(base64.b64decode(golden["pixels"]))


@pytest.mark.parametrize("name", bridge.names())
def test_the_first_frame_is_the_golden_one(name, request):
    path = GOLDENS / f"{name}.json"
    if request.config.getoption("--renew-goldens"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(packed(first_frame(name)) + "\n", encoding="utf-8")
    assert_alike(first_frame(name), unpacked(path.read_text(encoding="utf-8")))


def test_every_golden_belongs_to_a_demo():
    assert sorted(path.stem for path in GOLDENS.glob("*.json")) == bridge.names()
