"""Weight files damaged in every way: refused in one line, or read as models whose every number is finite."""

import base64
import copy
import json

import numpy as np
import pytest
from fuzz.spoilt import spoilt
from hypothesis import given
from hypothesis import strategies as st

from aeexplain import checkpoint
from aeexplain.errors import ExplainError

WHERE = "weights/bottleneck.json"


@pytest.fixture(scope="module")
def text(root):
    return (root / WHERE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(text):
    return json.loads(text)


def read(text):
    """Read a weight file as strictly as a figure does: every model is made, every sample unpacked."""
    try:
        found = checkpoint.loads(text, WHERE)
    except ExplainError as error:
        assert str(error).startswith(f"{WHERE}: ")
        assert len(str(error)) < 600
        assert "\n" not in str(error)
        return
    for model in found.models.values():
        assert all(np.isfinite(array).all() for array in model.params.values())
    assert all(np.isfinite(array).all() for array in found.samples.values())


@given(data=st.data())
def test_flipped_bits_of_the_text(text, data):
    raw = bytearray(text.encode())
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=6)):
        raw[at] ^= 1 << data.draw(st.integers(0, 7))
    read(raw.decode("utf-8", "replace"))


@given(data=st.data())
def test_a_text_cut_off_or_doubled(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    read(
        data.draw(
            st.sampled_from([text[:start], text[start:end], text[:end] + text[start:], text + text[:start]])
        )
    )


@given(data=st.data())
def test_any_value_at_any_place(tree, data):
    """Huge shapes, negative sizes, NaN and Infinity where a number stood, lists where an object stood."""
    read(json.dumps(spoilt(tree, data)))


@given(st.binary(max_size=400), st.sampled_from(["float16", "int8", "unorm8", "uint8"]))
def test_any_bytes_in_an_array(tree, junk, dtype):
    other = copy.deepcopy(tree)
    name = min(other["arrays"])
    entry = other["arrays"][name]
    entry |= {"dtype": dtype, "data": base64.b64encode(junk * 8).decode()}
    read(json.dumps(other))


@given(st.sampled_from(["[", '{"a":', '[{"a":']), st.integers(1, 200_000))
def test_any_depth(opening, depth):
    read(opening * depth)
    read(f'{{"format": {opening * min(depth, 50_000)}')


@pytest.mark.parametrize("size", [10**6, 10**9, 10**15, 10**30])
def test_a_model_too_large_for_any_memory_is_refused_before_it_is_made(tree, size):
    for name, spec in tree["models"].items():
        for key, value in spec.items():
            if isinstance(value, int | list | dict):
                other = copy.deepcopy(tree)
                other["models"][name][key] = size if isinstance(value, int) else [size] * 3
                with pytest.raises(ExplainError):
                    checkpoint.loads(json.dumps(other), WHERE)
