"""Tables fit the terminal that they are printed on, cut no name, and are plain lines elsewhere."""

import os
import struct
import subprocess
import sys
from dataclasses import dataclass, fields

import pytest

from aeexplain.bench.startup import StartupCost
from aeexplain.cli.terminal import print_costs
from aeexplain.tables import Table, laid_out

VALUES = {"str": "stock", "float": 1234.5, "int": 3000000}
COSTS = [
    StartupCost(
        **{
            each.name: VALUES.get(str(getattr(each.type, "__name__", each.type)), 4.25)
            for each in fields(StartupCost)
        }
    )
    for _ in range(3)
]
NAMES = [each.name for each in fields(StartupCost)]
TABLE = Table(
    "startup",
    ("kind", "host", "megabits", "median", "sooner", "snapshot"),
    [
        ("stock", "br", "", "1234.5", "1.00", "10"),
        ("snapshot and more", "none", "20.0", "8", "12.25", "1234567"),
    ],
    keys=2,
)
WORDS = {word for row in (TABLE.headings, *TABLE.rows) for cell in row for word in cell.split()}


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_a_table_is_no_wider_than_its_terminal_and_cuts_no_word(width):
    lines = laid_out(TABLE, width).splitlines()
    assert max(map(len, lines)) <= width
    shown = {word.strip(":") for line in lines for word in line.split()}
    assert shown >= WORDS


def test_a_table_that_fits_is_one():
    assert laid_out(TABLE, 80).splitlines() == [
        "startup",
        "kind               host  megabits  median  sooner  snapshot",
        "stock              br           -  1234.5    1.00        10",
        "snapshot and more  none      20.0       8   12.25   1234567",
    ]


def test_a_table_that_is_too_wide_becomes_several_with_the_same_keys():
    assert laid_out(TABLE, 44).splitlines() == [
        "startup",
        "kind               host  megabits  median",
        "stock              br           -  1234.5",
        "snapshot and more  none      20.0       8",
        "",
        "kind               host  sooner  snapshot",
        "stock              br      1.00        10",
        "snapshot and more  none   12.25   1234567",
    ]


def test_where_keys_leave_no_room_each_row_is_a_list():
    assert laid_out(TABLE, 24).splitlines()[:8] == [
        "startup",
        "kind: stock",
        "  host: br",
        "  megabits: -",
        "  median: 1234.5",
        "  sooner: 1.00",
        "  snapshot: 10",
        "kind: snapshot and more",
    ]


def test_long_sentences_are_wrapped_between_words():
    says = "squared error of points that training never saw"
    table = Table("", ("result", "gate", "wants"), [("MISSED", says, "<= 0.02")], keys=2)
    assert laid_out(table, 30).splitlines() == [
        "result: MISSED",
        "  gate: squared error of",
        "    points that training never",
        "    saw",
        "  wants: <= 0.02",
    ]
    assert says in laid_out(table)


def test_wide_letters_keep_columns_level():
    lines = laid_out(Table("", ("demo", "ms"), [("漢字", "1"), ("abcd", "2")])).splitlines()
    assert lines == ["demo  ms", "漢字   1", "abcd   2"]


@pytest.mark.parametrize("columns", ["20", "80", "400"])
def test_a_piped_table_has_a_line_for_each_row_whatever_columns_says(columns, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", columns)
    print_costs("startup", COSTS)
    title, headings, *rows = capsys.readouterr().out.splitlines()
    assert (title, headings.split()) == ("startup", NAMES)
    assert len(rows) == len(COSTS)
    assert all(len(row.split()) == len(NAMES) for row in rows)
    assert all(letter.isascii() for row in rows for letter in row)


@dataclass
class Told:
    demo: str
    long_tasks: list[float]
    forward: float | None


def test_lists_and_what_is_not_known_are_told_in_their_columns(capsys):
    print_costs("moves", [Told("a", [51.2, 60.0], None), Told("b", [], 0.5)])
    assert capsys.readouterr().out.splitlines() == [
        "moves",
        "demo  long_tasks  forward",
        "a         51, 60        -",
        "b           none     0.50",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("width", [40, 80, 200])
def test_on_a_terminal_no_column_of_a_bench_is_cut(width):
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    code = (
        "from aeexplain.cli.terminal import print_costs; from aeexplain.bench.startup import StartupCost;"
        f"print_costs('startup', [StartupCost(*{[getattr(COSTS[0], name) for name in NAMES]!r})])"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")} | {"TERM": "xterm"}
    subprocess.run(
        [sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, check=True
    )
    os.close(theirs)
    output = b""
    try:
        while chunk := os.read(ours, 65536):
            output += chunk
    except OSError:  # the other end is closed and everything was read
        pass
    os.close(ours)
    lines = output.decode().splitlines()
    assert max(map(len, lines)) <= width
    assert {*NAMES} <= {word.strip(":") for line in lines for word in line.split()}
