"""Whatever an address says, a demo gets values that its controls allow, or none: read by the page's own modules."""

import pytest
from fuzz.allowed import VALUES, allowed
from fuzz.asking import answers
from fuzz.soup import soup
from hypothesis import given
from hypothesis import strategies as st

from aeexplain import bridge
from aeexplain.errors import ExplainError

PIECES = [
    "#",
    "?",
    "=",
    "&",
    "%",
    "%2",
    "%00",
    "%ff",
    "%u0041",
    "+",
    ",",
    ";",
    "k",
    "digit",
    "z",
    "seed",
    "bottleneck",
    "\ud83d",
]


@pytest.fixture(scope="module")
def reader():
    """Ask address.js for what a fragment says."""
    with answers("fragments.mjs", "figure/address.js") as ask:
        yield ask


@given(soup(PIECES) | soup(PIECES).map("#bottleneck?".__add__))
def test_any_fragment_is_texts_by_name_or_nothing(reader, fragment):
    answer = reader(fragment)
    assert not answer["polluted"]
    assert answer["found"] == answer["again"]
    for name, text in answer["entries"] or ():
        assert isinstance(name, str)
        assert isinstance(text, str)


RAW = (
    st.sampled_from(VALUES)
    | st.text(max_size=8)
    | st.none()
    | st.integers()
    | st.floats()
    | st.lists(st.floats(), max_size=3)
)


@pytest.mark.parametrize("name", bridge.names())
@given(data=st.data())
def test_a_demo_gets_only_what_its_controls_allow(name, data):
    demo = bridge.find(name)
    raw = {control: data.draw(RAW) for control in demo.controls}
    for control, value in raw.items():
        try:
            read = demo.read({control: value})[control]
        except ExplainError:
            continue
        assert allowed(demo.controls[control], read)


@given(
    st.dictionaries(
        st.text(max_size=9) | st.sampled_from(["__proto__", "__class__", "self", "rng"]),
        RAW,
        min_size=1,
        max_size=3,
    )
)
def test_a_name_that_is_no_control_is_refused(raw):
    with pytest.raises(ExplainError):
        bridge.find("bottleneck").read(raw)
