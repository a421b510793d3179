"""What compares numbers passes on every x86-64 processor, whatever the environment tells libraries to compute with."""

import subprocess
import sys

import processors
import pytest

from aeexplain.errors import ExplainError
from aeexplain.training.samples.mnist import mnist

FEW = ("old",)  # the farthest from what machines are today
SOME_NUMBERS = ("tests/training/test_weights.py", "tests/demos/test_goldens.py", "tests/test_bridge.py")
NUMBERS = (
    "tests/demos",
    "tests/training",
    "tests/nn",
    "tests/data",
    "tests/draw",
    "tests/test_bridge.py",
)
PLAYED = processors.played_here()


@pytest.mark.parametrize("name", [name for name in FEW if name in PLAYED])
def test_a_sample_of_what_compares_numbers_passes_on_other_processors(root, name):
    assert_passes(root, PLAYED[name], SOME_NUMBERS)


@pytest.mark.parametrize("name", PLAYED)
def test_what_compares_numbers_passes_on_every_processor(root, thorough, name):
    assert_passes(root, PLAYED[name], NUMBERS)


def assert_passes(root, settings, tests):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(root), *tests]
    done = subprocess.run(
        command, cwd=root, env=processors.environment_of(settings), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("name", PLAYED)
def test_the_models_measured_again_are_those_stored_on_every_processor(root, thorough, name):
    try:
        mnist()
    except ExplainError as error:
        pytest.skip(f"MNIST cannot be had here: {error}")
    command = [sys.executable, "build.py", "models", "--full"]
    done = subprocess.run(
        command, cwd=root, env=processors.environment_of(PLAYED[name]), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
