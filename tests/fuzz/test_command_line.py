"""Any words after build.py: a command that runs, or a refusal in one line; no traceback."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeexplain import cli
from aeexplain.cli.command_line import COMMANDS

WORDS = [
    *("build", "serve", "check", "models", "train", "bench", "new", "licenses"),
    *(
        "--out",
        "--root",
        "--port",
        "--json",
        "--base-url",
        "--all",
        "--seeds",
        "--fresh",
        "--full",
        "--sheet",
        "--help",
        "--",
    ),
    *(
        "-h",
        "-x",
        "--outt",
        "--port=80",
        "--port=-1",
        "--out=",
        "",
        " ",
        "0",
        "-1",
        "99999",
        "1e9",
        "1_0",
        "é",
        "\x00",
    ),
    *(
        "dist",
        "/",
        "/dev/null",
        "../..",
        "~",
        "bottleneck",
        "https://a.b/",
        "javascript:x",
        "[",
        "[red]",
        "%s",
        "{}",
    ),
]


@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=6).filter(
        lambda words: "test" not in words
    )
)
def test_any_words_are_a_command_or_are_refused(words):
    reached = []
    with pytest.MonkeyPatch.context() as patch:
        for command in COMMANDS:
            patch.setattr(command, "callback", lambda **options: reached.append(options) or 0)
        code = cli.main(words)
    assert code in (0, 1, 2)
    assert len(reached) <= (code == 0)


NOWHERE = ["", "\x00", "a\x00b", "/dev/null/x", "/proc/nowhere/x", "x" * 5000]


@pytest.mark.parametrize("place", NOWHERE, ids=lambda place: repr(place[:12]))
def test_a_folder_that_cannot_be_is_told_in_one_line(place, capsys):
    assert failed(["check", "--out", place], capsys)


@pytest.mark.parametrize("port", ["-1", "65536", "99999999999999999999", "٣", "1_0", ""])
def test_a_port_that_cannot_be_is_told_in_one_line(port, capsys, built):
    assert failed(["serve", "--out", str(built), "--port", port], capsys)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "/etc/passwd", "\x00", "é", "__init__", "a b", "x" * 5000]
)
def test_a_recipe_that_cannot_be_is_told_in_one_line(name, capsys):
    assert failed(["train", name], capsys)


@pytest.mark.parametrize("count", ["0", "-1", "9" * 30])
def test_a_count_of_seeds_that_cannot_be_is_told_in_one_line(count, capsys):
    assert failed(["train", "bottleneck", "--seeds", count], capsys)


@pytest.mark.parametrize("folder", ["/dev/null", "/dev/null/x", "\x00", "/proc/nowhere/x"])
def test_a_folder_for_sheets_that_cannot_be_is_told_in_one_line(folder, capsys):
    assert failed(["models", "--sheet", folder], capsys)


def test_a_bench_that_there_is_not_is_told_in_one_line(capsys):
    assert failed(["bench", "nothing"], capsys)


def failed(argv, capsys):
    """Whether a command line is refused: exit code 1 or 2, and a last line that says why."""
    code = cli.main(argv)
    lines = capsys.readouterr().err.strip().splitlines()
    assert lines
    assert "error: " in lines[-1]
    return code in (1, 2)
