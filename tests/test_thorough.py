"""One switch for all that takes long."""

import os
import subprocess
import sys

import pytest
from longest_first import LONGEST, TESTS, in_order

from aeexplain import cli

ASKED = """
import os, sys
import pytest

class Look:
    def pytest_collection_finish(self, session):
        from hypothesis import settings
        print("cases", settings().max_examples, "steps", os.environ.get("AEEXPLAIN_STEPS"))

sys.exit(pytest.main(["--collect-only", "-q", *sys.argv[1:]], plugins=[Look()]))
"""


@pytest.mark.parametrize(
    ("words", "profile"),
    [
        ([], "cases 100 steps None"),
        (["--thorough"], "cases 20 steps 500"),
        (["--thorough", "--hypothesis-profile", "lean"], "cases 100 steps 500"),
    ],
)
def test_thorough_asks_for_all_cases_and_all_steps(root, words, profile):
    others = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "AEEXPLAIN_"))
    }
    command = [sys.executable, "-c", ASKED, "--rootdir", str(root), *words, "tests/test_errors.py"]
    done = subprocess.run(
        command, cwd=root, env=others | {"AEEXPLAIN_CASES": "20"}, capture_output=True, text=True
    )
    assert profile in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "spread"), [([], True), (["--thorough"], True), (["--thorough", "tests/nn"], False)]
)
def test_all_tests_use_all_cores_thorough_or_not(monkeypatch, words, spread):
    asked = []
    monkeypatch.setattr(pytest, "main", lambda words: asked.extend(words) or 0)
    assert cli.main(["test", *words]) == 0
    assert ("--numprocesses" in asked) == spread
    assert asked[len(asked) - len(words) :] == words


def test_the_files_that_take_longest_come_first_and_the_others_stay_in_their_order():
    files = [TESTS / name for name in ("a.py", LONGEST[1], "b.py", LONGEST[0], "a.py")]
    assert in_order(files) == [3, 1, 0, 2, 4]


@pytest.mark.parametrize("name", LONGEST)
def test_each_of_the_files_that_take_longest_is_there(name):
    assert (TESTS / name).is_file()
