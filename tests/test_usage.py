"""The examples in each command's help are command lines that the parser takes."""

import shlex

import pytest

from aeexplain.cli import _parser, _with_command, main
from aeexplain.usage import EXAMPLES


@pytest.mark.parametrize(
    ("command", "example"), [(name, each) for name, examples in EXAMPLES.items() for each in examples]
)
def test_an_example_is_a_command_line(command, example):
    python, script, *arguments = shlex.split(example)
    assert (python, script) == ("python", "build.py")
    known, rest = _parser().parse_known_args(_with_command(arguments))
    assert known.command == command
    assert command == "test" or not rest


@pytest.mark.parametrize("command", EXAMPLES)
def test_the_help_of_a_command_ends_with_its_examples(command, capsys):
    with pytest.raises(SystemExit) as ended:
        _parser().parse_args([command, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(f"\n  {example}\n" in told for example in EXAMPLES[command])
    assert "130 interrupted" in told


def test_every_command_has_examples():
    commands = next(action.choices for action in _parser()._actions if action.dest == "command")
    assert {*commands} == {*EXAMPLES}


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_the_help_of_test_is_short_and_says_where_pytests_own_is(flag, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["test", flag])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert len(told.splitlines()) < 30
    assert max(map(len, told.splitlines())) <= 128
    assert "build.py test -- --help" in told


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        (["--", "--help"], ["--help"]),
        (["tests/a.py", "-x", "-k", "one or two"], ["tests/a.py", "-x", "-k", "one or two"]),
        (["-q", "--", "-h"], ["-q", "-h"]),
        (["-q", "--", "a", "--", "b"], ["-q", "a", "--", "b"]),
        (["--he"], ["--he"]),
    ],
)
def test_what_is_no_option_of_ours_goes_to_pytest(words, passed, monkeypatch):
    given = []
    monkeypatch.setattr(pytest, "main", lambda arguments: given.extend(arguments) or 0)
    assert main(["test", *words]) == 0
    assert given[2:] == passed


def test_without_words_all_tests_run_on_all_cores(monkeypatch):
    given = []
    monkeypatch.setattr(pytest, "main", lambda arguments: given.extend(arguments) or 0)
    assert main(["test"]) == 0
    assert given[2:] == ["--numprocesses", "auto", "--dist", "loadfile"]
