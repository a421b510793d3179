"""The examples in each command's help are command lines that the parser takes."""

import shlex

import pytest

from aeexplain.cli import main
from aeexplain.cli.command_line import COMMANDS, with_command
from aeexplain.project import Project

EXAMPLES = {command.name: command.examples for command in COMMANDS}


@pytest.mark.parametrize(
    ("command", "example"), [(name, each) for name, examples in EXAMPLES.items() for each in examples]
)
def test_an_example_is_a_command_line(command, example, monkeypatch):
    python, script, *arguments = shlex.split(example)
    assert (python, script) == ("python", "build.py")
    monkeypatch.setattr(Project, "check_root", lambda _: None)
    named, *words = with_command(arguments)
    assert named == command
    assert next(each for each in COMMANDS if each.name == named).make_context(named, words)


@pytest.mark.parametrize("command", EXAMPLES)
def test_the_help_of_a_command_ends_with_its_examples(command, capsys):
    assert main([command, "--help"]) == 0
    help_text = capsys.readouterr().out
    assert all(f"\n  {example}\n" in help_text for example in EXAMPLES[command])
    assert "130 interrupted" in help_text


def test_every_command_has_examples_and_stands_in_the_help_of_all(capsys):
    assert all(EXAMPLES.values())
    assert main(["--help"]) == 0
    help_text = capsys.readouterr().out
    assert all(f"\n  {name} " in help_text for name in EXAMPLES)


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_the_help_of_test_is_short_and_says_where_pytests_own_is(flag, capsys):
    assert main(["test", flag]) == 0
    help_text = capsys.readouterr().out
    assert len(help_text.splitlines()) < 40
    assert max(map(len, help_text.splitlines())) <= 128
    assert "build.py test -- --help" in help_text


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        (["--", "--help"], ["--help"]),
        (["tests/a.py", "-x", "-k", "one or two"], ["tests/a.py", "-x", "-k", "one or two"]),
        (["-q", "--", "-h"], ["-q", "-h"]),
        (["-q", "--", "a", "--", "b"], ["-q", "a", "--", "b"]),
        (["--he"], ["--he"]),
        (["-khealth"], ["-khealth"]),
        (["--rootdir", "x", "-vh"], ["--rootdir", "x", "-vh"]),
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
    assert given[2:] == ["--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
