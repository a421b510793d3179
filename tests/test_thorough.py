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


SAMPLED = """
import pytest

@pytest.mark.sample(every=3, first=1)
@pytest.mark.parametrize("case", range(7))
def test_many(case): ...

@pytest.mark.sample(every=5)
@pytest.mark.parametrize("letter", "ab")
@pytest.mark.parametrize("digit", range(3))
def test_pairs(digit, letter): ...

def test_one(): ...
"""
PAIRS = [f"pairs[{digit}-{letter}]" for digit in range(3) for letter in "ab"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["test_sampled.py"], ["many[1]", "many[4]", "pairs[0-a]", "pairs[2-b]", "one"]),
        (["test_sampled.py", "--thorough"], [*(f"many[{i}]" for i in range(7)), *PAIRS, "one"]),
        (["test_sampled.py::test_many[2]"], ["many[2]"]),
    ],
    ids=["a sample", "thorough", "one that is named"],
)
def test_of_many_cases_a_sample_runs_unless_more_is_asked_for(root, tmp_path, words, found):
    (tmp_path / "test_sampled.py").write_text(SAMPLED)
    (tmp_path / "conftest.py").write_text((root / "tests" / "conftest.py").read_text())
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = sample(every, first)\n")
    environment = os.environ | {"PYTHONPATH": str(root / "tests")}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *words]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    listed = [line.partition("::test_")[2] for line in done.stdout.splitlines() if "::" in line]
    assert listed == found, done.stdout + done.stderr
