"""What it means for two packed frames to be the same: CPython's and Pyodide's agree to about 1e-6, not to the bit."""

import json
import re

import numpy as np
import pytest

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
GREY_LEVEL = 1
CLOSE = 2e-5  # of numbers with six digits, whose last may differ by one


def assert_alike(frame, other):
    """Both as the bridge packs them: (JSON header, pixels). Numbers in words and drawings may differ by a last digit."""
    (header, pixels), (other_header, other_pixels) = frame, other
    views, other_views = json.loads(header)["views"], json.loads(other_header)["views"]
    assert views.keys() == other_views.keys()
    for name, view in views.items():
        _assert_alike_view(name, view, other_views[name])
    _assert_alike_text("describe", json.loads(header)["describe"], json.loads(other_header)["describe"])
    levels, other_levels = _levels(pixels), _levels(other_pixels)
    assert levels.shape == other_levels.shape
    assert np.abs(levels - other_levels).max(initial=0) <= GREY_LEVEL


def _levels(pixels):
    """What is seen: colours by how opaque they are, and the opacity itself; (n, 4) in levels of 0 to 255."""
    rgba = np.frombuffer(pixels, np.uint8).reshape(-1, 4).astype(float)
    return np.hstack((np.rint(rgba[:, :3] * rgba[:, 3:] / 255), rgba[:, 3:]))


def _assert_alike_view(name, view, other):
    assert view.keys() == other.keys(), name
    for key, value in view.items():
        if isinstance(value, str):
            _assert_alike_text(f"{name}.{key}", value, other[key])
        elif isinstance(value, float):
            assert value == pytest.approx(other[key], abs=CLOSE, rel=CLOSE), f"{name}.{key}"
        else:
            assert value == other[key], f"{name}.{key}"


def _assert_alike_text(where, text, other):
    """Same words; each number within one of its last digit."""
    assert NUMBER.sub("#", text) == NUMBER.sub("#", other), where
    for number, its in zip(NUMBER.findall(text), NUMBER.findall(other), strict=True):
        decimals = max(len(each.partition(".")[2]) for each in (number, its))
        assert abs(float(number) - float(its)) <= 1.01 * 10**-decimals, f"{where}: {number} against {its}"
