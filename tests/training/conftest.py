"""The small recipe, and the folders that a training writes into."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def toy():
    """The recipe of toy.py."""
    spec = importlib.util.spec_from_file_location("toy", Path(__file__).with_name("toy.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["toy"] = module
    spec.loader.exec_module(module)
    return module.TOY


@pytest.fixture
def folders(tmp_path):
    """Where weights and unfinished trainings go."""
    return tmp_path / "weights", tmp_path / "states"
