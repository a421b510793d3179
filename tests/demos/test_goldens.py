"""Every figure's first frame is the one that was last looked at and found good.

After a change that is meant, and when a figure is new: look at it in the page, and run what RENEW says.
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
RENEW = "python build.py test tests/demos/test_goldens.py --renew-goldens"


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
    path, frame = GOLDENS / f"{name}.json", first_frame(name)
    if request.config.getoption("--renew-goldens"):
        renew(path, frame)
    if not path.exists():
        pytest.fail(f"{name} has no golden frame yet: look at it in the page, then {RENEW}", pytrace=False)
    assert_alike(frame, unpacked(path.read_text(encoding="utf-8")))


def renew(path, frame):
    """Take a frame as golden, unless one that is alike is already: two machines' rounding is no change."""
    try:
        assert_alike(frame, unpacked(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, AssertionError):
        path.parent.mkdir(exist_ok=True)
        path.write_text(packed(frame) + "\n", encoding="utf-8")


def test_every_golden_belongs_to_a_demo():
    assert {path.stem for path in GOLDENS.glob("*.json")} <= set(bridge.names())
