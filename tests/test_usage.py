"""The examples in each command's help are command lines that the parser takes."""

import shlex

import pytest

from aeexplain.cli import _parser, _with_command
from aeexplain.usage import EXAMPLES


@pytest.mark.parametrize(
    ("command", "example"), [(name, each) for name, examples in EXAMPLES.items() for each in examples]
)
def test_an_example_is_a_command_line(command, example):
    python, script, *arguments = shlex.split(example)
    assert (python, script) == ("python", "build.py")
    assert _parser().parse_args(_with_command(arguments)).command == command


@pytest.mark.parametrize("command", EXAMPLES)
def test_the_help_of_a_command_ends_with_its_examples(command, capsys):
    with pytest.raises(SystemExit) as ended:
        _parser().parse_args([command, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(f"\n  {example}\n" in told for example in EXAMPLES[command])
    assert "130 interrupted" in told


def test_every_command_but_pytests_own_has_examples():
    commands = next(action.choices for action in _parser()._actions if action.dest == "command")
    assert {*commands} - {"test"} == {*EXAMPLES}
