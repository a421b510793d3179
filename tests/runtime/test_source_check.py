"""A slip in a demo is told as such, before anything is made of it."""

import shutil

import pytest

from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime.source_check import check_sources


@pytest.fixture
def tree(root, tmp_path):
    """A tree with all of our sources, to which a test adds demos."""
    shutil.copytree(
        root / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    return Project(tmp_path, tmp_path / "src" / "aeexplain")


def add(tree, name, text):
    (tree.demos / f"{name}.py").write_text(text)


def lines_of(check, tree):
    with pytest.raises(ExplainError) as caught:
        check(tree)
    return str(caught.value).replace(f"{tree.root}/", "").splitlines()


def test_sources_that_parse_are_no_error(tree):
    add(tree, "beside", "print('a table, say')")
    check_sources(tree)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("def compute(:\n", "src/aeexplain/demos/broken.py:1:13: no Python: invalid syntax"),
        ("x = 1\nreturn x\n", "src/aeexplain/demos/broken.py:2:1: no Python: 'return' outside function"),
        ("  x = 1\n", "src/aeexplain/demos/broken.py:1:2: no Python: unexpected indent"),
        (
            "x = 'a\n",
            "src/aeexplain/demos/broken.py:1:5: no Python: unterminated string literal (detected at line 1)",
        ),
        ("x = 1\0", "src/aeexplain/demos/broken.py: no Python: source code string cannot contain null bytes"),
    ],
)
def test_a_source_that_is_no_python_is_told_with_its_line_and_column(tree, text, what):
    add(tree, "broken", text)
    assert lines_of(check_sources, tree) == [what]


def test_every_broken_source_is_told(tree):
    add(tree, "one", "(")
    add(tree, "two", "\n)")
    assert [line.partition(": ")[0] for line in lines_of(check_sources, tree)] == [
        "src/aeexplain/demos/one.py:1:1",
        "src/aeexplain/demos/two.py:2:1",
    ]
