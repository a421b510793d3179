"""What somebody makes of a file's JSON: any value in the place of another."""

import copy

from hypothesis import strategies as st

NUMBERS = st.one_of(
    st.sampled_from([0, -1, 1, 2**31, 2**53, 2**63, 10**18, 10**400, True, False, None, 1e308, -0.0, "1"]),
    st.floats(allow_nan=True, allow_infinity=True),
)
VALUES = st.recursive(
    NUMBERS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def spoilt(tree, data):
    """Return a copy of the tree with another value at some place: at its root, or deep in it."""
    spoilt = copy.deepcopy(tree)
    place = spoilt
    for _ in range(data.draw(st.integers(0, 6))):
        keys = keys_of(place)
        key = data.draw(st.sampled_from(keys)) if keys else None
        if key is None or not isinstance(place[key], dict | list) or not place[key]:
            break
        place = place[key]
    place[data.draw(st.sampled_from(keys_of(place)))] = data.draw(VALUES)
    return spoilt


def keys_of(place):
    """Return what names the members of an object or a list."""
    return list(place) if isinstance(place, dict) else list(range(len(place)))
