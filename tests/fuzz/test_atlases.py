"""Atlases damaged in every way: refused, or frames of the kinds that a page can show; read by the page's own modules."""

import base64
import gzip
import json

import numpy as np
import pytest
from fuzz.asking import answers
from fuzz.spoilt import spoilt
from hypothesis import given
from hypothesis import strategies as st

from aeexplain.demo import Frame, Pixels, Words, readout
from aeexplain.draw import Drawing
from aeexplain.site.figures.precompute import pack

FRAMES = 3
KINDS = {
    "pixels": {"width": int, "height": int, "offset": int, "says": str, "reach": list | None},
    "drawing": {"svg": str},
    "readout": {"value": float | int | None, "text": str},
    "words": {"text": str},
}


@pytest.fixture(scope="module")
def atlas():
    """What an atlas of three small frames tells, and its planes."""
    rng = np.random.default_rng(0)
    frames = [
        Frame(
            {
                "few": Pixels(rng.choice([0, 90, 255], (4, 6, 4)).astype(np.uint8), "few", "colour"),
                "many": Pixels(rng.integers(0, 256, (20, 30, 4), dtype=np.uint8), "many", "colour"),
                "curve": Drawing(
                    f'<svg viewBox="0 0 9 9"><path d="M0 {number}L9 {number}.5"/></svg>', "A curve."
                ),
                "loss": readout(number / 7),
                "verdict": Words("more" if number else "less"),
            },
            f"State {number}.",
        )
        for number in range(FRAMES)
    ]
    body = gzip.decompress(pack("k", [0, 1, 2], frames))
    length = int.from_bytes(body[:4], "little")
    return json.loads(body[4 : 4 + length]), body[4 + length :]


@pytest.fixture(scope="module")
def read():
    """Have JavaScript read an atlas, and see that what comes of it can be shown: return whether anything did."""
    with answers("atlases.mjs", "atlas/atlas.js") as ask:

        def read(body):
            answer = ask(base64.b64encode(body).decode())
            for frame in answer.get("frames", ()):
                wanted = 0
                for view in frame["views"].values():
                    assert all(isinstance(view[key], kind) for key, kind in KINDS[view["kind"]].items()), view
                    if view["kind"] == "pixels":
                        assert view["offset"] == wanted
                        wanted += 4 * view["width"] * view["height"]
                assert frame["bytes"] == wanted < 10_000
                assert isinstance(frame["describe"], str)
            return "frames" in answer

        yield read


def packed(header, planes):
    text = json.dumps(header).encode()
    return len(text).to_bytes(4, "little") + text + planes


def test_a_whole_atlas_is_read(read, atlas):
    assert read(packed(*atlas))


@given(data=st.data())
def test_flipped_bits(read, atlas, data):
    body = bytearray(packed(*atlas))
    for at in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=6)):
        body[at] ^= 1 << data.draw(st.integers(0, 7))
    read(bytes(body))


@given(data=st.data())
def test_a_file_cut_off_or_doubled(read, atlas, data):
    body = packed(*atlas)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(body))] * 2)))
    read(data.draw(st.sampled_from([body[:start], body[start:end], body[:end] + body[start:], body + body])))


@given(data=st.data())
def test_any_value_at_any_place(read, atlas, data):
    """Images of any size, patches that keep more than there is, lists where an object stood."""
    header, planes = atlas
    read(packed(spoilt(header, data), planes))


@given(data=st.data())
def test_any_value_in_a_frame(read, atlas, data):
    """What only the patched text says: a view of no kind, an image larger than its planes."""
    header, planes = atlas
    first = json.dumps(spoilt(json.loads(header["first"]), data))
    read(packed(header | {"first": first, "patches": [[], []]}, planes))


@pytest.mark.parametrize("patch", [[2**53], [-(2**53)], [1e300], [10**5] * 3, [[["a"]]], [None], ["x" * 10]])
def test_a_patch_of_any_length_ends(read, atlas, patch):
    header, planes = atlas
    assert not read(packed(header | {"patches": [patch, []]}, planes))


@pytest.mark.parametrize("side", [0, -1, 0.5, 10**6, 2**31, 2**53, "4", None])
def test_an_image_of_any_size_is_refused(read, atlas, side):
    header, planes = atlas
    assert not read(packed(header | {"images": [header["images"][0] | {"width": side}]}, planes))
