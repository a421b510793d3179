"""Whatever happens in the middle of a build, what is published is a whole site: the one before, or the one after."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CRASH = Path(__file__).with_name("crash.py")
STEPS = int(os.environ.get("AEEXPLAIN_STEPS", "6"))  # of each kind; a build of this house makes some hundred


def crashes(house, root, happening):
    words = [sys.executable, CRASH, house, happening, str(STEPS)]
    environ = os.environ | {"PYTHONPATH": str(root / "src"), "AEEXPLAIN_CACHE": str(house / "cache")}
    done = subprocess.run(words, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(outcomes) >= min(STEPS, outcomes[0]["of"]) - 1
    return outcomes


def test_a_build_that_is_killed_leaves_a_whole_site(house, root):
    outcomes = crashes(house, root, "kill")
    assert {each["dist"] for each in outcomes} <= {"before", "after"}, outcomes
    assert "before" in {each["dist"] for each in outcomes}
    assert -9 in {each["code"] for each in outcomes}


def test_a_build_that_is_interrupted_leaves_a_whole_site_and_says_so(house, root):
    for each in crashes(house, root, "interrupt"):
        assert each["dist"] in ("before", "after"), each
        if each["code"] != 0:  # the last steps, after the swap, may be left out in silence
            assert (each["code"], each["said"]) == (130, ["stopped; nothing was lost"]), each


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("error", ["ENOSPC", "EROFS", "EACCES"])
def test_a_disk_that_refuses_leaves_a_whole_site_and_is_told_in_one_line(house, root, error):
    for each in crashes(house, root, error):
        assert each["dist"] in ("before", "after"), each
        if each["code"] != 0:
            assert each["code"] == 1, each
            assert len(each["said"]) == 1, each
            assert each["said"][0].startswith("error: "), each
            assert os.strerror(getattr(__import__("errno"), error)) in each["said"][0], each
